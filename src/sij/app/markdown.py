"""Markdown of the notebooks to HTML: headings with ids, callouts, inlined pictures."""

import base64
import mimetypes
import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path

import mistune
from pydantic import BaseModel, ConfigDict

CALLOUTS = ("Predict", "Explore", "Explain", "Check", "Try it", "Remember", "Caution")
"""Words that, bold at the start of a block quote, turn it into a callout."""

_CALLOUT = re.compile(rf"\s*<p><strong>({'|'.join(CALLOUTS)})[.:]?</strong>[.:]?\s*")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_TAG = re.compile(r"<[^>]+>")


class Heading(BaseModel):
    """A heading of the page, for its table of contents."""

    model_config = ConfigDict(frozen=True)

    level: int
    text: str
    anchor: str


class Markdown:
    """Turns the cells of one notebook into HTML and collects the headings.

    Parameters
    ----------
    folder
        Where relative pictures are; None leaves their addresses alone.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.renderer = _Renderer(folder)
        self._convert: Callable[..., object] = mistune.create_markdown(
            renderer=self.renderer, plugins=["table", "strikethrough", "def_list"]
        )

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings met so far, in order."""
        return tuple(self.renderer.headings)

    def html(self, source: str) -> str:
        """Return one cell's Markdown as HTML; comments leave nothing behind."""
        return str(self._convert(_COMMENT.sub("", source)))


def comments(source: str) -> tuple[str, ...]:
    """Return the texts of the HTML comments in a cell."""
    return tuple(text.strip() for text in _COMMENT.findall(source))


def plain(html: str) -> str:
    """Return the words of a piece of HTML."""
    return unescape(_TAG.sub("", html)).strip()


def inlined(url: str, folder: Path) -> str:
    """Return a picture's address as a data URI; an address that is no file here stays."""
    path = folder / url
    if ":" in url or not path.is_file():
        return url
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def with_pictures(source: str, folder: Path) -> str:
    """Return Markdown whose pictures are HTML with the file inside."""

    def picture(found: re.Match[str]) -> str:
        words, url = found.groups()
        return f'<img alt="{escape(words)}" src="{inlined(url, folder)}">'

    return _PICTURE.sub(picture, source)


def slug(text: str) -> str:
    """Return an anchor name for a heading: ``"What moves?"`` gives ``"what-moves"``."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text).lower()).strip("-") or "part"


def table_box(table: str, label: str) -> str:
    """Wrap a table so that it scrolls sideways in its own, keyboard-reachable box."""
    return f'<div class="sij-scroll" role="region" tabindex="0" aria-label="{label}">{table}</div>'


class _Renderer(mistune.HTMLRenderer):
    def __init__(self, folder: Path | None) -> None:
        super().__init__(escape=False)
        self.folder = folder
        self.headings: list[Heading] = []

    def heading(self, text: str, level: int, **attrs: object) -> str:
        anchor = self._fresh(slug(text))
        self.headings.append(Heading(level=level, text=plain(text), anchor=anchor))
        return f'<h{level} id="{anchor}">{text}</h{level}>\n'

    def _fresh(self, anchor: str) -> str:
        taken = {h.anchor for h in self.headings}
        numbered = (f"{anchor}-{n}" for n in range(2, len(taken) + 3))
        return anchor if anchor not in taken else next(n for n in numbered if n not in taken)

    def block_quote(self, text: str) -> str:
        found = _CALLOUT.match(text)
        if not found:
            return f"<blockquote>\n{text}</blockquote>\n"
        word, rest = found.group(1), text[found.end() :]
        return (
            f'<div class="sij-callout sij-callout--{slug(word)}">'
            f'<p class="sij-callout-word">{word}</p>\n<p>{rest}</div>\n'
        )

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return super().image(text, self._inlined(url), title)

    def _inlined(self, url: str) -> str:
        return url if self.folder is None else inlined(url, self.folder)

    def sanitize_url(self, url: str) -> str:
        # An inlined SVG comes from the course's own folder, not from a reader.
        return url if url.startswith("data:image/svg+xml;") else super().sanitize_url(url)

    def table(self, text: str) -> str:
        label = f"Table: {self.headings[-1].text}" if self.headings else "Table"
        return table_box(f"<table>\n{text}</table>", escape(label, quote=True)) + "\n"
