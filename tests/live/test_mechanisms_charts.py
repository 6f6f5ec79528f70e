"""Chapter 4's two charts as interactives: true words, parts in both widths, alive in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sij import evidence
from sij.figures import gait_check, onset
from sij.live import Interactive
from sij.live.mechanisms import charts

from .pages import open_islands, values_at

BUILDERS = {"mechanisms-onset": charts.onset, "mechanisms-measured": charts.measured}


@pytest.fixture(scope="module", params=BUILDERS)
def chart(request: pytest.FixtureRequest) -> Interactive:
    built: Interactive = BUILDERS[request.param]()
    assert built.name == request.param
    return built


def clear_parts(chart: Interactive, place: int) -> set[str]:
    """The parts that are not faded at a place of the choice."""
    values = chart.values({chart.controls[0].id: place})
    return {t.parts[0] for t in chart.tracks if values[t.value] == 1}


def test_all_is_clear_at_first(chart: Interactive) -> None:
    assert len(clear_parts(chart, 0)) == len(chart.tracks)
    assert chart.values()[chart.tracks[0].value] == 1


def test_running_is_brought_out_alone_with_its_group_s_heading() -> None:
    built = charts.onset()
    assert clear_parts(built, 3) == {"onset-running", "heading-repeated"}
    assert clear_parts(built, 2) == {"onset-running", "onset-load", "heading-repeated"}
    assert clear_parts(built, 4) == {"onset-unknown", "heading-none"}
    crash = {"heading-accident", "onset-crash", "onset-fall", "onset-other"}
    assert clear_parts(built, 1) == crash


def test_each_choice_brings_out_its_panel() -> None:
    built = charts.measured()
    for place, panel in enumerate(gait_check.PANELS, start=1):
        assert clear_parts(built, place) == {f"panel-{panel}"}


def test_every_region_has_a_claim_that_was_read_and_its_caution(chart: Interactive) -> None:
    for region in chart.regions:
        assert region.claims
        evidence.require_verified(region.claims, region.part)
        cautions = [evidence.claim(claim).caution for claim in region.claims]
        assert any(caution and caution in region.text for caution in cautions), region.part


def test_every_group_and_every_measured_item_is_a_region() -> None:
    kinds = {f"onset-{kind.id}" for group in onset.groups() for kind in group.kinds}
    headings = {f"heading-{group.id}" for group in onset.groups()}
    assert {region.part for region in charts.onset().regions} == kinds | headings
    items = {f"check-{check.id}" for check in gait_check.checks()}
    items |= {f"force-{speed}" for speed in gait_check.SPEEDS_KM_H}
    items |= {"force-model", "force-band", "times-contact", "times-flight"}
    assert {region.part for region in charts.measured().regions} == items


def test_a_percentage_that_is_not_the_count_s_says_so() -> None:
    texts = {region.part: region.text for region in charts.onset().regions}
    assert "The study prints 21 %; the count gives 20.4 %." in texts["heading-repeated"]
    assert "prints" not in texts["heading-accident"] + texts["heading-none"]


def test_the_words_say_who_was_asked_and_what_was_missed() -> None:
    built = charts.onset()
    for place in range(5):
        said = built.description({"whom": place})
        assert "sent to a spine centre, and they told what they remembered" in said
    assert "13 car crashes, 6 falls on the buttock and 5 of another kind" in built.description(
        {"whom": 1}
    )
    assert "2 of 54 named running" in built.description({"whom": 3})
    model = charts.measured()
    for place in (0, 3):
        said = model.description({"which": place})
        assert "8 % too soon: 249 ms against 271 ms measured" in said
    assert "6.9 % too low on a treadmill and 3.2 % too low" in model.description({"which": 2})
    for place in range(4):
        assert "None of this is a force in the sacroiliac joint." in model.description(
            {"which": place}
        )


def test_building_twice_gives_the_same_island(chart: Interactive) -> None:
    assert BUILDERS[chart.name]().spec() == chart.spec()


@pytest.mark.browser
def test_the_player_shows_what_python_says(page: Page, tmp_path: Path, chart: Interactive) -> None:
    control = chart.controls[0]
    settings = [{control.id: float(place)} for place in range(len(control.options))]
    open_islands(page, tmp_path, chart.spec())
    for setting, shown in zip(settings, values_at(page, chart.name, settings), strict=True):
        for name, value in chart.values(setting).items():
            assert shown[name] == pytest.approx(value), (setting, name)
        assert shown["description"] == chart.description(setting)


@pytest.mark.browser
def test_the_keyboard_chooses_and_explains(page: Page, tmp_path: Path) -> None:
    built = charts.onset()
    open_islands(page, tmp_path, built.spec())
    island = page.locator(f"#{built.name}")
    island.get_by_role("radio").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(island.locator(".sij-description")).to_contain_text("2 of 54 named running")
    island.locator(".sij-region:visible").first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(island.locator(".sij-explain")).to_contain_text("19 of 54 patients.")
    expect(island.locator(".sij-explain")).to_contain_text("Hospital referrals, not runners")
