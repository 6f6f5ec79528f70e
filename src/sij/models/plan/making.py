"""A plan from what is known today: what is open, what comes next, what is closed and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sij import evidence
from sij.evidence.records import Urgency
from sij.evidence.red_flags import URGENCY_MEANING
from sij.models.plan.conditions import Condition
from sij.models.plan.data import text
from sij.models.plan.rows import PHYSICIAN, Role, Row, gates, rows, starts, stops
from sij.models.plan.state import YES, Fact, State, facts, raised, require_state
from sij.models.reasoning import Flag

Status = Literal["open", "next", "closed"]
ROUTINE: Urgency = "Routine"


@dataclass(frozen=True)
class Item:
    """One row in a plan.

    Attributes
    ----------
    row_id, title, role, who
        The row, and whose decision it is.
    status
        ``"open"`` now, ``"next"`` from a day on, or ``"closed"``.
    day
        Day of the pain from which a next row may open at the earliest; None otherwise.
    why
        Sentences that say why it stands there.
    watch
        What is not known and would close it.
    safety
        What to mind; lines on medicines say whom to ask and how they were verified. Empty for
        what a warning sign closes: nothing there may soothe.
    """

    row_id: str
    title: str
    role: Role
    who: str
    status: Status
    day: int | None
    why: tuple[str, ...]
    watch: tuple[str, ...]
    safety: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What may be said to someone in this state; the safety net is always in it.

    Attributes
    ----------
    items
        Every row, in the order of the timeline.
    flags
        Raised warning signs, the most urgent first.
    urgency, meaning
        How fast to see a physician, in the course's own words; Routine without a warning sign.
    """

    day: int
    items: tuple[Item, ...]
    flags: tuple[Flag, ...]
    urgency: Urgency
    meaning: str
    safety_net: str
    not_a_diagnosis: str
    footer: str

    def _with(self, status: Status) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.status == status)

    @property
    def open_now(self) -> tuple[Item, ...]:
        """Rows that are open today."""
        return self._with("open")

    @property
    def next(self) -> tuple[Item, ...]:
        """Rows that may open on a later day."""
        return self._with("next")

    @property
    def closed(self) -> tuple[Item, ...]:
        """Rows that are closed, with the reason."""
        return self._with("closed")

    @property
    def steps(self) -> tuple[Item, ...]:
        """What the plan recommends now: open rows that are something to do."""
        return tuple(item for item in self.open_now if item.role in ("screen", "step"))

    def item(self, row_id: str) -> Item:
        """Return the item of one row; raises EvidenceError when there is no such row."""
        for item in self.items:
            if item.row_id == row_id:
                return item
        raise evidence.EvidenceError(f"There is no row {row_id!r} on the timeline: check the id.")


def plan(state: State) -> Plan:
    """Return the plan for a state; pure, and the same for the same state.

    Parameters
    ----------
    state
        What is known today.

    Raises
    ------
    PlanInputError
        When `state` is no State.
    """
    require_state(state)
    flags, known = raised(state), facts(state)
    wording = evidence.safety()
    urgency: Urgency = flags[0].urgency if flags else ROUTINE
    return Plan(
        day=state.day,
        items=tuple(_item(row, state, flags, known) for row in rows().values()),
        flags=flags,
        urgency=urgency,
        meaning=URGENCY_MEANING[urgency],
        safety_net=wording.safety_net,
        not_a_diagnosis=wording.not_a_diagnosis,
        footer=wording.footer,
    )


def unfit(conditions: Iterable[Condition], known: Mapping[str, Fact]) -> tuple[str, ...]:
    """Return a sentence for each condition that is not met or not known."""
    found = (one.says(one.verdict(known)) for one in conditions)
    return tuple(sentence for sentence in found if sentence)


def broken(conditions: Iterable[Condition], known: Mapping[str, Fact]) -> tuple[str, ...]:
    """Return a sentence for each condition that is known not to hold."""
    return tuple(one.says("unmet") for one in conditions if one.verdict(known) == "unmet")


def _unknown(conditions: Iterable[Condition], known: Mapping[str, Fact]) -> tuple[str, ...]:
    return tuple(one.says("unknown") for one in conditions if one.verdict(known) == "unknown")


def _item(row: Row, state: State, flags: tuple[Flag, ...], known: Mapping[str, Fact]) -> Item:
    if flags:
        status, day, why = _flagged(row, flags)
    elif row.id == PHYSICIAN:
        status, day, why = _physician(row, state, known)
    else:
        status, day, why = _placed(row, state, known)
    watch = _unknown(stops(row.id), known) if status == "open" and row.id != PHYSICIAN else ()
    title, who = _seek_care(flags) if flags and row.id == PHYSICIAN else (row.title, row.who)
    return Item(
        row_id=row.id,
        title=title,
        role=row.role,
        who=who,
        status=status,
        day=day,
        why=why,
        watch=watch,
        safety=row.safety_lines if status == "open" or not flags else (),
        claims=row.claims,
    )


def _seek_care(flags: tuple[Flag, ...]) -> tuple[str, str]:
    """Return title and person of the visit: an emergency is no visit to a sports physician."""
    urgency = flags[0].urgency
    meaning = URGENCY_MEANING[urgency]
    return text("seek-care", urgency=urgency, meaning=meaning), meaning


_Place = tuple[Status, int | None, tuple[str, ...]]


def _flagged(row: Row, flags: tuple[Flag, ...]) -> _Place:
    """Close everything but the physician, with the words for how fast."""
    if row.id == PHYSICIAN:
        return "open", None, tuple(f"{one.urgency}: {one.title}. {one.action}" for one in flags)
    urgency = flags[0].urgency
    return "closed", None, (text("flagged", urgency=urgency, meaning=URGENCY_MEANING[urgency]),)


def worries(state: State, known: Mapping[str, Fact]) -> tuple[str, ...]:
    """Return what makes a visit to a physician due before its usual day."""
    found = broken(stops(PHYSICIAN), known)
    ungated = state.running_now == YES and state.bone_stress_ruled_out != YES
    return (*found, text("running-ungated")) if ungated else found


def _physician(row: Row, state: State, known: Mapping[str, Fact]) -> _Place:
    found = worries(state, known)
    if state.day < row.from_day and not found:
        return "next", row.from_day, (text("physician-next", day=row.from_day),)
    due = (text("physician-now", start=row.from_day),) if state.day >= row.from_day else ()
    late = row.to_day is not None and state.day >= row.to_day
    return "open", None, (*found, *due, *((text("physician-latest", day=row.to_day),) * late))


def _placed(row: Row, state: State, known: Mapping[str, Fact]) -> _Place:
    """Place a row that no warning sign closes: gates, then days, then conditions."""
    shut = ((row.never,) if row.never else ()) + unfit(gates(row.id), known)
    shut += broken(stops(row.id), known)
    over = row.to_day is not None and state.day > row.to_day and not row.never
    if over and row.late == "closed":
        shut += (text("late-closed", day=row.to_day),)
    pending = unfit(starts(row.id), known)
    early = state.day < row.from_day
    if row.invasive and early:
        shut += (text("early-invasive", day=row.from_day),)
    if shut or (pending and not early):
        return "closed", None, shut + pending
    if early:
        return "next", row.from_day, (text("early", day=row.from_day), *pending)
    return "open", None, _open_why(row, over)


def _open_why(row: Row, over: bool) -> tuple[str, ...]:
    first = text("ask", who=row.who) if row.role == "ask" else text("ready")
    return (first, text("late-stays", day=row.to_day)) if over else (first,)


def row_blockers(row_id: str, state: State) -> tuple[str, ...]:
    """Return why a row is not open today, apart from its last day; empty when it is open."""
    item = _item(rows()[row_id], state, raised(state), facts(state))
    return () if item.status == "open" else item.why
