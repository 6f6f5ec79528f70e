"""Run the course's notebooks and store their outputs, byte for byte the same every time.

usage: python tools/notebooks.py [--check | --check-form] [notebook ...]

With no names, every notebook under ``notebooks/`` and ``exercises/`` is run.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("notebooks", "exercises")
TIMEOUT_S = 120
NOTEBOOK_KEYS = {"title", "sij"}
CELL_KEYS = {"editable", "jupyter", "sij", "slideshow", "tags"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
ADDRESS = re.compile(r"\b(?:at|object) 0x[0-9a-f]+", re.IGNORECASE)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}

Notebook = Any  # nbformat's NotebookNode: a dict with attributes, untyped


class NotebookError(Exception):
    """One plain sentence on what is wrong in which cell, and what to do."""


def find_notebooks(root: Path) -> list[Path]:
    """List the course's notebooks, in order of their names."""
    found = (path for folder in FOLDERS for path in (root / folder).rglob("*.ipynb"))
    return sorted(p for p in found if not any(part.startswith(".") for part in p.parts))


def normalise(notebook: Notebook) -> Notebook:
    """Bring a notebook into its one stored form, in place, and return it."""
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    kept = {k: v for k, v in notebook.metadata.items() if k in NOTEBOOK_KEYS}
    notebook.metadata = nbformat.from_dict(
        {**kept, "kernelspec": dict(KERNEL), "language_info": dict(LANGUAGE)}
    )
    _name_cells(notebook.cells)
    _number_cells(notebook.cells)
    for cell in notebook.cells:
        cell.source = cell.source.rstrip("\n")
        cell.metadata = nbformat.from_dict(
            {k: v for k, v in cell.metadata.items() if k in CELL_KEYS}
        )
        if cell.cell_type == "code":
            cell.outputs = list(_plain_outputs(cell.outputs))
    return notebook


def _name_cells(cells: Sequence[Notebook]) -> None:
    """Keep the cell ids that are there and give the others one by kind and position."""
    taken = {cell.get("id") for cell in cells}
    seen: set[str] = set()
    for index, cell in enumerate(cells, 1):
        own = cell.get("id")
        if not own or own in seen:
            own = f"{cell.cell_type}-{index:02d}"
            while own in taken or own in seen:
                own += "x"
            cell["id"] = own
        seen.add(own)


def _number_cells(cells: Sequence[Notebook]) -> None:
    """Count the code cells that hold code, as a fresh run would."""
    count = 0
    for cell in cells:
        if cell.cell_type != "code":
            continue
        has_code = bool(cell.source.strip())
        count += has_code
        cell.execution_count = count if has_code else None
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count


def _plain_outputs(outputs: Sequence[Notebook]) -> Iterator[Notebook]:
    """Yield the outputs with no widget views and no metadata, streams joined."""
    stream = None
    for output in outputs:
        if output.output_type == "stream":
            if stream is not None and stream.name == output.name:
                stream.text += output.text
                continue
            stream = output
        else:
            stream = None
        if "data" in output:
            output.data.pop(WIDGET_VIEW, None)
            output.metadata = nbformat.from_dict({})
        yield output


def problems(notebook: Notebook, name: str) -> Iterator[str]:
    """Yield one sentence for everything in the outputs that must not be stored."""
    for index, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", ()):
            where = f"{name}, cell {index} ({cell.id})"
            if output.output_type == "error":
                yield f"{where} stops with {output.ename}: {output.evalue}. Mend the cell."
            elif output.output_type == "stream" and output.name == "stderr":
                line = output.text.strip().splitlines()[-1]
                yield f"{where} warns: {line!r}. Mend what it warns of."
            elif ADDRESS.search(_text_of(output)):
                yield (
                    f"{where} shows a memory address, which changes with every run: end the "
                    "cell with a semicolon or give the object a repr of its own."
                )


def _text_of(output: Notebook) -> str:
    """Return what an output says in words: streams, plain text and HTML."""
    if "data" not in output:
        return str(output.text)
    return "\n".join(str(v) for k, v in output.data.items() if k.startswith("text/"))


def to_text(notebook: Notebook) -> str:
    """Return the notebook file's text: sorted keys, one-blank indent, a final newline."""
    return str(nbformat.writes(notebook, version=nbformat.NO_CONVERT)).rstrip("\n") + "\n"


def read(path: Path) -> Notebook:
    """Read one notebook.

    Raises
    ------
    NotebookError
        When the file is no notebook.
    """
    try:
        return nbformat.reads(path.read_text("utf-8"), as_version=4)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        raise NotebookError(f"{show(path)} cannot be read as a notebook: {error}.") from None


def execute(path: Path) -> str:
    """Run one notebook in its own folder and return the text to store.

    Raises
    ------
    NotebookError
        When a cell fails, warns, takes too long or shows something that changes each run.
    """
    notebook = read(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT_S,
        kernel_name="python3",
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,
        allow_errors=True,
        record_timing=False,
    )
    try:
        client.execute()
    except CellTimeoutError:
        raise NotebookError(
            f"{show(path)} has a cell that ran longer than {TIMEOUT_S} s: make it quicker."
        ) from None
    except (CellExecutionError, DeadKernelError) as error:
        raise NotebookError(f"{show(path)} could not be run: {error}") from None
    normalise(notebook)
    found = list(problems(notebook, show(path)))
    if found:
        raise NotebookError("\n".join(found))
    return to_text(notebook)


def form(path: Path) -> str:
    """Return the text that the stored notebook would have in its one form, without a run."""
    notebook = normalise(read(path))
    found = list(problems(notebook, show(path)))
    if found:
        raise NotebookError("\n".join(found))
    return to_text(notebook)


def show(path: Path) -> str:
    """Return the path as people of this repository write it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def store(path: Path, text: str) -> None:
    """Replace the file in one step, so that a stop half-way leaves the old one."""
    fresh = path.with_suffix(".ipynb.new")
    fresh.write_text(text, "utf-8", newline="\n")
    fresh.replace(path)


def handle(path: Path, mode: str) -> tuple[str, bool]:
    """Deal with one notebook; return a sentence and whether all is well."""
    try:
        text = form(path) if mode == "check-form" else execute(path)
    except NotebookError as problem:
        return str(problem), False
    if text == path.read_bytes().decode("utf-8"):
        return f"{show(path)}: unchanged", True
    if mode == "write":
        store(path, text)
        return f"{show(path)}: written", True
    return f"{show(path)} is not as a fresh run stores it: run 'make notebooks'.", False


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook", nargs="*", type=Path, help="default: all of the course")
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--check",
        dest="mode",
        action="store_const",
        const="check",
        help="run, write nothing, fail if something would change",
    )
    group.add_argument(
        "--check-form",
        dest="mode",
        action="store_const",
        const="check-form",
        help="the same for the form alone, without running",
    )
    parser.set_defaults(mode="write")
    parser.add_argument("--workers", type=int, default=2, help="notebooks run at once (2)")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return 0 when all is well, else 1."""
    options = arguments(argv)
    paths = [p.resolve() for p in options.notebook] or find_notebooks(ROOT)
    if not paths:
        print("There are no notebooks yet.")
        return 0
    # The kernel called python3 must be this environment's, whatever else is installed.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    well = True
    with ProcessPoolExecutor(max_workers=max(1, options.workers)) as pool:
        for message, good in pool.map(handle, paths, [options.mode] * len(paths)):
            print(message, file=sys.stdout if good else sys.stderr, flush=True)
            well = well and good
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
