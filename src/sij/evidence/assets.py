"""Where the course's data files are: the one place that knows."""

from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@lru_cache(maxsize=1)
def root() -> Path:
    """Return the folder of the course's data.

    Returns
    -------
    Path
        ``assets`` of the repository when the package runs from a checkout, else the
        copy that was packed into the wheel.

    Raises
    ------
    FileNotFoundError
        When neither folder is there.
    """
    checkout = _PACKAGE.parents[1]
    in_checkout = (checkout / "pyproject.toml").is_file() and _PACKAGE.parent.name == "src"
    found = checkout / "assets" if in_checkout else _PACKAGE / "_assets"
    if not found.is_dir():
        raise FileNotFoundError(
            f"The course data folder {found} is missing: install the package again."
        )
    return found


def path(*parts: str) -> Path:
    """Return the path of one data file, for example ``path("evidence", "article.yaml")``.

    Parameters
    ----------
    *parts
        Folder and file names below the data folder.

    Returns
    -------
    Path
        An absolute path that exists.

    Raises
    ------
    FileNotFoundError
        When there is no such file or folder.
    """
    found = root().joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(f"There is no data file {'/'.join(parts)}: check its name.")
    return found
