"""The course as a whole: its chapters, routes and landing-page cards."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from pathlib import PurePosixPath
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from sij.evidence import assets
from sij.learn import chapters as questions_by_chapter

PageKind = Literal["landing", "chapter", "extra", "live"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Page(_Frozen):
    """One notebook of the course."""

    file: str = Field(pattern=r"^[a-z0-9/-]+\.ipynb$")
    title: str
    promise: str
    status: Literal["open", "coming"]


class Chapter(Page):
    """One chapter, with the rows of the article that it teaches."""

    number: int = Field(ge=1)
    article: tuple[str, ...]


class Route(_Frozen):
    """One way through the chapters."""

    name: str
    time: str
    about: str
    chapters: tuple[int, ...]


class Course(_Frozen):
    """The whole of ``assets/course.yaml``."""

    title: str
    subtitle: str
    promise: str
    index: str
    licence: str
    chapters: tuple[Chapter, ...]
    routes: tuple[Route, ...]
    live: tuple[Page, ...]
    extras: tuple[Page, ...]

    def open_chapters(self) -> tuple[Chapter, ...]:
        """Return the chapters that can be read."""
        return tuple(c for c in self.chapters if c.status == "open")

    def neighbours(self, file: str) -> tuple[Chapter | None, Chapter | None]:
        """Return the readable chapters before and after a chapter's file."""
        order = [c for c in self.chapters if c.status == "open" or c.file == file]
        here = next((i for i, c in enumerate(order) if c.file == file), None)
        if here is None:
            return None, None
        before = order[here - 1] if here > 0 else None
        return before, order[here + 1] if here + 1 < len(order) else None


class HtmlCard:
    """HTML that a notebook cell shows, with plain words for viewers without HTML."""

    def __init__(self, html: str, text: str) -> None:
        self.html = html
        self.text = text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


@lru_cache(maxsize=1)
def load() -> Course:
    """Return the course, read once.

    Returns
    -------
    Course
        Titles, chapters, routes and live pages.

    Raises
    ------
    pydantic.ValidationError
        When ``assets/course.yaml`` has a wrong or missing entry.
    """
    return Course.model_validate(YAML(typ="safe").load(assets.path("course.yaml")))


def locate(path: str) -> tuple[str, str] | None:
    """Split a notebook's path into the folder of the notebooks and the course's own name.

    Parameters
    ----------
    path
        Path below the server's root, such as ``"notebooks/live/try-the-model.ipynb"``.

    Returns
    -------
    tuple or None
        ``("notebooks", "live/try-the-model.ipynb")``; None when the course has no such file.
    """
    parts = PurePosixPath(path).parts
    for start in range(len(parts)):
        name = "/".join(parts[start:])
        if name in _files():
            return "/".join(parts[:start]), name
    return None


@lru_cache(maxsize=1)
def _files() -> frozenset[str]:
    course = load()
    pages = (page.file for page in (*course.chapters, *course.extras, *course.live))
    return frozenset({course.index, *pages})


def kind(file: str) -> PageKind:
    """Return what sort of page one of the course's files is."""
    course = load()
    if file == course.index:
        return "landing"
    if any(file == page.file for page in course.extras):
        return "extra"
    return "live" if any(file == page.file for page in course.live) else "chapter"


def chapter(file: str) -> Chapter | None:
    """Return the chapter with this file name, or None."""
    return next((c for c in load().chapters if c.file == file), None)


def _link(page: Page) -> str:
    title = escape(page.title)
    if page.status == "coming":
        return f'{title} <span class="sij-coming">coming</span>'
    return f'<a href="{escape(page.file)}" data-file="{escape(page.file)}">{title}</a>'


def _card(page: Page, mark: str) -> str:
    return (
        f'<li class="sij-chapter sij-chapter--{page.status}">'
        f'<p class="sij-chapter-mark">{mark}</p>'
        f"<h3>{_link(page)}</h3><p>{escape(page.promise)}</p>{_progress(page)}</li>"
    )


def _progress(page: Page) -> str:
    """The line that the player fills with the learner's progress; none without questions."""
    asked = questions_by_chapter().get(PurePosixPath(page.file).stem, ())
    ids = " ".join(question.id for question in asked)
    return f'<p class="sij-chapter-progress" data-questions="{ids}" hidden></p>' if ids else ""


def _plain(pages: Iterable[Page]) -> str:
    return "\n".join(f"{p.title} ({p.status}): {p.promise}" for p in pages)


def cards() -> HtmlCard:
    """Return the chapter cards for the landing page; a notebook cell shows them.

    Returns
    -------
    HtmlCard
        An ordered list; chapters that are still coming are named but not linked.
    """
    chapters = load().chapters
    items = "".join(_card(c, f"Chapter {c.number}") for c in chapters)
    return HtmlCard(f'<ol class="sij-cards">{items}</ol>', _plain(chapters))


def live_cards() -> HtmlCard:
    """Return cards for the pages that need a running Python."""
    pages = load().live
    items = "".join(_card(p, "Live Python") for p in pages)
    return HtmlCard(f'<ul class="sij-cards">{items}</ul>', _plain(pages))


def routes() -> HtmlCard:
    """Return the ways through the course as cards."""
    items = "".join(_route(route) for route in load().routes)
    text = "\n".join(f"{r.name}, {r.time}: {r.about}" for r in load().routes)
    return HtmlCard(f'<ul class="sij-routes">{items}</ul>', text)


def _route(route: Route) -> str:
    by_number = {c.number: c for c in load().chapters}
    steps = "".join(f"<li>{_link(by_number[n])}</li>" for n in route.chapters)
    return (
        f'<li class="sij-route"><h3>{escape(route.name)}</h3>'
        f'<p class="sij-chapter-mark">{escape(route.time)}</p>'
        f"<p>{escape(route.about)}</p><ol>{steps}</ol></li>"
    )
