"""What is known: claims with their numbers, sources, strength and caution.

>>> from sij import evidence
>>> evidence.claim("motion-table-jacob1995").number("total_rotation")
1.7
"""

from sij.evidence import assets
from sij.evidence.blocks import HtmlBlock
from sij.evidence.boxes import claim_card, reference_list, says_box
from sij.evidence.citations import cite, cite_short
from sij.evidence.errors import EvidenceError
from sij.evidence.mechanism_cards import mechanism_cards
from sij.evidence.records import (
    ArticleRow,
    Claim,
    RedFlag,
    Reference,
    Safety,
    Value,
)
from sij.evidence.red_flag_list import red_flag_list
from sij.evidence.red_flags import safety
from sij.evidence.store import article_row, claim, claims, reference, require_verified

__all__ = [
    "ArticleRow",
    "Claim",
    "EvidenceError",
    "HtmlBlock",
    "RedFlag",
    "Reference",
    "Safety",
    "Value",
    "article_row",
    "assets",
    "cite",
    "cite_short",
    "claim",
    "claim_card",
    "claims",
    "mechanism_cards",
    "red_flag_list",
    "reference",
    "reference_list",
    "require_verified",
    "safety",
    "says_box",
]
