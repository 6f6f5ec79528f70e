"""``python -m sij.learn.deck OUTPUT.apkg`` writes the Anki deck."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from .package import write


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the deck from the command line."""
    parser = argparse.ArgumentParser("python -m sij.learn.deck", description=__doc__)
    parser.add_argument("output", type=Path, help="the .apkg file to write")
    parser.add_argument(
        "--address", default="", help="where the course's static pages are, for links back"
    )
    given = parser.parse_args(arguments)
    cards = write(given.output, given.address)
    megabytes = given.output.stat().st_size / 1e6
    print(f"{len(cards)} notes, {megabytes:.1f} MB: open {given.output} with Anki.")


if __name__ == "__main__":
    main()
