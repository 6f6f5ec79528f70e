"""The interactive as a real ipywidget: its controls are traits, in both directions."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from . import bundle
from .deeper import SUMMARY
from .evaluate import Values, place_of, settle
from .interactive import Interactive
from .island import MIME, still_html
from .spec import Calibrate, Choice, Control, Range, Toggle


def _trait(control: Control) -> traitlets.TraitType[Any, Any]:
    match control:
        case Range() | Calibrate():
            return traitlets.CFloat(control.value, min=control.min, max=control.max).tag(sync=True)
        case Choice():
            ids = [option.id for option in control.options]
            return traitlets.Enum(ids, default_value=control.value).tag(sync=True)
        case Toggle():
            return traitlets.Bool(control.value).tag(sync=True)


class LiveFigure(anywidget.AnyWidget):
    """Show an `Interactive`: live in JupyterLab, and stored so that it lives with no kernel too.

    Each control is a trait of its own name (``figure.nutation_deg``), so `observe`, `jslink` and
    layout boxes work as for any widget. `value` holds them all.

    Parameters
    ----------
    interactive
        What to show.
    """

    _esm = bundle.script("widget")
    _css = bundle.widget_css()
    island = traitlets.Dict().tag(sync=True)

    def __init__(self, interactive: Interactive, **kwargs: Any) -> None:
        self.interactive = interactive
        self.add_traits(**{part.id: _trait(part) for part in interactive.controls})
        super().__init__(island=interactive.spec(), **kwargs)
        self.observe(self._settle, names=[part.id for part in interactive.controls])

    @property
    def value(self) -> dict[str, float | str | bool]:
        """All control values; assign a dict to set several (unknown names are refused)."""
        return {part.id: getattr(self, part.id) for part in self.interactive.controls}

    @value.setter
    def value(self, wanted: dict[str, float | str | bool]) -> None:
        known = [part.id for part in self.interactive.controls]
        if unknown := sorted(set(wanted) - set(known)):
            raise ValueError(f"There is no control {unknown[0]!r}; use {', '.join(known)}.")
        with self.hold_sync():
            for name, value in wanted.items():
                setattr(self, name, value)

    def quantities(self) -> Values:
        """Every named number for the present controls, as the picture shows it."""
        return self.interactive.values(self._numbers())

    def description(self) -> str:
        """What the picture shows now, in words."""
        return self.interactive.description(self._numbers())

    def _numbers(self) -> Values:
        return {part.id: _number(part, getattr(self, part.id)) for part in self._controls}

    @property
    def _controls(self) -> tuple[Control, ...]:
        return self.interactive.controls

    def _settle(self, change: dict[str, Any]) -> None:
        control = next(part for part in self._controls if part.id == change["name"])
        before = self._numbers()
        after = settle(self._controls, before, control.id, _number(control, change["new"]))
        for part in self._controls:
            if after[part.id] != before[part.id]:
                setattr(self, part.id, _value(part, after[part.id]))

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        spec = self.interactive.spec()
        words = f"{self!r} {SUMMARY}. {spec['deeper']}" if "deeper" in spec else repr(self)
        stored = {MIME: spec, "text/html": still_html(spec), "text/plain": words}
        live = super()._repr_mimebundle_(**kwargs)
        data, metadata = live if isinstance(live, tuple) else (live or {}, {})
        return {**data, **stored}, metadata

    def __repr__(self) -> str:
        return f"{self.interactive.title}. {self.interactive.description(self._numbers())}"


def _number(control: Control, value: Any) -> float:
    return place_of(control, value) if isinstance(control, Choice) else float(value)


def _value(control: Control, number: float) -> float | str | bool:
    if isinstance(control, Choice):
        return control.options[round(number)].id
    return bool(number) if isinstance(control, Toggle) else number
