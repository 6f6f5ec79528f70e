"""Numbers as text, the same in Python and in every browser, whatever its language."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"


def format_number(value: float, digits: int) -> str:
    """Write a number with a fixed count of decimals.

    Ties go away from zero, as ``Number.toFixed`` does; the minus sign is the typographic one, and
    there is no "minus zero".

    Parameters
    ----------
    value
        The number.
    digits
        Decimals to keep, 0 to 6.
    """
    step = Decimal(1).scaleb(-digits)
    text = str(Decimal(value).quantize(step, rounding=ROUND_HALF_UP).copy_abs())
    negative = value < 0 and float(text) != 0
    return f"{MINUS}{text}" if negative else text


def format_signed(value: float, digits: int) -> str:
    """Write a number like `format_number`, with a plus sign when it is above zero as written."""
    text = format_number(value, digits)
    return f"+{text}" if value > 0 and float(text) != 0 else text
