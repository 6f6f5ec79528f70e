"""The symptom explorer: the reasoning model as data that the browser works out by itself."""

from ..explorer_island import MIME, explorer_html
from .agreement import agreement
from .counting import counting
from .explorer import SymptomExplorer, explorer_sheet, runners
from .hundred_runners import two_by_two
from .same_result import same_result
from .tables import reasoning_tables
from .worked import worked_case
from .yardstick import yardstick

__all__ = [
    "MIME",
    "SymptomExplorer",
    "agreement",
    "counting",
    "explorer_html",
    "explorer_sheet",
    "reasoning_tables",
    "runners",
    "same_result",
    "two_by_two",
    "worked_case",
    "yardstick",
]
