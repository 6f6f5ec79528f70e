"""The gait-load explorer: equal to the model, silent where nothing was studied, true in words."""

import json
import random
import zlib

import numpy as np
import pytest

from sij.figures.gait_explorer import ROWS
from sij.live import Range, mechanisms
from sij.live.evaluate import interpolate
from sij.live.mechanisms.gait_explorer import KNOWN, NAME
from sij.live.mechanisms.gait_explorer_numbers import CHANGES
from sij.models import gait

DEFAULT = {"speed_kmh": 10.8, "rate_spm": 165.0, "mass_kg": 70.0, "height_cm": 175.0, "sex": 0.0}


@pytest.fixture(scope="module")
def explorer():
    return mechanisms.explorer()


def changed(**settings: float) -> dict[str, float]:
    """The default runner with one change, by name."""
    return DEFAULT | {"change": float(CHANGES.index(settings.pop("kind")))} | settings


def some_setting(explorer, source: random.Random) -> dict[str, float]:
    found = {}
    for part in explorer.controls:
        if isinstance(part, Range):
            found[part.id] = source.uniform(part.min, part.max)
        else:
            found[part.id] = float(source.randrange(len(part.options)))
    return found


def test_formulas_are_the_model_to_the_last_digit(explorer) -> None:
    source = random.Random(5)
    for _ in range(400):
        setting = some_setting(explorer, source)
        found = explorer.values(setting)
        for name, wanted in explorer.model(**explorer.start() | setting).items():
            assert found[name] == pytest.approx(wanted, rel=1e-9, abs=1e-9), (name, setting)


def test_ten_percent_more_steps_save_each_step_and_spend_it_over_a_kilometre(explorer) -> None:
    found = explorer.values(changed(kind="rate", rate_change_percent=10))
    own, quick = (gait.step(3.0, 165, rate_ratio=ratio) for ratio in (1.0, 1.1))
    less = 100 * (quick.peak_force_bw / own.peak_force_bw - 1)
    more = 100 * (quick.peaks_per_km_bw / own.peaks_per_km_bw - 1)
    assert found["peak_change_percent"] == pytest.approx(float(less)) and less < 0
    assert found["dose_change_percent"] == pytest.approx(float(more)) and more > 0
    assert abs(found["gmed_km_change_percent"]) < 3


def test_without_a_change_both_runners_are_one(explorer) -> None:
    found = explorer.values(DEFAULT)
    for row in ROWS:
        assert found[f"{row.id}_change_percent"] == pytest.approx(0, abs=1e-9)
        assert found[f"bar_{row.id}"] == pytest.approx(0, abs=1e-9)


def test_the_slope_never_enters_the_sine(explorer) -> None:
    """Claim model-not-valid-on-slopes."""
    level, down = (explorer.values(changed(kind="slope", slope_deg=deg)) for deg in (0, -9))
    for name in ("peak2_bw", "contact2_ms", "dose2_bw"):
        assert level[name] == down[name]
    assert down["impact_change_percent"] == pytest.approx(54)
    assert down["braking_change_percent"] == pytest.approx(73)


@pytest.mark.parametrize("kind", CHANGES)
def test_what_was_not_studied_shows_no_figure(explorer, kind: str) -> None:
    place = CHANGES.index(kind)
    found = explorer.values(changed(kind=kind))
    for row, known in KNOWN.items():
        shown = [found[f"{name}_{row}"] for name in ("known", "unknown")]
        assert sum(shown) == 1
        assert found[f"unknown_{row}"] == 1 - known[place]


def test_foot_position_is_silent_beyond_the_studied_strides(explorer) -> None:
    """Claim overstride-foot-position: 75 to 95 strides a minute."""
    inside = explorer.values(changed(kind="rate", rate_spm=170, rate_change_percent=10))
    beyond = explorer.values(changed(kind="rate", rate_spm=185, rate_change_percent=10))
    assert inside["known_foot"] == 1 and inside["foot_change_percent"] < 0
    assert beyond["known_foot"] == 0 and beyond["bar_foot"] == 0
    ratio = float(gait.foot_ahead_ratio(93.5, 85))
    assert inside["foot_change_percent"] == pytest.approx(100 * (ratio - 1))


def test_a_speed_beyond_the_studied_ones_is_held_and_said(explorer) -> None:
    setting = changed(kind="speed", speed_change_kmh=-3)
    assert explorer.values(setting)["speed2_m_s"] == 2.5
    assert "Studied speeds end at 9 and 20 km/h" in explorer.description(setting)
    assert "lies beyond" not in explorer.description(changed(kind="speed", speed_change_kmh=1))


@pytest.mark.parametrize("kind", CHANGES)
def test_the_place_of_the_second_runner_is_never_empty(explorer, kind: str) -> None:
    found = explorer.values(changed(kind=kind))
    shown = [name for name in ("other", "nothing", "bars") if found[f"{name}_shown"]]
    assert len(shown) == 1
    assert (shown == ["other"]) == (kind in ("rate", "speed"))


def test_the_misstep_s_bar_says_what_it_is_a_percent_of(explorer) -> None:
    row = next(row for row in ROWS if row.id == "misstep")
    assert "against no drop" in row.label
    told = next(region.text for region in explorer.regions if region.part == "row-misstep")
    assert "own formula without a drop" in told
    assert "not your active peak" in explorer.description(changed(kind="drop"))


def test_a_misstep_is_set_against_its_own_formula(explorer) -> None:
    """Claim misstep-energy-formula: at no drop it is 2.62 and not the sine's 2.47."""
    none, deep = (explorer.values(changed(kind="drop", drop_cm=cm)) for cm in (0, 20))
    assert none["misstep_times"] == pytest.approx(1)
    assert deep["misstep_bw"] == pytest.approx(5.2, rel=0.005)
    assert deep["misstep_times"] == pytest.approx(5.2 / 2.62, rel=0.01)


def test_body_mass_changes_newtons_and_nothing_else(explorer) -> None:
    light, heavy = (explorer.values(DEFAULT | {"mass_kg": kg}) for kg in (50, 100))
    assert heavy["peak_n"] == pytest.approx(2 * light["peak_n"])
    assert {n for n in light if light[n] != pytest.approx(heavy[n])} == {"mass_kg", "peak_n"}


def test_curves_and_bands_are_exact_between_their_nodes(explorer) -> None:
    setting = changed(kind="rate", rate_change_percent=-7, speed_kmh=14)
    found = explorer.values(setting)
    tables = {part.id: part for part in explorer.quantities}
    hump = np.reshape(interpolate(tables["hump_other"], found), (-1, 2))
    share = np.linspace(0, 1, len(hump))
    assert hump[:, 0] == pytest.approx(found["contact2_ms"] * share)
    assert hump[:, 1] == pytest.approx(found["peak2_bw"] * np.sin(np.pi * share), abs=1e-6)
    band = np.reshape(interpolate(tables["band_other"], found), (-1, 2))
    assert band[:, 1].max() == pytest.approx(found["peak2_high_bw"], rel=1e-6)


def test_words_never_call_it_a_joint_force(explorer) -> None:
    texts = [explorer.description(changed(kind=kind)) for kind in CHANGES]
    texts += [region.text for region in explorer.regions]
    notes = " ".join(readout.note for readout in explorer.readouts)
    assert "not the force in the joint" in notes
    assert not any("joint force" in text for text in texts)
    assert all("No study has shown" in text for text in texts[: len(CHANGES)])


def test_the_island_stays_light(explorer) -> None:
    packed = zlib.compress(json.dumps(explorer.spec()).encode(), 9)
    assert explorer.name == NAME and len(packed) < 60_000
