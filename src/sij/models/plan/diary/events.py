"""Calendar entries of a plan as plain data; writing files is left to others.

No library for calendar files is among the course's requirements yet, so there is no ``to_ics``.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sij.models.plan.data import PlanInputError, read, text
from sij.models.plan.diary.runs import Run
from sij.models.plan.making import Item, Plan, plan
from sij.models.plan.return_to_run import Session, next_session
from sij.models.plan.rows import PHYSICIAN, WALK_RUN, rows
from sij.models.plan.state import State
from sij.models.reasoning import Door

CSV_HEADER = ("uid", "day", "title", "text")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


@dataclass(frozen=True)
class Event:
    """One calendar entry.

    Attributes
    ----------
    uid
        From the row and the start date only, so that a later plan moves the same entry.
    day
        Days after the start date, which is day 0 of the pain.
    title, text
        In words; the text ends with the safety lines.
    running
        Whether it is about running.
    """

    uid: str
    row_id: str
    day: int
    title: str
    text: str
    running: bool


def events(state: State, diary: Iterable[Run], door: Door, start_date: str) -> tuple[Event, ...]:
    """Return the calendar entries of a plan, by day.

    Parameters
    ----------
    state, diary, door
        As for `next_session`.
    start_date
        The day when the pain began, such as ``"2026-03-01"``.

    Returns
    -------
    tuple of Event
        With a warning sign only the visit to a physician; a run only where there is a session.

    Raises
    ------
    PlanInputError
        When an argument cannot be read.
    """
    _check_date(start_date)
    made = plan(state)
    session = next_session(state, diary, door)
    if made.flags:
        return (_visit(made, start_date),)
    found = [*_planned(made, start_date)]
    if isinstance(session, Session):
        found.append(_run(made, session, start_date))
    return tuple(sorted(found, key=lambda event: (event.day, event.uid)))


def _check_date(start_date: object) -> None:
    found = _DATE.fullmatch(start_date) if isinstance(start_date, str) else None
    if found is None:
        raise PlanInputError("Give the start date as text such as 2026-03-01.")
    year, month, day = (int(part) for part in found.groups())
    if not (year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        raise PlanInputError(f"There is no date {start_date}: give one such as 2026-03-01.")


def _made(
    made: Plan, part: str, item: Item, day: int, title: str, lines: Iterable[str], date: str
) -> Event:
    words = "\n".join((*lines, *item.safety, made.safety_net, made.not_a_diagnosis, made.footer))
    uid = "-".join(word for word in ("sij", item.row_id, part, date) if word)
    return Event(uid, item.row_id, day, title, words, rows()[item.row_id].running)


def _visit(made: Plan, date: str) -> Event:
    item = made.item(PHYSICIAN)
    lines = (text("flagged-entry"), *item.why)
    # The same uid as the review, so that an entry made before moves to now.
    return _made(made, "review", item, made.day, item.title, lines, date)


def _planned(made: Plan, date: str) -> Iterator[Event]:
    for row in read("events.yaml"):
        item = made.item(row["row"])
        day = _day(row, item, made.day)
        if day is not None:
            lines = (row["text"], *(item.why if item.status == "next" else ()))
            yield _made(made, row.get("part", ""), item, day, row["title"], lines, date)


def _day(row: Mapping[str, Any], item: Item, today: int) -> int | None:
    """Return the day of an entry, None when it has no place in the plan."""
    spec = rows()[item.row_id]
    if item.status == "closed" or (spec.running and item.status != "open"):
        return None
    if row["at"] == "now":
        return today if item.status == "open" else None
    if row["at"] == "from":
        return today if item.day is None else item.day
    last = spec.to_day
    return last if last is not None and last > today else None


def _run(made: Plan, session: Session, date: str) -> Event:
    item = made.item(WALK_RUN)
    lines = (session_line(session), *session.why, *session.rules, session.label)
    return _made(made, "session", item, session.day, item.title, lines, date)


def session_line(session: Session) -> str:
    """Return a session in one sentence."""
    phase, km = session.phase, f"{session.distance_km:.1f} km"
    effort = f"effort {phase.effort:g} of 10"
    if phase.run_min is None:
        return f"Run steadily, {km} in all, {effort}."
    walk, run = f"{phase.walk_min:g}", f"{phase.run_min:g}"
    return f"Walk {walk} min and run {run} min by turns, {km} in all, {effort}."


def csv_rows(found: Iterable[Event]) -> tuple[tuple[str, ...], ...]:
    """Return events as rows of text with a header, for a table."""
    rows_ = ((one.uid, str(one.day), one.title, one.text) for one in found)
    return (CSV_HEADER, *rows_)
