"""Evidence as a reader sees it: the article next to studies, one claim in full, a list."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Final

from sij.evidence import citations, store, units
from sij.evidence.blocks import HtmlBlock, esc
from sij.evidence.errors import EvidenceError
from sij.evidence.records import Claim, Strength, Value
from sij.evidence.red_flags import safety

STRENGTH: Final = MappingProxyType(
    {
        "strong": ("●●●", "strong evidence"),
        "moderate": ("●●○", "moderate evidence"),
        "weak": ("●○○", "weak evidence"),
        "expert-opinion": ("○○○", "expert opinion"),
    }
)
RELATION: Final = MappingProxyType(
    {
        "supports": "agrees with the article",
        "qualifies": "partly agrees with the article",
        "contradicts": "does not agree with the article",
        "extends": "adds to the article",
    }
)
_SHOWN = 5
_WARNINGS = 2  # red flags come first, but leave room for the rest


def says_box(*rows: str, claims: Sequence[str] | None = None) -> HtmlBlock:
    """Set what the article says beside what studies say.

    Parameters
    ----------
    *rows
        Article rows, for example ``"A07"``.
    claims
        Claim ids to show, in this order. Without it: the five that speak most clearly to the
        rows, red flags first, then the strongest. What is known from memory only is left out.

    Returns
    -------
    HtmlBlock
        A section with the two parts, readable in order without any style sheet.

    Raises
    ------
    EvidenceError
        When no row is given, or a row or claim is unknown.
    """
    if not rows:
        raise EvidenceError("says_box needs at least one article row, for example says_box('A07').")
    said = [store.article_row(row) for row in rows]
    shown = _chosen(rows, claims)
    article = "".join(f"<p>{esc(row.says)} <small>({row.id})</small></p>" for row in said)
    html = (
        f'<section class="sij-says" data-rows="{" ".join(rows)}">'
        f"<h4>The article and the studies</h4>"
        f'<div class="sij-says-article"><h5>The article says</h5>{article}'
        f"<p><small>Source: {citations.short_link('spectrumhealth')}, in our words.</small></p>"
        "</div>"
        f'<div class="sij-says-studies"><h5>Studies say</h5>{claim_items(shown)}</div>'
        f"</section>"
    )
    lines = ["The article says:", *(f"  {row.id}: {row.says}" for row in said), "Studies say:"]
    lines += [f"  - {claim_line(claim)}" for claim in shown or ()] or ["  (no study found)"]
    return HtmlBlock(html, "\n".join(lines))


def _chosen(rows: Iterable[str], wanted: Sequence[str] | None) -> tuple[Claim, ...]:
    """Return the claims to show."""
    if wanted is not None:
        return tuple(store.claim(one) for one in wanted)
    linked = {claim.id: claim for row in rows for claim in store.claims(article=row)}
    read = (claim for claim in linked.values() if claim.verified != "memory")
    ranked = sorted(read, key=_rank)
    warnings = [claim for claim in ranked if claim.topic == "red-flag"][:_WARNINGS]
    others = [claim for claim in ranked if claim.topic != "red-flag"]
    return (*warnings, *others[: _SHOWN - len(warnings)])


def _rank(claim: Claim) -> tuple[int, bool]:
    """Strongest first; what speaks to the article before what adds to it."""
    return tuple(STRENGTH).index(claim.strength), claim.relation == "extends"


def claim_items(claims: Iterable[Claim]) -> str:
    """Return claims as an HTML list: statement, strength, sources and caution of each."""
    items = "".join(f"<li>{_item(claim)}</li>" for claim in claims)
    return f'<ul class="sij-claims">{items}</ul>' if items else "<p>No study was found.</p>"


def _item(claim: Claim) -> str:
    caution = _caution(claim)
    meta = f"{strength_html(claim)}; {RELATION[claim.relation]}. {_cites(claim)}"
    return f'<p>{esc(claim.statement)}</p><p class="sij-meta">{meta}</p>' + (
        f'<p class="sij-caution"><strong>Caution:</strong> {esc(caution)}</p>' if caution else ""
    )


def strength_html(claim: Claim) -> str:
    """Return a claim's strength as dots for the eye and words for everyone."""
    return strength_words(claim.strength)


def strength_words(strength: Strength) -> str:
    """Return a strength as dots for the eye and words for everyone, as HTML."""
    mark, words = STRENGTH[strength]
    return f'<span class="sij-strength"><span aria-hidden="true">{mark}</span> {words}</span>'


def _caution(claim: Claim) -> str:
    """Return the caution, with a warning where the finding was not read at the source."""
    note = {
        "memory": "Known from memory only; nobody saw it on a page.",
        "quoted-in-secondary": "Second-hand: quoted in another source.",
    }.get(claim.verified, "")
    return " ".join(part for part in (claim.caution, note) if part)


def _cites(claim: Claim) -> str:
    links = "; ".join(citations.short_link(source) for source in claim.sources)
    return f"<cite>{links}</cite>"


def claim_sources(claim: Claim) -> str:
    """Return a claim's strength and sources as HTML, without its statement."""
    return f"{strength_html(claim)}. {_cites(claim)}"


def claim_line(claim: Claim) -> str:
    """Return a claim as one line of plain text."""
    mark, words = STRENGTH[claim.strength]
    short = "; ".join(citations.cite_short(source) for source in claim.sources)
    caution = _caution(claim)
    tail = f" Caution: {caution}" if caution else ""
    return f"{claim.statement} [{mark} {words}; {RELATION[claim.relation]}; {short}]{tail}"


def claim_card(claim_id: str) -> HtmlBlock:
    """Show one claim in full: statement, numbers, strength, caution, sources.

    Parameters
    ----------
    claim_id
        A claim id.

    Returns
    -------
    HtmlBlock
        A section with a small table of the values (unit, n, who and how in its columns).

    Raises
    ------
    EvidenceError
        When the id is unknown.
    """
    claim = store.claim(claim_id)
    values = [value for value in claim.values if not value.name.startswith("model_")]
    sources = "".join(f"<li>{citations.cite(source)}</li>" for source in claim.sources)
    caution = _caution(claim)
    html = (
        f'<section class="sij-card" data-claim="{claim.id}"><h4>What is known</h4>'
        f"<p>{esc(claim.statement)}</p>{_table(values)}"
        f"<dl><dt>Strength</dt><dd>{strength_html(claim)}</dd>"
        + (f"<dt>Caution</dt><dd>{esc(caution)}</dd>" if caution else "")
        + f"<dt>Checked</dt><dd>{esc(citations.verified_in_words(claim.verified))}</dd>"
        f"<dt>Sources</dt><dd><ul>{sources}</ul></dd></dl></section>"
    )
    lines = [claim_line(claim), *(f"  {_value_line(value)}" for value in values)]
    lines += [f"  Source: {citations.cite_text(source)}" for source in claim.sources]
    return HtmlBlock(html, "\n".join(lines))


def _table(values: Sequence[Value]) -> str:
    if not values:
        return ""
    heads = ("What", "Value", "Unit", "Spread", "n", "Who", "How")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    rows = "".join(_row(value) for value in values)
    return (
        '<table class="sij-values"><caption>The numbers</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row(value: Value) -> str:
    cells = (
        _shown(value),
        units.label(value.unit),
        value.spread,
        value.n,
        value.population,
        value.condition,
    )
    data = "".join(f"<td>{esc('–' if cell in (None, '') else cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{esc(value.name.replace("_", " "))}</th>{data}</tr>'


def _shown(value: Value) -> str:
    """Return the value as text: a range with "to", an absent value with its reason."""
    if value.name == "urgency":
        return safety().urgency_of_label[str(value.value)]
    texts = {
        "absent": str(value.absent),
        "range": f"{value.low} to {value.high}",
        "label": str(value.value),
        "number": str(value.value).replace("-", "−"),
    }
    return texts[value.kind] + (" (from memory)" if value.from_memory else "")


def _value_line(value: Value) -> str:
    unit = units.label(value.unit)
    extra = [value.spread, f"n = {value.n}" if value.n else None, value.population, value.condition]
    details = "; ".join(part for part in extra if part)
    shown = f"{_shown(value)} {unit}".strip()
    return f"{value.name.replace('_', ' ')}: {shown}" + (f" ({details})" if details else "")


def reference_list(*claim_ids: str) -> HtmlBlock:
    """List the sources of claims once each, in alphabetical order.

    Parameters
    ----------
    *claim_ids
        Claim ids; a reference id such as ``"spectrumhealth"`` is taken as well.

    Returns
    -------
    HtmlBlock
        An ordered list whose items have the ids ``ref-<reference id>``.

    Raises
    ------
    EvidenceError
        When an id is neither a claim nor a reference.
    """
    wanted = {source for one in claim_ids for source in _sources_of(one)}
    ordered = sorted(wanted, key=citations.sort_key)
    items = "".join(f'<li id="ref-{one}">{citations.cite(one)}</li>' for one in ordered)
    text = "\n".join(f"{n}. {citations.cite_text(one)}" for n, one in enumerate(ordered, 1))
    return HtmlBlock(f'<ol class="sij-references">{items}</ol>', text)


def _sources_of(entry: str) -> tuple[str, ...]:
    if entry in store.references():
        return (entry,)
    return store.claim(entry).sources
