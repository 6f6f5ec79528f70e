import pytest

from sij.app.markdown import CALLOUTS, Markdown, comments, slug


@pytest.mark.parametrize("word", CALLOUTS)
def test_a_quote_with_a_word_becomes_a_callout(word):
    html = Markdown().html(f"> **{word}.** What now?\n>\n> Second.")
    assert html.startswith(f'<div class="sij-callout sij-callout--{slug(word)}">')
    assert html.count("<p") == html.count("</p>") == 3


def test_an_ordinary_quote_stays_a_quote():
    assert "<blockquote>" in Markdown().html("> **Note.** Plain.")


def test_headings_get_different_ids_across_cells():
    markdown = Markdown()
    html = markdown.html("## What?\n") + markdown.html("## What?\n")
    assert [h.anchor for h in markdown.headings] == ["what", "what-2"]
    assert 'id="what-2"' in html


def test_comments_leave_nothing():
    source = "Text.\n\n<!-- claims: a, b · article: A07 -->"
    assert Markdown().html(source) == "<p>Text.</p>\n"
    assert comments(source) == ("claims: a, b · article: A07",)


def test_a_folded_answer_keeps_its_markdown():
    html = Markdown().html("<details><summary>S</summary>\n\n**bold**\n\n</details>")
    assert "<strong>bold</strong>" in html


def test_tables_scroll_in_their_own_box():
    html = Markdown().html("| a | b |\n|---|---|\n| 1 | 2 |")
    assert 'role="region" tabindex="0" aria-label="Table"' in html


def test_pictures_are_inlined(tmp_path):
    (tmp_path / "dot.svg").write_text("<svg/>")
    markdown = Markdown(tmp_path)
    html = markdown.html("![A dot](dot.svg)")
    assert 'src="data:image/svg+xml;base64,' in html
    assert 'alt="A dot"' in html


def test_a_script_address_is_refused():
    assert "javascript" not in Markdown().html("[x](javascript:alert(1))")
