"""A piece of HTML with a plain-text twin, ready to be the output of a notebook cell."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class HtmlBlock:
    """HTML that reads well without any style sheet, and the same content as plain text."""

    html: str
    text: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}

    def __str__(self) -> str:
        return self.text


def esc(text: object) -> str:
    """Return text made safe for HTML content and attributes."""
    return escape(str(text), quote=True)


def link(address: str, label: str) -> str:
    """Return an HTML link; both parts are escaped."""
    return f'<a href="{esc(address)}">{esc(label)}</a>'
