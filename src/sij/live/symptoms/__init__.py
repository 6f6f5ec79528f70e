"""The symptom explorer: the reasoning model as data that the browser works out by itself."""

from .explorer import SymptomExplorer, explorer_html, explorer_sheet, runners
from .hundred_runners import two_by_two
from .same_result import same_result
from .tables import reasoning_tables

__all__ = [
    "SymptomExplorer",
    "explorer_html",
    "explorer_sheet",
    "reasoning_tables",
    "runners",
    "same_result",
    "two_by_two",
]
