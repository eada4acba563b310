"""What MkDocs calls: a few lines each, the work is in the modules beside this one.

MkDocs builds mkdocs.yml, the site of the first language. At the end of that build the others are built
into folders of it, so that one command makes all and `mkdocs serve` shows all.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocstrings import MkdocstringsPlugin

from book import CACHE, LANGUAGES, ROOT, kept
from book.figures import inline as figures
from book.labs import execute, export, jupyter, wheel
from book.labs.notebook import labs
from book.languages import others, switch
from book.languages.sections import link_docstrings
from book.page import converted, extension, font, reference
from book.site import headers, search, serving
from book.words import words

THEME = ROOT / "src" / "book" / "theme"
TEMPLATES = CACHE / "templates"


def on_config(config: MkDocsConfig) -> None:
    """Name style and script by their content; lead to a page's source if there is a repository."""
    # The collector would look through all that was imported, a second for a build; none of it goes.
    if not gc.get_freeze_count():
        gc.freeze()
    docstrings: Any = config.plugins["mkdocstrings"]
    reference.remember(docstrings.get_handler("python"))
    # book.css has the little that is needed of it.
    config.extra_css.remove(MkdocstringsPlugin.css_filename)
    config.extra_css = [headers.versioned(THEME, path) for path in config.extra_css]
    config.extra_javascript = [
        headers.versioned(THEME, str(path)) for path in config.extra_javascript
    ]
    config.extra["words"] = {code: words(code, "theme") for code in LANGUAGES}
    if config.repo_url:
        config.edit_uri = f"edit/main/{Path(config.docs_dir).relative_to(ROOT).as_posix()}/"


def on_pre_build(config: MkDocsConfig) -> None:
    """Draw and run what is missing; in processes of their own, which see `src` as it is now."""
    if figures.missing():
        _call("render_figures.py", "the figures could not be drawn; the reason is above")
    if execute.missing():
        _call("run_labs.py", "a lab could not be run; the reason is above")


def _call(script: str, trouble: str) -> None:
    if subprocess.run([sys.executable, str(ROOT / "scripts" / "commands" / script)]).returncode:
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


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Give the Markdown extensions the page that is converted next; a lab with what its cells put out."""
    language, path = config.theme["language"], Path(page.file.abs_src_path or page.file.src_uri)
    to = switch.switches(language, page.file.src_uri, page.file.url)
    text, source = extension.opened(path, language, to)
    config.mdx_configs.update(extension.settings_for(source))
    vars(page)["source"] = source
    vars(page)["render"] = converted.rendering(page, source)
    return text


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Finish the reference, whose docstrings come as HTML."""
    return link_docstrings(reference.finish(html), vars(page)["source"].switches)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Keep compiled templates; cut the math font to what the pages show; see that each drawing is shown."""
    # Named by the templates' text: what is found there is never stale.
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(TEMPLATES))
    pages = [file.page for file in files.documentation_pages() if file.page]
    shown = [vars(page)["source"].shown for page in pages]
    formulas = [formula for page in shown for formula in page.formulas]
    formulas += [formula for page in pages for formula in reference.formulas(page.content or "")]
    name, data = font.font(font.characters(formulas))
    config.extra["math_font"] = f"assets/fonts/{name}"
    files.append(File.generated(config, config.extra["math_font"], content=data))
    figures.refuse_unused(
        config.theme["language"], {name for page in shown for name in page.figures}
    )


@event_priority(100)
def _before_search(context: Any, /, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Let the search plugin, which comes next, read the page's words alone."""
    context["content"] = page.content
    drawn = vars(page)["source"].shown.drawn
    context["entries"] = search.before(page, drawn, config.plugins["material/search"])


@event_priority(-100)
def _after_search(context: Any, /, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Put the page back; give the templates the ways to the same page in the other languages."""
    name, start = context.pop("entries")
    search.after(name, start, config.plugins["material/search"])
    page.content = context.pop("content")
    context["switches"] = vars(page)["source"].switches


on_page_context = CombinedEvent(_before_search, _after_search)


def on_template_context(context: dict[str, Any], config: MkDocsConfig, **_: Any) -> None:
    """Give the 404 page the ways to all start pages, and the sitemap the addresses of each page."""
    language = config.theme["language"]
    context["switches"] = switch.switches_from_anywhere(language, context["base_url"])
    context["starts"] = switch.roots_from_anywhere(language, context["base_url"])
    context["addresses"] = others.addresses(config.site_url or "")


def on_post_build(config: MkDocsConfig) -> None:
    """Lighten what every page loads; build the other languages into the first one's site."""
    search.set_words_aside(Path(config.site_dir))
    (Path(config.site_dir) / MkdocstringsPlugin.css_filename).unlink()
    if config.theme["language"] != LANGUAGES[0]:
        return  # another language's build, and the first one's goes on below
    fonts = {config.extra["math_font"], *(others.build(code, config) for code in LANGUAGES[1:])}
    font.prune(Path(name).name for name in fonts)
    headers.write(Path(config.site_dir))
    kept.prune("pages")
    kept.prune(search.FOLDER)


def on_serve(server: LiveReloadServer, **_: Any) -> LiveReloadServer:
    """Show after each edit what a fresh build would show."""
    return serving.never_stale(server)
