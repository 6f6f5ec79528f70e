"""Measure the course against its budgets and beside its peers: ``make bench``.

usage: python bench/run.py [--quick] [--only NAME] [--notebooks FOLDER] [--output FILE]
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import forms
import latency
import layers
import models
import opening
import readers
import weight
from browser import chromium
from servers import BenchError
from table import Row, lines, machine, save

HERE = Path(__file__).resolve().parent
PARTS = {
    "forms": forms.measure,
    "latency": latency.measure,
    "layers": layers.measure,
    "models": models.measure,
    "opening": opening.measure,
    "readers": readers.measure,
    "weight": weight.measure,
}


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser("bench/run.py", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few samples: a rough look")
    parser.add_argument("--only", choices=PARTS, help="measure one part")
    parser.add_argument("--notebooks", type=Path, default=HERE.parent / "notebooks")
    parser.add_argument("--output", type=Path, default=HERE / "results" / "latest.json")
    return parser.parse_args(arguments)


def measure(given: argparse.Namespace) -> tuple[list[Row], list[dict[str, object]]]:
    """Run the parts one after the other; note how busy the machine was before each."""
    rows: list[Row] = []
    machines: list[dict[str, object]] = []
    with chromium() as browser:
        for name in [given.only] if given.only else list(PARTS):
            machines.append({"part": name} | machine())
            print(f"measuring {name}, load {machines[-1]['load_1_5_15_min']} ...", flush=True)
            rows += PARTS[name](browser, given.notebooks.resolve(), given.quick)
    return rows, machines


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the table, keep it."""
    given = parse(arguments)
    before = machine()
    rows, machines = measure(given)
    after = machine()
    save(given.output, rows, {"before": before, "after": after, "quick": given.quick,
                              "parts": machines})  # fmt: skip
    print("\n".join(["", *lines(rows), ""]))
    print(f"{before['when']}, {before['cores']} cores, {before['memory_gb']} GB; load "
          f"{before['load_1_5_15_min']} before, {after['load_1_5_15_min']} after.")  # fmt: skip
    over = [row.what.strip() for row in rows if row.verdict == "over"]
    print(f"Over budget: {'; '.join(over)}." if over else "Every budget was kept.")


if __name__ == "__main__":
    try:
        main()
    except BenchError as error:
        sys.exit(str(error))
