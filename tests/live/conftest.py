"""A page of its own for each test of the player, without the internet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page


@pytest.fixture
def page(browser: Callable[..., tuple[Page, Any]]) -> Iterator[Page]:
    """A fresh page; asking outside or an error in its console fails the test."""
    opened, seen = browser()
    yield opened
    assert seen.outside == []
    assert seen.errors == []
