"""The press: what turns Markdown, formulas, drawings and runs into the site and checks them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CACHE = ROOT / ".cache"
LANGUAGES = ("ko", "en")
