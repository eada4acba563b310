"""Labs: notebooks kept as Markdown, each read once and shown twice, as a page and as a notebook.

The way of a lab is `notebook` (what it says), `execute` (what its cells put out), then either `page`
(for the site) or `export` (for the reader's Jupyter, with the wheel of `wheel`).
"""
