"""How long a model takes for a whole grid of settings."""

import time
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser
from table import Row, row

from sij.models import gait

POINTS = 100


def measure(browser: Browser, notebooks: Path, quick: bool) -> list[Row]:
    """One step of the gait model on a grid of 100 speeds by 100 step rates."""
    speeds, ratios = np.linspace(2.5, 6.67, POINTS)[:, None], np.linspace(0.74, 1.36, POINTS)
    gait.step(speeds, 165, rate_ratio=ratios)
    took = [_once(speeds, ratios) for _ in range(7 if quick else 40)]
    return [row("gait model, 10 000 settings", "ms", took, budget=50)]


def _once(speeds: np.ndarray, ratios: np.ndarray) -> float:
    start = time.perf_counter()
    found = gait.step(speeds, 165, rate_ratio=ratios)
    gait.misstep_peak_bw(found, 0.1)
    return 1e3 * (time.perf_counter() - start)
