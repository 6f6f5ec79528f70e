"""What was measured, held against its budget, as one table and one file."""

import json
import os
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import psutil


@dataclass(frozen=True)
class Row:
    """One measured thing.

    Attributes
    ----------
    what, unit
        Its name and the unit of all its numbers.
    n
        How many samples.
    median, p95
        Of the samples; equal when there is only one.
    budget
        The limit, or None when the row is there for comparison.
    judged
        Which number the budget is for.
    at_least
        Whether the budget is a least value (a ratio) instead of a largest.
    """

    what: str
    unit: str
    n: int
    median: float
    p95: float
    budget: float | None = None
    judged: Literal["median", "p95"] = "median"
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """``within``, ``over`` or nothing."""
        if self.budget is None:
            return ""
        value = self.median if self.judged == "median" else self.p95
        good = value >= self.budget if self.at_least else value <= self.budget
        return "within" if good else "over"


def row(what: str, unit: str, samples: Sequence[float], **budget: Any) -> Row:
    """Sum up samples; `budget` as in `Row`."""
    return Row(what, unit, len(samples), statistics.median(samples), p95(samples), **budget)


def p95(samples: Sequence[float]) -> float:
    """The smallest sample that is at least as large as 95 % of all."""
    ordered = sorted(samples)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


def ratio(what: str, slow: Row, fast: Row, least: float | None = None) -> Row:
    """How many times faster `fast` is than `slow`, by their medians."""
    return row(what, "×", [slow.median / max(fast.median, 1e-9)], budget=least, at_least=True)


def number(value: float) -> str:
    """Three figures or so."""
    digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 3
    return f"{value:.{digits}f}"


def budget_words(part: Row) -> str:
    """The budget as it is printed."""
    if part.budget is None:
        return ""
    sign = "≥" if part.at_least else "≤"
    return f"{part.judged if part.n > 1 else ''} {sign} {part.budget:g}".strip()


def lines(rows: Sequence[Row]) -> list[str]:
    """The table's lines."""
    head = ("what", "n", "median", "p95", "unit", "budget", "")
    cells = [head] + [
        (r.what, str(r.n), number(r.median), number(r.p95) if r.n > 1 else "", r.unit,
         budget_words(r), r.verdict)
        for r in rows
    ]  # fmt: skip
    widths = [max(len(line[k]) for line in cells) for k in range(len(head))]
    right = {1, 2, 3}
    return [
        "  ".join(
            cell.rjust(width) if k in right else cell.ljust(width)
            for k, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    ]


def machine() -> dict[str, Any]:
    """When and on what this is measured; the load tells how busy the machine is with others."""
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30),
        "load_1_5_15_min": [round(value, 2) for value in os.getloadavg()],
    }


def save(file: Path, rows: Sequence[Row], about: dict[str, Any]) -> None:
    """Write everything as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    data = about | {"rows": [asdict(part) | {"verdict": part.verdict} for part in rows]}
    file.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
