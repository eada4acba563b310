"""What search reads: words, without what draws formulas, figures and colours."""

import json

from book.site.search import set_words_aside, words


def test_formulas_figures_and_colors_are_left_out():
    svg = '<svg class="p"><text>three</text></svg>'
    page = (
        f'<p id="a">one <math><mi>x</mi></math> two</p>{svg}'
        '<pre><code><span class="n">four</span> <span>five</span></code></pre><span>six</span>'
    )
    assert words(page, [svg]) == (
        '<p id="a">one  two</p><pre><code>four five</code></pre><span>six</span>'
    )


def test_of_a_docstring_signature_and_first_paragraph_are_read():
    entry = (
        '<div class="doc doc-object doc-function"><h2>f</h2><pre><code>f(x)</code></pre>'
        '<div lang="en" class="doc doc-contents first"> <p>one</p><p>two</p><ul><li>x</li></ul></div></div>'
    )
    page = words(f"<p>before</p>{entry}{entry}", [])
    assert page.count("<h2>f</h2><pre><code>f(x)</code></pre>") == 2
    assert page.count("<p>one</p>") == 2
    assert "two" not in page
    assert "<li>" not in page
    assert page.startswith("<p>before</p>")


def test_no_page_loads_the_words_before_a_search(tmp_path):
    index = tmp_path / "search" / "search_index.json"
    index.parent.mkdir()
    whole = {"config": {"lang": ["en"]}, "docs": [{"location": "", "title": "t", "text": "x"}]}
    index.write_text(json.dumps(whole), "utf-8")
    set_words_aside(tmp_path)
    assert json.loads(index.read_text("utf-8")) == {"config": {"lang": ["en"]}, "docs": []}
    assert json.loads(index.with_name("words.json").read_text("utf-8")) == whole
