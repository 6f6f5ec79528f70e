"""Make the practice notebooks from their solutions: marked lines become three dots.

usage: python tools/exercises.py [--check]

A line of ``exercises/solutions`` that ends with ``# solution`` assigns an answer; in the practice
notebook of the same name it reads ``name = ...``. A notebook that changes is run, so that its
outputs are those of an untouched one. With ``--check`` nothing is written.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

try:
    from tools import notebooks
except ModuleNotFoundError:  # run as a file: its own folder is on the path
    import notebooks  # type: ignore[no-redef]

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "exercises" / "solutions"
MARKED = re.compile(r"^(?P<name>\w+) = (?P<line>\S.*?)  # solution$", re.MULTILINE)


def blanked(source: str) -> str:
    """Return a cell's source with three dots in place of every marked answer."""
    return MARKED.sub(r"\g<name> = ...", source)


def answers(source: str) -> dict[str, str]:
    """Return the marked lines of a cell by the name that they assign, without the mark."""
    return {m["name"]: f"{m['name']} = {m['line']}" for m in MARKED.finditer(source)}


def practice_text(solution: Path) -> str:
    """Return the practice notebook that belongs to a solution, without any output.

    Raises
    ------
    notebooks.NotebookError
        When the file is no notebook, or a mark is not on a line of its own.
    """
    book = notebooks.read(solution)
    for cell in book.cells:
        if cell.cell_type == "markdown":
            cell.source = cell.source.replace("](../../", "](../")
        if cell.cell_type == "code":
            cell.source = blanked(cell.source)
            if "# solution" in cell.source.replace("# solution(", ""):
                raise notebooks.NotebookError(
                    f"{notebooks.show(solution)}, cell {cell.id}: a mark must end a line such as "
                    "'name = value  # solution'."
                )
    return without_outputs(book)


def without_outputs(book: notebooks.Notebook) -> str:
    """Return a notebook's one stored form with all outputs taken out."""
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    return notebooks.to_text(notebooks.normalise(book))


def practice_path(solution: Path) -> Path:
    """Return where the practice notebook of a solution stands."""
    return solution.parent.parent / solution.name


def is_current(solution: Path) -> bool:
    """Tell whether the stored practice notebook is the one that its solution makes."""
    path = practice_path(solution)
    if not path.exists():
        return False
    return without_outputs(notebooks.read(path)) == practice_text(solution)


def make(solution: Path) -> tuple[str, bool]:
    """Write and run one practice notebook where it differs; return a sentence and success."""
    path = practice_path(solution)
    if is_current(solution):
        return f"{notebooks.show(path)}: unchanged", True
    notebooks.store(path, practice_text(solution))
    return notebooks.handle(path, "write")


def compare(solution: Path) -> tuple[str, bool]:
    """Return a sentence on one practice notebook, and whether it is current."""
    name = notebooks.show(practice_path(solution))
    if is_current(solution):
        return f"{name}: as its solution makes it", True
    return f"{name} differs from what its solution makes: run 'make notebooks'.", False


def strays(folder: Path) -> list[str]:
    """Return a sentence for each practice notebook that has no solution."""
    return [
        f"{notebooks.show(path)} has no solution beside it: add one, or take it away."
        for path in sorted(folder.parent.glob("*.ipynb"))
        if not (folder / path.name).exists()
    ]


def main(argv: Sequence[str] | None = None, folder: Path = SOLUTIONS) -> int:
    """Run the command; return 0 when all is well, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail if they differ")
    options = parser.parse_args(argv)
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # python3 must be this environment's kernel
    deal = compare if options.check else make
    told = [(sentence, False) for sentence in strays(folder)]
    try:
        told += [deal(path) for path in sorted(folder.glob("*.ipynb"))]
    except notebooks.NotebookError as problem:
        told.append((str(problem), False))
    for sentence, good in told:
        print(sentence, file=sys.stdout if good else sys.stderr)
    return 0 if all(good for _, good in told) else 1


if __name__ == "__main__":
    sys.exit(main())
