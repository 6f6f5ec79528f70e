"""The characters that the shipped font holds: text in drawings uses only these."""

BASIC_LATIN = "".join(map(chr, range(0x20, 0x7F)))
LATIN_1 = "".join(chr(code) for code in range(0xA0, 0x100) if code != 0xAD)
SIGNS = "–—−×÷±°′″…•≤≥≈→←↑↓½¼¾µΔθκ√’‘“”²³₀₁₂₃₄₅₆₇₈₉✓●○◐▲▼"

KEPT = "".join(sorted(set(BASIC_LATIN + LATIN_1 + SIGNS)))
"""Every character that may stand in a drawing."""


def missing(text: str) -> str:
    """Return the characters of `text` that the shipped font lacks, each once."""
    return "".join(sorted(set(text) - set(KEPT) - {"\n"}))
