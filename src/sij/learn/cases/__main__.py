"""Check cases and print what can happen in them: ``python -m sij.learn.cases [file ...]``."""

import sys
from pathlib import Path

from ...evidence import assets
from .load import load
from .paths import endings
from .records import Case, CaseError


def report(case: Case) -> str:
    """Return a few lines on a case: its visits, costs and ends."""
    lines = [f"{case.id}: {case.title}"]
    for visit in case.visits:
        cost = sum(item.minutes for item in visit.items)
        asked = [name for one in case.expert if one.visit == visit.id for name in one.asks]
        spent = sum(case.items[name].minutes for name in asked)
        lines.append(
            f"  {visit.id}: needs {visit.needs}; {len(visit.items)} items cost {cost} of "
            f"{visit.minutes} minutes; the expert takes {spent}"
        )
    found = endings(case)
    words = sorted({ending["verdict"] for ending in found})
    return "\n".join([*lines, f"  {len(found)} different endings: {', '.join(words)}"])


def main(names: list[str]) -> int:
    """Check the named files, or all; return 0 when every case is whole."""
    files = [Path(name) for name in names] or sorted(assets.path("cases").glob("[0-9]*.yaml"))
    well = True
    for file in files:
        try:
            print(report(load(file)))
        except CaseError as error:
            print(error, file=sys.stderr)
            well = False
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
