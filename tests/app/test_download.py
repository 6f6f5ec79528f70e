"""The Anki deck is offered on the start page, and the link leads to it in both editions."""

import io
import urllib.request
import zipfile
from pathlib import Path

from sij.app import course, pages, static
from sij.app.links import DECK_FILE, Place
from sij.learn import deck

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def landing(place: Place) -> str:
    file = course.load().index
    return pages.page(pages.read(NOTEBOOKS / file), file, place, NOTEBOOKS)


def test_the_start_page_offers_the_cards_where_there_are_any() -> None:
    assert f'href="{DECK_FILE}" download' in landing(Place("static", cards=True))
    assert f'href="/x/voila/deck/{DECK_FILE}" download' in landing(Place("app", "/x/", cards=True))
    assert DECK_FILE not in landing(Place("static"))


def test_the_static_edition_comes_with_the_cards(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(deck, "write", lambda path: path.write_bytes(b"cards"))
    monkeypatch.setattr(static, "files", lambda folder: (course.load().index,))
    monkeypatch.setattr("sys.argv", ["static"])
    static.main([str(tmp_path), "--notebooks", str(NOTEBOOKS)])
    assert (tmp_path / DECK_FILE).read_bytes() == b"cards"
    assert DECK_FILE in (tmp_path / "index.html").read_text(encoding="utf-8")
    (tmp_path / DECK_FILE).unlink()
    static.main([str(tmp_path), "--notebooks", str(NOTEBOOKS), "--no-deck"])
    assert not (tmp_path / DECK_FILE).exists()
    assert DECK_FILE not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_the_app_makes_the_cards_and_sends_them(start_server) -> None:
    server = start_server(["-m", "sij.app", "--port", "{port}", "--notebooks", str(NOTEBOOKS)])
    with urllib.request.urlopen(f"{server.url}voila/deck/{DECK_FILE}", timeout=500) as answer:
        data = answer.read()
        assert DECK_FILE in answer.headers["Content-Disposition"]
    assert "collection.anki2" in zipfile.ZipFile(io.BytesIO(data)).namelist()
