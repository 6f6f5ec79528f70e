"""One notebook, with the outputs that it stores, as one self-contained page."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from markupsafe import Markup

from sij import evidence

from . import cells, course, shell
from .links import Place, relink
from .markdown import Heading, Markdown, comments, plain

_CLAIMS = re.compile(r"claims:\s*([^·]*)")
_SCROLLED = re.compile(r'(<div class="sij-scroll"[^>]*>)?\s*(<table\b.*?</table>)', re.DOTALL)
_SCRIPT = re.compile(r"(<script\b.*?</script>)", re.DOTALL)

SHORTEST_CONTENTS = 3

Notebook = Mapping[str, Any]


@dataclass(frozen=True)
class Body:
    """What a notebook gives to its page."""

    html: str
    headings: tuple[Heading, ...]
    claim_ids: tuple[str, ...]


def read(path: Path) -> Notebook:
    """Return a notebook from a file.

    Parameters
    ----------
    path
        An ``.ipynb`` file.

    Raises
    ------
    ValueError
        When the file is not a notebook; the message says what to do.
    """
    try:
        notebook: Notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except (json.JSONDecodeError, nbformat.reader.NotJSONError) as error:
        message = f"{path.name} is not a notebook: restore it with git, then reload the page."
        raise ValueError(message) from error
    return notebook


def claim_ids(source: str) -> tuple[str, ...]:
    """Return the claims that a cell's tag names: ``<!-- claims: a, b · article: A07 -->``."""
    lists = (found.group(1) for text in comments(source) if (found := _CLAIMS.search(text)))
    return tuple(name for text in lists for name in re.split(r"[,\s]+", text) if name)


def body(notebook: Notebook, folder: Path | None = None) -> Body:
    """Render the cells of a notebook.

    Parameters
    ----------
    notebook
        Notebook with stored outputs.
    folder
        Where its relative pictures are.

    Returns
    -------
    Body
        HTML and what the rest of the page needs to know.
    """
    markdown = Markdown(folder)
    parts: list[str] = []
    silent: list[str] = []
    used: dict[str, None] = {}
    for cell in notebook["cells"]:
        source = cells.text_of(cell["source"])
        if cell["cell_type"] == "markdown":
            used |= dict.fromkeys(claim_ids(source))
            parts.append(markdown.html(source))
        elif cell["cell_type"] == "code" and source.strip():
            parts.append(_code(cell, source, silent))
    html = "\n".join(parts)
    return Body(
        _outside_scripts(html),
        markdown.headings,
        tuple(used),
    )


def _code(cell: cells.Cell, source: str, silent: list[str]) -> str:
    """Return a code cell; sources that show nothing wait for the next one that does."""
    shown = cells.outputs_html(cell)
    if "hide-source" not in cells.tags(cell):
        silent.append(source)
    if not shown:
        return ""
    code = cells.source_html("\n\n".join(silent)) if silent else ""
    silent.clear()
    return f'<div class="sij-cell">{shown}{code}</div>'


def _outside_scripts(html: str) -> str:
    """Give every table outside an island its own sideways scroll."""
    parts = _SCRIPT.split(html)
    return "".join(part if part.startswith("<script") else _boxed(part) for part in parts)


def _boxed(html: str) -> str:
    def box(found: re.Match[str]) -> str:
        opened, table = found.groups()
        return found.group(0) if opened else _scroll(table)

    return _SCROLLED.sub(box, html)


def _scroll(table: str) -> str:
    caption = re.search(r"<caption>(.*?)</caption>", table, re.DOTALL)
    label = f"Table: {plain(caption.group(1))}" if caption else "Table"
    return f'<div class="sij-scroll" role="region" tabindex="0" aria-label="{label}">{table}</div>'


def contents(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Return the headings of the table of contents: second level only, none for short pages."""
    found = tuple(heading for heading in headings if heading.level == 2)
    return found if len(found) >= SHORTEST_CONTENTS else ()


def known(file: str) -> bool:
    """Tell whether a file is a page of the course that can be opened."""
    found = course.locate(file)
    return found is not None and found[0] == ""


def page(notebook: Notebook, file: str, place: Place, folder: Path | None = None) -> str:
    """Return the whole page of one of the course's notebooks.

    Parameters
    ----------
    notebook
        Notebook with stored outputs.
    file
        Its name in the course, such as ``"03-motion.ipynb"``.
    place
        Where the page will be shown.
    folder
        Where its relative pictures are.

    Returns
    -------
    str
        A self-contained HTML document: nothing is fetched from anywhere.
    """
    rendered = body(notebook, folder)
    first = next((h.text for h in rendered.headings if h.level == 1), None)
    title = first or str(notebook["metadata"].get("title", Path(file).stem))
    return document(
        title=title,
        main=relink(rendered.html, file, place, known),
        file=file,
        place=place,
        toc=() if course.kind(file) == "landing" else contents(rendered.headings),
        references=shell.references(rendered.claim_ids),
        static_live=place.edition == "static" and course.kind(file) == "live",
    )


def context(file: str, place: Place) -> dict[str, object]:
    """Return what header and footer of any page need."""
    the_course = course.load()
    before, after = the_course.neighbours(file)
    chapter = course.chapter(file)
    return {
        "file": file,
        "course": the_course,
        "deck": place.deck(file),
        "home": place.address(the_course.index, file),
        "kind": course.kind(file),
        "chapter": chapter,
        "before": before,
        "after": after,
        "address": lambda target: place.address(target, file),
        "safety": evidence.safety(),
        "strip": Markup(shell.safety_strip()),
        "css": Markup(shell.css()),
    }


def document(
    *,
    title: str,
    main: str,
    file: str,
    place: Place,
    toc: tuple[Heading, ...] = (),
    references: str = "",
    static_live: bool = False,
) -> str:
    """Return a complete page around the HTML of its main part."""
    template = shell.environment().get_template("page.html")
    return template.render(
        **context(file, place),
        title=title,
        main=Markup(main),
        toc=toc,
        references=Markup(references),
        script=Markup(shell.script()),
        player=Markup(shell.player(main)),
        presenter=Markup(shell.presenter(main)),
        static_live=static_live,
    )


def live_frame(title: str, file: str, place: Place) -> tuple[str, str]:
    """Return what comes before and after the cells of a page that runs with a kernel.

    Parameters
    ----------
    title
        Title of the page.
    file
        Its name in the course.
    place
        Where it is shown.

    Returns
    -------
    tuple
        HTML up to the first cell, and from after the last one to the footer.
    """
    shared = {
        "kind": "live",
        "base_url": place.base_url,
        "live_script": shell.live_script(),
        "player": "",
    }
    template = shell.environment().get_template("live.html")
    module: Any = template.make_module(context(file, place) | shared)
    return str(module.begin(title)), str(module.end())


def not_found(place: Place) -> str:
    """Return the page for an address that leads nowhere, with links to what there is."""
    the_course = course.load()
    links = "".join(
        f'<li><a href="{place.address(c.file, the_course.index)}">{c.number}. {c.title}</a></li>'
        for c in the_course.open_chapters()
    )
    home = place.address(the_course.index, the_course.index)
    main = (
        "<h1>This page is not here</h1><p>The address may be mistyped, or the page has moved.</p>"
        f'<ul><li><a href="{home}">Start page of the course</a></li>{links}</ul>'
    )
    return document(title="Page not found", main=main, file=the_course.index, place=place)
