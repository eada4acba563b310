"""What the book asks of mkdocs-jupyter beyond its settings; seen to hold with the version below.

The plugin finds the labs and runs them with its settings in mkdocs.yml. Their pages it hands over to
the book: its own put 590 KB of style into each page and leave formulas raw (README, "How to write a
lab", has the figures).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

VERSION = "0.26"


def run(notebook: Any, plugin: Any, failed: Callable[..., None]) -> Any:
    """Run a notebook with the plugin's settings and return it with what its cells put out.

    Parameters
    ----------
    notebook : NotebookNode
        The notebook, which stays as it is.
    plugin : BasePlugin
        The plugin with its settings.
    failed : callable
        What is called, before the error is raised, with a cell that raised, its index, and the reply
        of the kernel.
    """
    # Imported here: it takes a second, and a build in which nothing changed does without.
    import nbformat
    from mkdocs_jupyter.convert import get_nbconvert_app
    from nbconvert.exporters import NotebookExporter
    from nbconvert.preprocessors import CoalesceStreamsPreprocessor

    settings = {key: plugin.config[key] for key in ("execute", "allow_errors", "kernel_name")}
    config = get_nbconvert_app(**settings).config
    config.KernelManager.transport_encryption = "auto"
    config["ExecutePreprocessor"]["on_cell_error"] = failed
    done, _ = NotebookExporter(config=config).from_notebook_node(notebook)
    # What is printed comes in pieces as time has it, and equal runs shall have equal bytes.
    pieces = nbformat.reads(done, as_version=4)
    return CoalesceStreamsPreprocessor(enabled=True).preprocess(pieces, {})[0]


def take_over(page: Any) -> None:
    """Have MkDocs render a page, as every other one, where the plugin has put its own way."""
    vars(page).pop("render", None)
