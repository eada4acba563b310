"""A page on its way from Markdown to the site: its state, and what its special lines become."""
