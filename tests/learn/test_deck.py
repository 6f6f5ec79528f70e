"""The Anki deck: ids that stay, bytes that repeat, and cards that Anki itself takes and shows."""

from __future__ import annotations

import json
import re
import statistics
import zipfile
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import nbformat
import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from sij import evidence
from sij.app.markdown import slug
from sij.evidence.store import references
from sij.figures.structures import structures
from sij.learn import chapters, deck, question, terms
from sij.learn.deck import cards, kinds, package, pictures, places, sources
from sij.learn.deck.__main__ import main
from sij.learn.questions import Number, Several, Single, claims_of, misconceptions
from sij.learn.sheet import shuffled
from tests.repo import checks
from tests.repo.test_forbidden import RULES

ROOT = Path(__file__).resolve().parents[2]
EDITION_S = 1_800_000_000
HEAVIEST_BYTES = 8_000_000
LEAST_PX = 16
GRADE = 8
NIGHT = "nightMode night_mode"

# --- ids that Anki knows: never change one, and never reuse one ---------------------------------

MODELS = {
    "single": 1110479791,
    "several": 1992821362,
    "number": 1166204778,
    "order": 1397025897,
    "place": 1377277427,
    "reach": 1402180132,
    "probability": 1818157586,
    "structure": 1620310118,
    "term": 1831888198,
}
DECKS = {
    "course": 1421466330,
    "01-start-here": 1763377515,
    "02-pelvic-anatomy": 1847144184,
    "03-joint-motion": 1898831824,
    "04-mechanisms": 1261279227,
    "05-symptom-explorer": 1871448858,
    "06-treatment-timeline": 1429215689,
    "plates": 1392191577,
    "words": 1594577065,
}
GUIDS = {
    ("question", "start-predict-share"): "sij-5d6e5849ab8ebe2c0c50",
    ("structure", "psis"): "sij-a8113e3e497aa561d74e",
    ("term", "psis"): "sij-0a52fb6b763298135b63",
}
# What has been published. A name that goes takes the learner's history with it: keep it. New ones
# may be added below.
QUESTIONS = """
start-predict-share start-check-counted start-check-sources start-check-factor start-check-spike
start-check-urgency start-check-emergency start-check-bone-stress start-check-limits
start-check-marks pelvis-predict-apart pelvis-predict-depth pelvis-check-kappa pelvis-check-tender
pelvis-predict-arm pelvis-check-levels pelvis-place-tuberous pelvis-predict-shape
pelvis-predict-share pelvis-check-cartilage pelvis-check-form pelvis-predict-front
pelvis-check-closure pelvis-predict-still pelvis-check-article pelvis-predict-hand
pelvis-check-nerve pelvis-place-middle pelvis-check-layers pelvis-check-wear motion-predict-nod
motion-predict-card motion-predict-studies motion-predict-rotation motion-predict-postures
motion-predict-fan motion-check-nutation motion-reach-counternod motion-reach-slide
motion-reach-four motion-place-travel motion-place-bump motion-check-stack motion-check-least
motion-check-translation motion-check-running motion-check-one-leg motion-check-fan
motion-check-manipulation motion-check-hands mech-predict-peak mech-check-peaks mech-reach-active
mech-predict-path mech-predict-rate mech-check-gluteus mech-reach-sum mech-reach-downhill
mech-predict-model mech-check-measured mech-predict-onset mech-check-running mech-check-cards
mech-predict-hold mech-check-closure mech-predict-price mech-predict-spike mech-reach-flags
mech-place-crossing mech-check-prospective symp-judge-history symp-check-words symp-place-finger
symp-check-knee symp-predict-positive symp-check-boxes symp-check-motion-test symp-reach-half
symp-predict-start symp-check-start symp-reach-start symp-judge-rule-out symp-predict-counted
symp-check-counted symp-reach-counted symp-predict-yardstick symp-reach-yardstick
symp-predict-agree symp-reach-agree symp-check-reliable symp-order-urgency symp-check-inflammatory
symp-check-impact symp-check-next symp-judge-flag symp-judge-hop treat-order-care
treat-predict-course treat-check-course treat-predict-open treat-check-first-days treat-reach-day
treat-judge-ice treat-check-medicines treat-predict-ladder treat-check-ladder treat-judge-fusion
treat-check-sham treat-check-gate treat-order-gates treat-check-morning treat-check-table
treat-check-coach treat-number-nsaid treat-judge-recover
"""
STRUCTURES = """
sacrum sacral-ala sacral-promontory sacral-canal superior-articular-facets
posterior-sacral-foramina anterior-sacral-foramina median-sacral-crest intermediate-sacral-crest
lateral-sacral-crest sacral-hiatus coccyx l5 ilium iliac-crest iliac-fossa arcuate-line
gluteal-lines asis aiis psis piis greater-sciatic-notch ischium ischial-spine lesser-sciatic-notch
ischial-tuberosity pubis pubic-tubercle obturator-foramen acetabulum femoral-head sacroiliac-joint
auricular-surface-sacrum lumbosacral-facet-joint lumbosacral-disc hip-joint pubic-symphysis
interosseous-ligament short-posterior-ligaments long-posterior-ligament sacrotuberous-ligament
sacrospinous-ligament iliolumbar-ligament anterior-sacroiliac-ligament gluteus-maximus
gluteus-medius piriformis biceps-femoris latissimus-dorsi thoracolumbar-fascia multifidus
transversus-abdominis iliopsoas pelvic-floor sciatic-nerve superior-cluneal-nerves
middle-cluneal-nerves dorsal-rami back-dimple psis-bump crest-line sacral-sulcus
"""
TERMS = """
active-peak acute-chronic-workload-ratio adjunct asis auricular-surface axial-spondyloarthritis
blinding body-weight bone-stress-injury braking-force brier-score cadaver-study calibration
capsule cartilage case-control-study cauda-equina caution centralisation chronic-pain
cluneal-nerves composite compression confidence-interval contact-time counternutation dependence
diagnostic-block disc effect-size entropy faber facet-joint false-negative false-positive
flight-time force-closure form-closure friction fusion gillet-test gluteus-maximus gluteus-medius
ground-force guideline hazard-ratio hip-bone iliac-crest ilium impact-peak incorporation-bias
inflammatory-back-pain interosseous-ligament ischial-tuberosity kappa l5 latissimus-dorsi ligament
likelihood-ratio load-management long-posterior-ligament lumbosacral-trunk manipulation
manual-therapy medial median mobilisation model nsaid nutation odds overstriding
pain-monitoring-rules palpation paracetamol pelvic-drop piriformis placebo post-test-probability
pre-test-probability prevalence prognosis promontory prospective-study provocation-test psis
pubic-symphysis r2 radiculopathy radiofrequency-denervation radiostereometry randomised-trial
recurrence red-flag reference-standard reliability rotation sacral-sulcus sacroiliac-joint
sacrotuberous-ligament sacrum safety-net sciatic-nerve scope-of-practice sensitivity sham shear
smallest-worthwhile-change specificity stance standard-deviation step-back step-rate stiffness
strength-of-evidence stride syndesmosis synovial-joint tendon thoracolumbar-fascia translation
transversus-abdominis two-by-two-table usual-care validity waiting-list walk-run-programme
"""


# --- the deck, made once, and Anki's own collection ---------------------------------------------


@pytest.fixture(scope="module")
def content() -> deck.Content:
    return deck.content()


def with_cards(content: deck.Content, *changed: deck.Card) -> deck.Content:
    """Return the deck with some of its cards replaced by others of the same name."""
    new = {(card.source, card.name): card for card in changed}
    return deck.Content(
        tuple(new.get((card.source, card.name), card) for card in content.cards), content.media
    )


def imported(collection: Collection, content: deck.Content, folder: Path, edition_s: int):
    file = folder / "deck.apkg"
    file.write_bytes(deck.pack(content, edition_s))
    request = ImportAnkiPackageRequest(
        package_path=str(file), options=ImportAnkiPackageOptions(with_scheduling=False)
    )
    return collection.import_anki_package(request).log


@pytest.fixture
def collection(tmp_path):
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def anki(content, tmp_path_factory):
    folder = tmp_path_factory.mktemp("anki")
    opened = Collection(str(folder / "collection.anki2"))
    imported(opened, content, folder, EDITION_S)
    yield opened
    opened.close()


def note_of(collection: Collection, source: str, name: str):
    found = collection.db.list("select id from notes where guid = ?", deck.guid(source, name))
    assert len(found) == 1
    return collection.get_note(found[0])


class Words(HTMLParser):
    """What a reader sees of HTML: no style sheet, and of pictures their descriptions."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.in_style = False

    def handle_starttag(self, tag, attrs):
        self.in_style = self.in_style or tag == "style"
        self.parts += [value for name, value in attrs if name == "alt" and value]

    def handle_endtag(self, tag):
        self.in_style = self.in_style and tag != "style"

    def handle_data(self, data):
        if not self.in_style:
            self.parts.append(data)


def seen(html: str) -> str:
    reader = Words()
    reader.feed(html)
    return re.sub(r"\s+", " ", " ".join(reader.parts)).strip()


def sides(collection: Collection):
    """Yield the note's type, and front and back of every card as Anki renders them."""
    for card_id in collection.find_cards(""):
        card = collection.get_card(card_id)
        output = card.render_output()
        yield card, output.question_text, output.answer_text


# --- ids ----------------------------------------------------------------------------------------


def test_ids_of_decks_and_note_types_stay():
    assert {kind: deck.number_id("model", kind) for kind in kinds.FIELDS} == MODELS
    assert {name: deck.number_id("deck", name) for name in DECKS} == DECKS
    assert len({*MODELS.values(), *DECKS.values()}) == len(MODELS) + len(DECKS)


def test_ids_of_notes_stay():
    assert {pair: deck.guid(*pair) for pair in GUIDS} == GUIDS


def test_every_published_name_is_still_in_the_deck(content):
    there = {(card.source, card.name) for card in content.cards}
    published = {
        *(("question", name) for name in QUESTIONS.split()),
        *(("structure", name) for name in STRUCTURES.split()),
        *(("term", name) for name in TERMS.split()),
    }
    assert published - there == set()


def test_fields_of_note_types_stay():
    """Anki takes a type with other fields for another type and leaves its notes out."""
    asked = "Question Chapter Setting Choices Hints Answer Others Explanation Sources ReadOn Safety"
    assert {kind: " ".join(names) for kind, names in kinds.FIELDS.items()} == {
        **dict.fromkeys(kinds.ASKS, asked),
        "structure": "Name Plain Latin Layer Where Does Feels Behind Side Front Chapter "
        "Sources ReadOn Safety",
        "term": "Term Also Means BothWays ReadOn Safety",
    }


def test_names_are_unique(content):
    names = [deck.guid(card.source, card.name) for card in content.cards]
    assert len(set(names)) == len(names)


def test_a_reworded_question_keeps_its_id():
    asked = question("start-predict-share")
    reworded = asked.model_copy(update={"stem": "In other words: how many of a hundred?"})
    old, new = (cards.question_card(one, "01-start-here") for one in (asked, reworded))
    assert old.fields["Question"] != new.fields["Question"]
    assert (old.source, old.name) == (new.source, new.name)


# --- what is in it ------------------------------------------------------------------------------


def test_every_question_structure_and_term_is_in_the_deck(content):
    names = {"question": set(), "structure": set(), "term": set()}
    for card in content.cards:
        names[card.source].add(card.name)
    asked = {one.id for some in chapters().values() for one in some}
    assert names["question"] == asked - set(deck.LEFT_OUT)
    assert names["structure"] == {part.id for part in structures()}
    assert names["term"] == {term.anchor for term in terms()}


def test_what_is_left_out_exists_and_has_a_reason():
    for name, reason in deck.LEFT_OUT.items():
        assert question(name).kind == "reach" and len(reason) > 20


def test_every_card_has_its_chapter_and_rows(content):
    known = set(chapters()) | {"glossary"}
    for card in content.cards:
        chapter_tags = {t.rpartition("::")[2] for t in card.tags if "::chapter::" in t}
        rows = {t.rpartition("::")[2] for t in card.tags if "::article::" in t}
        assert chapter_tags and chapter_tags <= known, card.name
        assert rows or card.source == "term", card.name
        for row in rows:
            evidence.article_row(row)


def test_a_question_has_its_own_chapter_and_rows(content):
    for card in content.cards:
        if card.source == "question":
            asked = question(card.name)
            assert f"sij::chapter::{card.deck}" in card.tags
            assert asked in chapters()[card.deck]
            assert {f"sij::article::{row}" for row in asked.article} <= set(card.tags)


def test_strength_and_sources_stand_on_every_question_and_finding(content):
    claims = {one.id: claims_of(one) for some in chapters().values() for one in some}
    claims |= {part.id: part.claims for part in structures()}
    for card in content.cards:
        if card.source == "term":
            continue
        html = card.fields["Sources"]
        for claim_id in claims[card.name]:
            claim = evidence.claim(claim_id)
            assert f'<b class="strength">{claim.strength.replace("-", " ")}</b>' in html
            assert all(evidence.cite_short(s) in unescape(html) for s in claim.sources)
            caution = (claim.caution or "").replace("\u00a0", " ")
            assert caution in unescape(html).replace("\u00a0", " "), claim_id


def test_only_addresses_that_were_seen_are_linked(content):
    known = {one.link for one in references().values()}
    unverified = {one.DOI for one in references().values() if one.custom.doi_unverified}
    hrefs = {
        unescape(address)
        for card in content.cards
        for html in card.fields.values()
        for address in re.findall(r'href="([^"]+)"', html)
    }
    assert hrefs and hrefs <= known
    assert not [h for h in hrefs for doi in unverified if doi and doi in h]


def test_cards_about_symptoms_and_treatment_have_the_safety_line(content):
    safety = evidence.safety()
    careful = {"01-start-here", "05-symptom-explorer", "06-treatment-timeline"}
    for card in content.cards:
        words = unescape(card.fields["Safety"])
        if words:
            assert safety.not_a_diagnosis in words and safety.footer in words
            assert safety.safety_net in words
        else:
            assert card.deck not in careful, card.name
            assert "pain" not in seen(" ".join(card.fields.values())).lower().split(), card.name


def test_red_flag_topics_ask_for_the_safety_line():
    assert sources.touches_care(["flag-fracture"], "")
    assert sources.touches_care([], "It hurts.")
    assert not sources.touches_care(["anat-location-s1-s3"], "A wedge of bone.")


def test_each_wrong_answer_says_why_and_names_the_idea_behind_it(content):
    for card in content.cards:
        if card.source != "question":
            continue
        asked = question(card.name)
        if isinstance(asked, Single | Several):
            wrong = [one for one in asked.options if not one.right]
        elif isinstance(asked, Number):
            wrong = list(asked.bands)
        else:
            continue
        told = seen(card.fields["Others"]).replace("\u00a0", " ")
        for one in wrong:
            assert re.sub(r"\s+", " ", one.feedback) in told, card.name
            assert misconceptions()[one.misconception] in told
        assert card.fields["Others"].count('class="myth"') == len(wrong)


def test_options_stand_in_the_order_of_the_course():
    asked = question("symp-check-boxes")
    html = cards.question_card(asked, "05-symptom-explorer").fields["Choices"]
    labels = [one.label for one in shuffled(asked.id, asked.options)]
    assert re.findall(r"<li>(.*?)</li>", html) == labels


@pytest.mark.parametrize("chapter", chapters())
def test_sections_are_called_as_in_the_chapter(chapter):
    notebook = nbformat.read(ROOT / "notebooks" / f"{chapter}.ipynb", as_version=4)
    lines = "\n".join(c.source for c in notebook.cells if c.cell_type == "markdown").splitlines()
    headings = {slug(line.lstrip("# ")): line.lstrip("# ") for line in lines if line[:1] == "#"}
    for asked in chapters()[chapter]:
        heading = re.sub(r"[^\w\s']", "", headings[asked.anchor].replace("’", "'"))
        words = re.sub(r"[^\w\s']", "", places.section_words(asked.anchor))
        assert words.casefold() == re.sub(r"\s+", " ", heading).casefold()


def test_names_keep_their_capital():
    assert places.section_words("what-about-sam-s-long-runs") == "What about Sam's long runs"


def test_links_back_lead_to_the_section_when_the_address_is_known():
    chapter = places.chapters()["03-joint-motion"]
    html = places.read_on(chapter, "from-the-side", "https://example.org/sij/")
    assert 'href="https://example.org/sij/03-joint-motion.html#from-the-side"' in html
    assert "href" not in places.read_on(chapter, "from-the-side")


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade; syllables are counted as groups of vowels."""
    spoken = re.findall(r"[a-z]+", text.lower())
    groups = (len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e$", "", word))) for word in spoken)
    syllables = sum(max(1, count) for count in groups)
    sentences = max(1, len(re.findall(r"[.!?](?:\s|$)", text)))
    return 0.39 * len(spoken) / sentences + 11.8 * syllables / len(spoken) - 15.59


def test_the_cards_are_plain_to_read(content):
    by_source: dict[str, list[float]] = {}
    for card in content.cards:
        names = {"question": ["Explanation"], "structure": ["Where", "Does"], "term": ["Means"]}
        words = " ".join(seen(card.fields[name]) for name in names[card.source])
        by_source.setdefault(card.source, []).append(grade(words))
    assert max(statistics.median(grades) for grades in by_source.values()) <= GRADE
    own = [*cards.SETTING.values(), *deck.LEFT_OUT.values(), package.ABOUT]
    assert max(grade(text) for text in own) <= GRADE


# --- bytes --------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes(content):
    one, two = (deck.pack(content, EDITION_S) for _ in range(2))
    assert one == two
    with zipfile.ZipFile(BytesIO(one)) as package_file:
        assert {member.date_time for member in package_file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert len(json.loads(package_file.read("media"))) == len(content.media)


def test_another_edition_gives_other_bytes(content):
    assert deck.pack(content, EDITION_S) != deck.pack(content, EDITION_S + 1)


def test_a_picture_is_drawn_the_same_each_time():
    draw = pictures.sheet.__wrapped__
    one, two = (pictures.png(draw("Side", "skin").picture) for _ in range(2))
    assert one == two


def test_the_package_is_light(content):
    assert len(deck.pack(content, EDITION_S)) <= HEAVIEST_BYTES


def test_names_of_pictures_tell_nothing(content):
    own = [name for name in content.media if not name.startswith("_")]
    assert all(re.fullmatch(r"sij-[0-9a-f]{16}\.(?:png|svg)", name) for name in own)


def test_nothing_is_fetched(content):
    for name, data in content.media.items():
        if name.endswith(".svg"):
            addresses = re.findall(r'(?:href|src)="([^"]*)"', data.decode())
            assert set(addresses) == {"#a"}
    assert "http" not in kinds.css() and "@import" not in kinds.css()
    local = re.findall(r'url\("([^"]+)"\)', kinds.css())
    assert local and set(local) <= set(content.media)
    for card in content.cards:
        shown = re.findall(r'src="([^"]+)"', " ".join(card.fields.values()))
        assert set(shown) <= set(content.media)


def test_the_edition_is_dated_by_the_environment_or_the_repository(monkeypatch, tmp_path):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000001")
    assert deck.edition_s() == 1800000001
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert deck.edition_s(tmp_path) == package.FIRST_EDITION_S


def test_the_command_writes_the_deck(content, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(package, "content", lambda address="": content)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(EDITION_S))
    file = tmp_path / "new folder" / "deck.apkg"
    main([str(file)])
    assert file.read_bytes() == deck.pack(content, EDITION_S)
    assert str(file) in capsys.readouterr().out


# --- in Anki ------------------------------------------------------------------------------------


def test_anki_takes_all_notes_and_pictures(anki, content):
    assert anki.note_count() == len(content.cards)
    found = anki.media.check()
    assert list(found.missing) == [] and list(found.unused) == []
    there = {path.name for path in Path(anki.media.dir()).iterdir()}
    assert set(content.media) <= there


def test_anki_shows_one_deck_a_chapter_below_the_course(anki, content):
    names = {one.name for one in anki.decks.all_names_and_ids()} - {"Default"}
    assert names == {places.course_title(), *(deck.deck_title(c.deck) for c in content.cards)}


def test_new_cards_come_in_the_order_of_the_course(anki, content):
    guids = anki.db.list("select n.guid from notes n join cards c on c.nid = n.id order by c.due")
    order = list(dict.fromkeys(guids))
    assert order == [deck.guid(card.source, card.name) for card in content.cards]


def test_every_card_has_a_front_and_a_back(anki):
    count = 0
    for card, front, back in sides(anki):
        count += 1
        asked, answered = seen(front), seen(back)
        assert len(asked) > 12 and len(answered) > len(asked), card.note().fields[0]
        assert "{{" not in front + back
        assert '<hr id="answer">' in back
    assert count == anki.card_count()


def test_no_front_gives_its_answer_away(anki):
    for card, front, _ in sides(anki):
        note, asked = card.note(), seen(front).casefold()
        if "Term" in note and card.ord == 1:
            names = [note["Term"], *note["Also"].split(", ")]
            assert not [n for n in names if n and unescape(n).casefold() in asked], note["Term"]
        elif "Latin" in note:
            assert unescape(note["Name"]).casefold() not in asked.replace("pelvis", "")
            assert "<title" not in front
        elif "Others" in note:
            assert 'class="myth"' not in front and 'class="answer"' not in front


def test_no_card_says_what_is_forbidden(anki):
    found = [
        problem
        for card, front, back in sides(anki)
        for html in (front, back)
        for problem in checks.forbidden_problems(card.note().fields[0], unescape(html), RULES)
    ]
    assert found == []


def test_a_forbidden_sentence_on_a_card_is_found():
    asked = question("start-predict-share")
    bad = asked.model_copy(update={"explanation": "This is your SIJ."})
    html = cards.question_card(bad, "01-start-here").fields["Explanation"]
    assert checks.forbidden_problems("x", html, RULES)


def test_an_update_changes_the_words_and_keeps_the_history(collection, content, tmp_path):
    imported(collection, content, tmp_path, EDITION_S)
    before = note_of(collection, "question", "start-predict-share")
    card = before.cards()[0]
    card.type, card.queue, card.ivl, card.due, card.reps = 2, 2, 21, collection.sched.today + 9, 4
    collection.update_card(card)
    history = (card.id, card.type, card.queue, card.ivl, card.due, card.reps, card.did)

    asked = question("start-predict-share").model_copy(update={"stem": "How many, in new words?"})
    new = with_cards(content, cards.question_card(asked, "01-start-here"))
    log = imported(collection, new, tmp_path, EDITION_S + 86_400)

    after = note_of(collection, "question", "start-predict-share")
    kept = after.cards()[0]
    assert after.id == before.id and after["Question"] == "How many, in new words?"
    assert (kept.id, kept.type, kept.queue, kept.ivl, kept.due, kept.reps, kept.did) == history
    assert len(log.new) == 0 and len(log.conflicting) == 0
    assert collection.note_count() == len(content.cards)
    assert list(collection.media.check().missing) == []


def test_the_same_edition_twice_adds_nothing(collection, content, tmp_path):
    imported(collection, content, tmp_path, EDITION_S)
    cards_before = collection.card_count()
    log = imported(collection, content, tmp_path, EDITION_S)
    assert len(log.new) == len(log.updated) == 0
    assert collection.card_count() == cards_before


# --- how it looks -------------------------------------------------------------------------------


def one_of_each(collection: Collection):
    """Yield one card of each template of each note type."""
    shown: set[tuple[int, int]] = set()
    for card_id in collection.find_cards(""):
        card = collection.get_card(card_id)
        if (card.note().mid, card.ord) not in shown:
            shown.add((card.note().mid, card.ord))
            yield card


SMALL = """least => [...document.querySelectorAll(".sij *")].filter(e =>
  [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
  && parseFloat(getComputedStyle(e).fontSize) < least).map(e => e.outerHTML.slice(0, 80))"""
PAPER = "() => getComputedStyle(document.body).backgroundColor"
HEAD = '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
BROKEN = "() => [...document.images].filter(i => !i.naturalWidth).map(i => i.src)"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 800])
def test_cards_fit_a_phone_in_light_and_at_night(anki, browser, width):
    page, seen_outside = browser(width=width)
    file = Path(anki.media.dir()) / "shown.html"
    papers = set()
    try:
        for card in one_of_each(anki):
            for html in (card.question(), card.answer()):
                for night in ("", NIGHT):
                    body = f'<body class="card {night}"><div id="qa">{html}</div>'
                    file.write_text(f"{HEAD}{body}", encoding="utf-8")
                    page.goto(file.as_uri())
                    assert page.evaluate("document.documentElement.scrollWidth") <= width
                    assert page.evaluate(SMALL, LEAST_PX) == []
                    assert page.evaluate(BROKEN) == []
                    papers.add((night, page.evaluate(PAPER)))
    finally:
        file.unlink(missing_ok=True)
    assert len(papers) == 2
    assert seen_outside.outside == [] and seen_outside.errors == []
