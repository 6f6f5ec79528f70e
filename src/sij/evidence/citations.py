"""Formats references: the full entry by a citation processor, the short form by hand."""

import re
import unicodedata
from functools import lru_cache
from html import unescape
from importlib import import_module
from pathlib import Path

from sij.evidence import store
from sij.evidence.blocks import esc, link
from sij.evidence.errors import EvidenceError
from sij.evidence.records import Reference

_STYLE = Path(__file__).parent / "styles" / "course"
_READ = {
    "full-text": "read: full text",
    "abstract": "read: abstract",
    "quoted-in-secondary": "not read: quoted in another source",
    "memory": "not checked: known from memory only",
}
_TAGS = re.compile(r"<[^>]+>")
# The processor would read these as mark-up: they travel as private characters.
_HIDE = str.maketrans({"&": "\ue000", "<": "\ue001", ">": "\ue002"})
_SHOW = str.maketrans({"\ue000": "&amp;", "\ue001": "&lt;", "\ue002": "&gt;"})


def verified_in_words(level: str) -> str:
    """Return a level of verification in words, for example ``"read: abstract"``."""
    return _READ[level]


def cite_short(reference_id: str) -> str:
    """Return the short form, for example ``"Jacob & Kissling 1995"``.

    Parameters
    ----------
    reference_id
        A reference id.

    Returns
    -------
    str
        Plain text; three or more authors become "et al.".

    Raises
    ------
    EvidenceError
        When the id is unknown.
    """
    found = store.reference(reference_id)
    return f"{_who(found)} {found.year}"


def _who(found: Reference) -> str:
    if found.custom.short:
        return found.custom.short
    names = [name.short for name in found.author]
    if len(names) > 2 or "et al." in names:
        return f"{names[0]} et al."
    return " & ".join(names)


@lru_cache(maxsize=1024)
def cite(reference_id: str) -> str:
    """Return the full entry as HTML, with its link and how far it was read.

    Parameters
    ----------
    reference_id
        A reference id.

    Returns
    -------
    str
        Inline HTML. The link is the DOI when it was verified, else PubMed or the page.

    Raises
    ------
    EvidenceError
        When the id is unknown.
    """
    found = store.reference(reference_id)
    return f"{_entry(found)} {_links(found)}{_checked(found)}"


def cite_text(reference_id: str) -> str:
    """Return the full entry as plain text."""
    return unescape(_TAGS.sub("", cite(reference_id)))


def _entry(found: Reference) -> str:
    text = _tidy(_format(found))
    if found.year[:4].isdigit() and len(found.year) == 5:
        text = text.replace(f" {found.year[:4]}", f" {found.year}", 1)
    number = found.custom.document_number
    undated = "" if found.issued else " Undated."
    said = number is None or number in found.title
    return text + ("" if said else f" {esc(number)}.") + undated


def _tidy(text: str) -> str:
    """Mend the joins that a processor leaves where a field is empty."""
    text = text.replace(" ;", ";").replace(";:", ";").replace("  ", " ").replace("..", ".")
    text = (
        text.replace("?.", "?").replace(" .", ".").replace(". :", ". ").replace("</i> ", "</i>. ")
    )
    return text.strip()


def _format(found: Reference) -> str:
    """Return the entry as the citation processor writes it (imported late: it is slow)."""
    source = _source()
    citeproc = import_module("citeproc")
    style = _style()
    made = citeproc.CitationStylesBibliography(
        style, source, import_module("citeproc.formatter").html
    )
    made.register(citeproc.Citation([citeproc.CitationItem(found.id.lower())]))
    return str(made.bibliography()[0]).translate(_SHOW)


@lru_cache(maxsize=1)
def _style() -> object:
    return import_module("citeproc").CitationStylesStyle(str(_STYLE), validate=False)


@lru_cache(maxsize=1)
def _source() -> object:
    records = [_plain(one) for one in store.references().values()]
    return import_module("citeproc.source.json").CiteProcJSON(records)


def _plain(found: Reference) -> dict[str, object]:
    """Return the CSL fields that the style shows; links and notes are added by hand."""
    hidden = {"custom", "DOI", "PMID", "PMCID", "URL"}
    fields = found.model_dump(by_alias=True, exclude_none=True, exclude=hidden, mode="json")
    return {key: _hide(value) for key, value in fields.items()}


def _hide(value: object) -> object:
    if isinstance(value, str):
        return value.translate(_HIDE)
    if isinstance(value, list):
        return [_hide(one) for one in value]
    if isinstance(value, dict):
        return {key: _hide(one) for key, one in value.items()}
    return value


def _links(found: Reference) -> str:
    address = found.link
    if address is None:
        return ""
    if found.doi:
        return link(address, f"https://doi.org/{found.doi}") + " "
    label = f"PubMed {found.PMID}" if found.PMID else found.PMCID or f"page at {_host(address)}"
    return link(address, label) + " "


def _host(address: str) -> str:
    return address.split("/")[2].removeprefix("www.")


def _checked(found: Reference) -> str:
    missing = ", ".join(found.custom.not_verified)
    note = f"; not confirmed: {missing}" if missing else ""
    return f'<small class="sij-read">[{esc(verified_in_words(found.read) + note)}]</small>'


def short_link(reference_id: str) -> str:
    """Return the short form as HTML, linked to the source where it has an address."""
    found = store.reference(reference_id)
    label = cite_short(reference_id)
    return link(found.link, label) if found.link else esc(label)


def sort_key(reference_id: str) -> tuple[str, str, str]:
    """Return the key of an alphabetical list: authors, year, id (letters without accents)."""
    label = unicodedata.normalize("NFKD", cite_short(reference_id)).casefold()
    plain = "".join(letter for letter in label if not unicodedata.combining(letter))
    if not plain:
        raise EvidenceError(f"Reference {reference_id} has nothing to sort by: give it an author.")
    return plain, store.reference(reference_id).year, reference_id
