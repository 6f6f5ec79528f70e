"""Write the course as plain web pages that work from a USB stick."""

import argparse
import gzip
import sys
from collections.abc import Sequence
from pathlib import Path

from sij.learn import deck

from . import course, pages
from .launch import LaunchError, notebooks_folder
from .links import DECK_FILE, Place

LIMIT_BYTES = 1_000_000
"""The most that one page may weigh, compressed."""


class StaticError(Exception):
    """One plain sentence on why the pages were not written, and what to do."""


def files(folder: Path) -> tuple[str, ...]:
    """Return the course's notebooks that are there, in order.

    Raises
    ------
    StaticError
        When the start page is missing.
    """
    the_course = course.load()
    others = (*the_course.chapters, *the_course.extras, *the_course.live)
    wanted = (the_course.index, *(page.file for page in others))
    found = tuple(file for file in wanted if (folder / file).is_file())
    if the_course.index not in found:
        raise StaticError(f"{folder / the_course.index} is missing: name the notebooks' folder.")
    return found


def write(output: Path, folder: Path, cards: bool = False) -> tuple[Path, ...]:
    """Write one self-contained page for each notebook.

    Parameters
    ----------
    output
        Folder to write into; made when missing.
    folder
        Folder of the notebooks.
    cards
        Whether to write the Anki deck too and to offer it on the start page.

    Returns
    -------
    tuple of Path
        The pages, in the course's order.

    Raises
    ------
    StaticError
        When a page is too heavy or a notebook is missing.
    """
    if cards:
        deck.write(output / DECK_FILE)
    place = Place("static", cards=cards)
    return tuple(_write_one(output, folder, file, place) for file in files(folder))


def _write_one(output: Path, folder: Path, file: str, place: Place) -> Path:
    path = folder / file
    html = pages.page(pages.read(path), file, place, path.parent).encode()
    weight = len(gzip.compress(html, 6))
    if weight > LIMIT_BYTES:
        raise StaticError(
            f"{file} weighs {weight} bytes, over {LIMIT_BYTES}: make pictures smaller."
        )
    target = (output / file).with_suffix(".html")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(html)
    return target


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the static edition from the command line.

    Raises
    ------
    StaticError
        When the pages cannot be written.
    LaunchError
        When there is no folder with notebooks.
    """
    parser = argparse.ArgumentParser("python -m sij.app.static", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="folder to write into")
    parser.add_argument("--output", type=Path, default=Path("site"), help="the same, as an option")
    parser.add_argument("--notebooks", type=Path, default=None, help="folder of the notebooks")
    parser.add_argument("--no-deck", action="store_true", help="leave the Anki deck out")
    given = parser.parse_args(arguments)
    output = given.folder or given.output
    written = write(output, notebooks_folder(given.notebooks), cards=not given.no_deck)
    print(f"{len(written)} pages are in {output}: open {written[0]}")


if __name__ == "__main__":
    try:
        main()
    except (StaticError, LaunchError) as error:
        sys.exit(str(error))
