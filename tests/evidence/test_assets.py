from pathlib import Path

import pytest

from sij.evidence import assets


def test_finds_a_file_of_the_course():
    assert assets.path("evidence", "article.yaml").is_file()
    assert assets.path("evidence", "claims").is_dir()


def test_a_missing_file_is_named_in_one_sentence():
    with pytest.raises(FileNotFoundError, match=r"^There is no data file evidence/nothing\.yaml:"):
        assets.path("evidence", "nothing.yaml")


def test_an_installed_package_uses_its_own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = tmp_path / "site-packages" / "sij"
    (package / "_assets").mkdir(parents=True)
    monkeypatch.setattr(assets, "_PACKAGE", package)
    assets.root.cache_clear()
    try:
        assert assets.root() == package / "_assets"
    finally:
        assets.root.cache_clear()


def test_a_package_without_data_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "sij")
    assets.root.cache_clear()
    try:
        with pytest.raises(FileNotFoundError, match="install the package again"):
            assets.root()
    finally:
        assets.root.cache_clear()
