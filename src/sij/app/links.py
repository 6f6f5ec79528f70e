"""Where links between notebooks lead: inside the app, or in the static edition."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Literal
from urllib.parse import unquote

from sij.learn import terms

GLOSSARY_FILE = "glossary.ipynb"
"""The page of terms; a link to one carries what it means."""

DECK_FILE = "a-pain-in-the-butt.apkg"
"""The Anki deck, beside the static pages and below the server's ``voila/deck/``."""

_NOTEBOOK_LINK = re.compile(
    r'<a\b([^>]*?)\shref="([^":?#]+\.ipynb)(#[^"]*)?"([^>]*)>(.*?)</a>', re.S
)


@dataclass(frozen=True)
class Place:
    """Where a page is shown, which decides how its links are written.

    Attributes
    ----------
    edition
        ``"app"`` for Voilà, ``"static"`` for files.
    base_url
        Prefix of the server, ending with a slash; unused in the static edition.
    folder
        Folder of the course's notebooks below the server's root, without slashes at the ends.
    lab
        Whether the server also has JupyterLab, for practice notebooks.
    cards
        Whether the Anki deck can be downloaded there.
    """

    edition: Literal["app", "static"]
    base_url: str = "/"
    folder: str = ""
    lab: bool = False
    cards: bool = False

    def address(self, file: str, here: str) -> str:
        """Return the link to one of the course's notebooks.

        Parameters
        ----------
        file
            The notebook, relative to the course's notebooks.
        here
            The notebook that links, likewise.
        """
        if self.edition == "static":
            page = posixpath.splitext(file)[0] + ".html"
            return posixpath.relpath(page, posixpath.dirname(here) or ".")
        return f"{self.base_url}voila/render/{posixpath.join(self.folder, file)}"

    def deck(self, here: str) -> str | None:
        """Return the link to the Anki deck, where it is offered."""
        if not self.cards:
            return None
        if self.edition == "static":
            return posixpath.relpath(DECK_FILE, posixpath.dirname(here) or ".")
        return f"{self.base_url}voila/deck/{DECK_FILE}"

    def practice(self, file: str) -> str | None:
        """Return the JupyterLab link to a notebook outside the course's pages, if there is one."""
        path = posixpath.normpath(posixpath.join(self.folder, file))
        inside = self.edition == "app" and self.lab and not path.startswith("..")
        return f"{self.base_url}lab/tree/{path}" if inside else None


def _meaning(file: str, anchor: str) -> str:
    """Return what a term means, for a link to it: shown on hover and on keyboard focus."""
    wanted = anchor.removeprefix("#")
    return next(
        (one.means for one in terms() if file == GLOSSARY_FILE and one.anchor == wanted), ""
    )


def relink(html: str, here: str, place: Place, known: Callable[[str], bool]) -> str:
    """Point every relative notebook link of a page to where it leads in this edition.

    Parameters
    ----------
    html
        The page's body.
    here
        The page's notebook, relative to the course's notebooks.
    place
        Where the page is shown.
    known
        Tells whether a file is a page of the course.

    Returns
    -------
    str
        The HTML; a link that leads nowhere here becomes words with a hint.
    """

    def replace(found: re.Match[str]) -> str:
        before, target, anchor, after, words = found.groups(default="")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(target)))
        href = place.address(file, here) if known(file) else place.practice(file)
        if href is None:
            return f'<span class="sij-elsewhere">{words} (open it in JupyterLab: make lab)</span>'
        says = _meaning(file, anchor)
        told = f' data-term title="{escape(says)}"' if says else ""
        return f'<a{before} href="{href}{anchor}"{after}{told}>{words}</a>'

    return _NOTEBOOK_LINK.sub(replace, html)
