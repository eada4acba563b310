"""Let pytest run the examples: those of the chapters through Sybil, those of src through doctest."""

import doctest
import os

# Before NumPy is there: the workers already share the cores, and small matrices gain nothing from more.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from sybil import Sybil
from sybil.parsers.rest import DocTestParser

from book.page.blocks import pages

_source = Sybil([DocTestParser(doctest.REPORT_UDIFF)], pattern="*.py")
# One after the other: each takes the files it knows.
_page_files, _source_files = pages.pytest(), _source.pytest()


def pytest_collect_file(file_path, parent):
    """Collect Markdown pages under docs and docstrings under src/activations."""
    if "docs" in file_path.parts:
        return _page_files(file_path, parent)
    return _source_files(file_path, parent) if "src" in file_path.parts else None
