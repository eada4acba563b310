"""What a lab's kernel is told before the first cell when the site is built; readers' kernels are not.

Figures are drawn in the book's style, as SVG for the page and as PNG for the notebook.
"""

from __future__ import annotations

import os

import matplotlib
from matplotlib_inline.backend_inline import set_matplotlib_formats

from book.figures import draw as drawing

# Run before the cells of a lab; what it leaves behind are settings, no names.
FIRST_CELL = "__import__('book.labs.kernel').labs.kernel.prepare()"


def prepare() -> None:
    """Set style and formats of figures, and leave out what only a waiting person needs."""
    # A progress bar would stay on the page as it last stood.
    os.environ["TQDM_DISABLE"] = "1"
    drawing.add_font()
    matplotlib.rcParams.update(drawing.style())
    set_matplotlib_formats("svg", "retina", bbox_inches=None)
