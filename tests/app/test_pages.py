"""Pages as text: no browser, no server."""

import re
import subprocess
import sys

import pytest

from sij import evidence
from sij.app import course, pages, serve, static
from sij.app.links import Place

from .conftest import CHAPTER, LIVE, NEXT


@pytest.fixture(scope="module")
def html(notebooks) -> str:
    return pages.page(pages.read(notebooks / CHAPTER), CHAPTER, Place("app"), notebooks)


def test_a_page_fetches_nothing(html):
    fetched = re.findall(
        r'(?:<(?:img|script|iframe|source)\b[^>]*\bsrc|<link\b[^>]*\bhref)="([^"]*)"', html
    )
    assert fetched
    assert all(address.startswith("data:") for address in fetched)
    assert "@import" not in html
    assert not re.findall(r"url\((?!data:)[^)#]", html)


def test_red_flags_come_first_in_main(html):
    main = html.split("<main", 1)[1]
    assert main.index('class="sij-strip"') < main.index("<h1")
    words = ["Emergency", "Urgent", "Soon", "Routine"]
    places = [main.index(f'class="sij-urgency">{word}<') for word in words]
    assert places == sorted(places)
    assert '<details class="sij-strip" id="red-flags">' in main


def test_every_red_flag_and_its_action_is_there(html):
    for flag in evidence.safety().red_flags:
        assert evidence.blocks.esc(flag.text) in html
        assert evidence.blocks.esc(flag.action) in html


def test_the_footer_carries_the_safety_words(html):
    footer = html.split("<footer", 1)[1]
    assert evidence.safety().footer in footer
    assert evidence.safety().safety_net in footer
    assert course.load().licence in footer


def test_references_come_from_the_claim_tags(html):
    claim = evidence.claims(article="A07")[0]
    assert f'id="ref-{claim.sources[0]}"' in html
    assert "<!--" not in html.split("<article", 1)[1].split("</article>", 1)[0]


def test_silent_sources_are_shown_with_the_next_output(html):
    assert html.count("Show the Python") == 5
    assert "from math import pi\n\nbox()" in html


def test_links_between_chapters(html):
    assert f'href="/voila/render/{NEXT}#x"' in html
    assert "exercises" not in html


@pytest.mark.parametrize(
    ("tag", "ids"),
    [
        ("<!-- claims: a-b, c · article: A07 -->", ("a-b", "c")),
        ("<!-- claims: a -->", ("a",)),
        ("<!-- a note -->", ()),
    ],
)
def test_claim_tags(tag, ids):
    assert pages.claim_ids(f"Text.\n\n{tag}") == ids


def test_a_broken_file_says_what_to_do(tmp_path):
    (tmp_path / "x.ipynb").write_text("{")
    with pytest.raises(ValueError, match="restore it with git"):
        pages.read(tmp_path / "x.ipynb")


def test_an_answer_is_made_once_for_each_content(tmp_path, notebooks):
    path = tmp_path / CHAPTER
    path.write_bytes((notebooks / CHAPTER).read_bytes())
    first = serve.answer(path, CHAPTER, Place("app"))
    assert serve.answer(path, CHAPTER, Place("app")) is first
    assert serve.answer(path, CHAPTER, Place("app", "/user/x/")).plain != first.plain
    path.write_bytes((notebooks / NEXT).read_bytes())
    assert b"Why it hurts" in serve.answer(path, CHAPTER, Place("app")).plain


def test_the_course_is_found_below_any_folder():
    assert course.locate(f"a/notebooks/{LIVE}") == ("a/notebooks", LIVE)
    assert course.locate("other.ipynb") is None


def test_the_course_file_teaches_every_article_row():
    taught = {row for chapter in course.load().chapters for row in chapter.article}
    assert taught == {f"A{number:02d}" for number in range(1, 33)}
    for chapter in course.load().chapters:
        for row in chapter.article:
            if row != "A32":
                assert chapter.number in evidence.article_row(row).chapters


def test_coming_chapters_are_named_and_not_linked():
    for chapter in course.load().chapters:
        linked = f'href="{chapter.file}"' in course.cards().html
        assert linked == (chapter.status == "open")
        assert chapter.title in course.cards().text


def test_static_pages_link_to_each_other(tmp_path, notebooks):
    written = static.write(tmp_path, notebooks)
    assert {p.relative_to(tmp_path).as_posix() for p in written} >= {
        "index.html",
        "live/try-the-model.html",
    }
    text = (tmp_path / CHAPTER).with_suffix(".html").read_text()
    assert 'href="04-mechanisms.html#x"' in text
    assert "voila" not in text
    assert "has no Python behind it" in (tmp_path / "live/try-the-model.html").read_text()


def test_static_pages_are_the_same_every_time(tmp_path, notebooks):
    once = static.write(tmp_path / "a", notebooks)
    again = static.write(tmp_path / "b", notebooks)
    assert [p.read_bytes() for p in once] == [p.read_bytes() for p in again]


@pytest.mark.parametrize(
    "words", [["static", "--notebooks", "/nowhere"], ["--notebooks", "/nowhere"]]
)
def test_a_wrong_folder_is_one_plain_sentence(words):
    command = [sys.executable, "-m", "sij.app", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("There is no folder /nowhere")
    assert done.stderr.count("\n") == 1
