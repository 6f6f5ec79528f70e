import json
import re
import subprocess
import sys

import pytest

from sij import evidence
from sij.evidence import citations, store

DOI_LINK = re.compile(
    r'^<a href="https://doi\.org/(10\.\d{4,9}/[^"<>\s]+)">https://doi\.org/\1</a>$'
)
LINK = re.compile(r"<a href=.*?</a>")


@pytest.fixture(scope="module")
def entries() -> dict[str, str]:
    return {one: evidence.cite(one) for one in store.references()}


def test_every_reference_has_an_author_a_title_and_how_far_it_was_read(entries: dict[str, str]):
    for one, html in entries.items():
        assert html[0].isalpha(), html
        assert "None" not in html, html
        assert not re.search(r"[\ue000-\ue002]|\.\.|;:|\(\)| ,|<i></i>", html), html
        assert re.search(r"\[(read|not read|not checked): [^\]]+\]</small>$", html), one
        assert evidence.cite_short(one).strip(), one


def test_mark_up_in_titles_is_escaped(entries: dict[str, str]):
    assert "&lt;15 words" in entries["asmr2023"]
    for html in entries.values():
        assert not re.search(r"&(?!amp;|lt;|gt;|quot;|#x27;)", html), html
        assert set(re.findall(r"</?(\w+)", html)) <= {"i", "a", "small"}, html


def test_verified_dois_are_links(entries: dict[str, str]):
    for one, html in entries.items():
        reference = evidence.reference(one)
        links = LINK.findall(html)
        if reference.doi:
            match = DOI_LINK.match(links[0])
            assert match, html
            assert match[1] == reference.doi
        elif reference.PMID:
            assert links == [
                f'<a href="https://pubmed.ncbi.nlm.nih.gov/{reference.PMID}/">'
                f"PubMed {reference.PMID}</a>"
            ]


def test_an_unverified_doi_is_never_shown():
    unverified = [one for one in store.references().values() if one.custom.doi_unverified]
    assert len(unverified) > 40
    claims = list(store.all_claims())
    shown = [evidence.reference_list(*claims).html]
    shown += [evidence.says_box(row).html for row in store.article()]
    shown += [evidence.claim_card(one).html + evidence.claim_card(one).text for one in claims]
    html = "\n".join(shown)
    for one in unverified:
        assert one.doi is None
        assert one.custom.doi_candidate
        assert one.custom.doi_candidate not in html, one.id


def test_an_unverified_doi_is_not_a_doi_in_the_file():
    raw = json.loads(evidence.assets.path("evidence", "references.json").read_text("utf-8"))
    assert not [one["id"] for one in raw if one["custom"].get("doi_unverified") and "DOI" in one]


@pytest.mark.parametrize(
    ("reference", "short"),
    [
        ("jacob1995", "Jacob & Kissling 1995"),
        ("kibsgard2012", "Kibsgård et al. 2012"),
        ("walker1992", "Walker 1992"),
        ("sturesson2000a", "Sturesson et al. 2000a"),
        ("kibsgard2017", "Kibsgård et al. 2017"),
        ("nice_ng59", "NICE NG59 2016"),
        ("spectrumhealth", "Spectrum Health undated"),
    ],
)
def test_short_citations(reference: str, short: str):
    assert evidence.cite_short(reference) == short


def test_one_entry_in_full():
    assert citations.cite_text("jacob1995") == (
        "Jacob HAC, Kissling RO. The mobility of the sacroiliac joints in healthy volunteers "
        "between 20 and 50 years of age. Clinical Biomechanics. 1995;10(7):352–361. "
        "https://doi.org/10.1016/0268-0033(95)00003-4 [read: abstract]"
    )


def test_twins_of_a_year_keep_their_letter():
    assert ". 2000a;25" in evidence.cite("sturesson2000a")


def test_import_is_light():
    code = "import sys, sij.evidence; print(sorted({'citeproc', 'lxml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
