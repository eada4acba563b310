"""What MkDocs calls: a few lines each, the work is in the modules beside this one.

MkDocs builds mkdocs.yml, the Korean site. At the end of that build the English one is built into its
folder en/, so that one command makes both and `mkdocs serve` shows both.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocstrings import MkdocstringsPlugin

from book import ROOT, api, figures, formulas, headers, languages, search
from book.labs import execute, export, jupyter, wheel
from book.labs import page as lab_page
from book.labs.notebook import is_lab, lab, labs
from book.page import read, start

THEME = ROOT / "src" / "book" / "theme"
OTHER_CONFIG = ROOT / "mkdocs.en.yml"


def on_config(config: MkDocsConfig) -> None:
    """Name style and script by their content; lead to a page's source if there is a repository."""
    # The collector would look through all that was imported, a second for a build; none of it goes.
    if not gc.get_freeze_count():
        gc.freeze()
    docstrings: Any = config.plugins["mkdocstrings"]
    api.remember(docstrings.get_handler("python"))
    # book.css has the little that is needed of it.
    config.extra_css.remove(MkdocstringsPlugin.css_filename)
    config.extra_css = [headers.versioned(THEME, path) for path in config.extra_css]
    config.extra_javascript = [
        headers.versioned(THEME, str(path)) for path in config.extra_javascript
    ]
    if config.repo_url:
        config.edit_uri = f"edit/main/{Path(config.docs_dir).relative_to(ROOT).as_posix()}/"


def on_pre_build(config: MkDocsConfig) -> None:
    """Draw and run what is missing; in processes of their own, which see `src` as it is now."""
    if figures.missing():
        _call("render_figures.py", "the figures could not be drawn; the reason is above")
    if execute.missing():
        _call("run_labs.py", "a lab could not be run; the reason is above")


def _call(script: str, trouble: str) -> None:
    if subprocess.run([sys.executable, str(ROOT / "scripts" / script)]).returncode:
        raise PluginError(trouble)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Lay the notebooks and the wheel beside the labs, for readers to take along."""
    for each in labs(config.theme["language"]):
        for name, text in export.notebooks(each, config.site_url or "").items():
            files.append(File.generated(config, f"labs/{name}", content=text))
    files.append(File.generated(config, f"labs/{wheel.name()}", content=wheel.content()))


@event_priority(-100)
def on_pre_page(page: Page, **_: Any) -> None:
    """Render labs as every other page, once mkdocs-jupyter has found them."""
    jupyter.take_over(page)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str | None:
    """Say which page is read, for the Markdown extensions; give a lab with what its cells put out."""
    path = Path(page.file.abs_src_path or page.file.src_uri)
    language = config.theme["language"]
    if not is_lab(path):
        start(path, read(path), language)
        return None
    made = lab_page.render(lab(path), config.repo_url)
    start(path, read(path), language, made.pictures)
    return made.markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Finish the reference; lead from each heading to the same one in the other language."""
    to = languages.switch(config.theme["language"], page.file.url)
    return languages.link_headings(api.finish(html), to)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Cut the math font to what the pages show; see that each drawing is shown."""
    pages = [file.page.content or "" for file in files.documentation_pages() if file.page]
    name, data = formulas.font(set().union(*map(formulas.characters, pages)))
    config.extra["math_font"] = f"assets/fonts/{name}"
    files.append(File.generated(config, config.extra["math_font"], content=data))
    drawn = figures.drawings()
    if unused := sorted(drawn.keys() - set().union(*map(figures.shown_on, pages))):
        names = ", ".join(f"{drawn[name].name}: {name}" for name in unused)
        raise PluginError(
            f"drawn in {names}: no page of {config.docs_dir} shows it; "
            "show it with ![alt text](figure:name) or remove the drawing"
        )


@event_priority(100)
def _before_search(context: dict[str, Any], page: Page, **_: Any) -> None:
    """Let the search plugin, which comes next, read the page's words alone."""
    context["content"] = page.content
    page.content = search.words(page.content or "")


@event_priority(-100)
def _after_search(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Put the page back; give the templates the way to the same page in the other language."""
    page.content = context.pop("content")
    context["switch"] = languages.switch(config.theme["language"], page.file.url)


on_page_context = CombinedEvent(_before_search, _after_search)


def on_template_context(context: dict[str, Any], config: MkDocsConfig, **_: Any) -> None:
    """Give the 404 page the way to the other language, and the sitemap the address of both."""
    language = config.theme["language"]
    context["switch"] = languages.switch_from_anywhere(language, context["base_url"])
    context["roots"] = languages.roots(language, config.site_url)


def on_post_build(config: MkDocsConfig) -> None:
    """Lighten what every page loads; build the English site into the Korean one."""
    search.set_words_aside(Path(config.site_dir))
    (Path(config.site_dir) / MkdocstringsPlugin.css_filename).unlink()
    if config.theme["language"] != "ko":
        return  # this is the English build, and the Korean one goes on below
    english = load_config(
        str(OTHER_CONFIG),
        site_dir=str(Path(config.site_dir) / "en"),
        site_url=config.site_url and config.site_url.rstrip("/") + "/en/",
        strict=config.strict,
    )
    english.plugins.on_startup(command="build", dirty=False)
    build(english)
    headers.write(Path(config.site_dir))


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
    """Reload on edits to the English pages, the library, the drawings and the look as well."""
    for place in ("docs/en", "src", "scripts/figures", OTHER_CONFIG.name):
        server.watch(str(ROOT / place))
    return server
