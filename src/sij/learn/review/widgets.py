"""Show the review in a notebook: widgets that also live without a kernel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import anywidget
import traitlets

from ...live import bundle
from ...live.review_island import (
    CALIBRATION_MIME,
    REVIEW_MIME,
    calibration_still_html,
    review_still_html,
)
from .sheet import calibration_sheet, review_sheet

_Still: TypeAlias = Callable[[Mapping[str, Any]], str]


class _Sheeted(anywidget.AnyWidget):
    """A widget that is stored as its sheet, beside the words that need no script."""

    _css = bundle.widget_css()
    sheet = traitlets.Dict().tag(sync=True)

    def __init__(self, mime: str, still: _Still, sheet: dict[str, Any], **kwargs: Any) -> None:
        self._mime, self._still = mime, still
        super().__init__(sheet=sheet, **kwargs)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        live = super()._repr_mimebundle_(**kwargs)
        shown, metadata = live if isinstance(live, tuple) else (live or {}, {})
        words = {"text/html": self._still(self.sheet), "text/plain": repr(self)}
        return {**shown, self._mime: self.sheet, **words}, metadata


class Review(_Sheeted):
    """Questions that come back, and a final check; what was answered stays in the browser."""

    _esm = bundle.script("reviewwidget")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(REVIEW_MIME, review_still_html, review_sheet(), **kwargs)

    def __repr__(self) -> str:
        asked = sum(len(one["questions"]) for one in self.sheet["chapters"])
        return f"Review: {asked} questions to come back to, {self.sheet['count']} in a final check."


class Calibration(_Sheeted):
    """How sure against how right, drawn from what the learner answered.

    Parameters
    ----------
    chapter
        A chapter's name; the whole course when left out.
    """

    _esm = bundle.script("calibrationwidget")

    def __init__(self, chapter: str | None = None, **kwargs: Any) -> None:
        super().__init__(
            CALIBRATION_MIME, calibration_still_html, calibration_sheet(chapter), **kwargs
        )

    def __repr__(self) -> str:
        return f"Calibration: how sure you were against how often you were right, {self._about()}."

    def _about(self) -> str:
        return f"in {self.sheet['about']}"


def review() -> Review:
    """Show the mixed review and the final check; see `Review`."""
    return Review()


def calibration(chapter: str | None = None) -> Calibration:
    """Show how sure against how right; see `Calibration`."""
    return Calibration(chapter)
