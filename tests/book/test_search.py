"""What search reads: words, without what draws formulas, figures and colours."""

from book.search import words


def test_formulas_figures_and_colours_are_left_out():
    page = (
        '<p id="a">one <math><mi>x</mi></math> two</p><svg class="p"><text>three</text></svg>'
        '<pre><code><span class="n">four</span> <span>five</span></code></pre><span>six</span>'
    )
    assert words(page) == (
        '<p id="a">one  two</p><pre><code>four five</code></pre><span>six</span>'
    )
