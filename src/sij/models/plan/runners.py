"""Example runners of the timeline; they are made up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sij.models.plan.data import read
from sij.models.plan.diary.runs import Run, run_from
from sij.models.plan.state import State
from sij.models.reasoning import Findings, screening_groups


@dataclass(frozen=True)
class Runner:
    """One example runner: a name, a story, today's facts and a diary."""

    id: str
    name: str
    story: str
    state: State
    diary: tuple[Run, ...]


@lru_cache(maxsize=1)
def runners() -> Mapping[str, Runner]:
    """Return the example runners by id; raises PlanInputError when an entry cannot be read."""
    made = (_runner(**row) for row in read("runners.yaml"))
    return MappingProxyType({one.id: one for one in made})


def _runner(
    id: str, name: str, story: str, state: Mapping[str, Any], diary: list[dict[str, Any]]
) -> Runner:
    return Runner(id, name, story, state_from(state), tuple(run_from(one) for one in diary))


def state_from(entered: Mapping[str, Any]) -> State:
    """Return a state from a mapping; one answer to ``red_flags`` stands for all groups."""
    given = dict(entered)
    flags = given.pop("red_flags", {})
    if isinstance(flags, str):
        flags = dict.fromkeys(screening_groups(), flags)
    findings = Findings(given.pop("findings", {}))
    return State(**given, red_flags=flags, findings=findings)
