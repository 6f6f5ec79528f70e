"""Words as HTML: made safe, and with numbers that keep their units beside them."""

from __future__ import annotations

import re

from ...evidence.blocks import esc

_UNIT = re.compile(r"(?<=\d) (?=(?:%|°|mm|cm|km|kg|N|BW)(?!\w))")


def said_html(text: str) -> str:
    """Return plain text as HTML whose lines never break between a number and its unit."""
    return esc(_UNIT.sub("\u00a0", text))
