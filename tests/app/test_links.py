from html import escape

import pytest

from sij.app.links import Place, relink
from sij.learn import terms

APP = Place("app", "/user/x/", "notebooks")
KNOWN = {"02.ipynb", "live/try.ipynb", "index.ipynb"}


def _href(html, here="01.ipynb", place=APP):
    return relink(html, here, place, KNOWN.__contains__)


@pytest.mark.parametrize(
    ("place", "target", "here", "expected"),
    [
        (APP, "02.ipynb", "01.ipynb", "/user/x/voila/render/notebooks/02.ipynb"),
        (APP, "../02.ipynb#a", "live/try.ipynb", "/user/x/voila/render/notebooks/02.ipynb#a"),
        (Place("static"), "02.ipynb#a", "01.ipynb", "02.html#a"),
        (Place("static"), "live/try.ipynb", "01.ipynb", "live/try.html"),
        (Place("static"), "../index.ipynb", "live/try.ipynb", "../index.html"),
    ],
)
def test_links_lead_to_pages(place, target, here, expected):
    html = _href(f'<a class="c" href="{target}">words</a>', here, place)
    assert html == f'<a class="c" href="{expected}">words</a>'


def test_practice_opens_in_lab_where_there_is_one():
    lab = Place("app", "/", "notebooks", lab=True)
    html = _href('<a href="../exercises/03.ipynb">try</a>', "03.ipynb", lab)
    assert 'href="/lab/tree/exercises/03.ipynb"' in html


def test_a_link_without_a_page_becomes_words():
    assert "<a" not in _href('<a href="../exercises/03.ipynb">try</a>')


def test_a_link_to_a_term_says_what_it_means():
    known = {*KNOWN, "glossary.ipynb"}
    html = relink('<a href="glossary.ipynb#psis">PSIS</a>', "01.ipynb", APP, known.__contains__)
    means = next(term.means for term in terms() if term.anchor == "psis")
    assert f' data-term title="{escape(means)}">PSIS</a>' in html
    for other in ("glossary.ipynb", "glossary.ipynb#no-such-term", "02.ipynb#psis"):
        plain = relink(f'<a href="{other}">words</a>', "01.ipynb", APP, known.__contains__)
        assert "data-term" not in plain


def test_web_links_stay():
    html = '<a href="https://example.org/a.ipynb">out</a>'
    assert _href(html) == html
