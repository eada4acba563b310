"""The press: what turns Markdown, formulas, drawings and runs into the site and checks them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CACHE = ROOT / ".cache"


def _languages() -> tuple[str, ...]:
    """Return the languages that have words: first that of mkdocs.yml, then those of mkdocs.CODE.yml."""
    words = {path.stem for path in (ROOT / "src" / "book" / "words").glob("*.toml")}
    others = sorted(path.name.split(".")[1] for path in ROOT.glob("mkdocs.*.yml"))
    if wordless := [code for code in others if code not in words]:
        raise FileNotFoundError(
            f"mkdocs.{wordless[0]}.yml is there and src/book/words/{wordless[0]}.toml is not: "
            "a language is a config, its words and a folder of pages"
        )
    first = sorted(words.difference(others))
    if len(first) != 1:
        raise FileNotFoundError(
            f"src/book/words has {', '.join(first) or 'no language'} beside those with a config "
            f"of their own ({', '.join(others) or 'none'}); one alone is that of mkdocs.yml: "
            "add mkdocs.CODE.yml for the others"
        )
    return (*first, *others)


LANGUAGES = _languages()
