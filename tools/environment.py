"""Write environment.yml (conda, Binder, Windows) from requirements.lock, so that pins agree.

usage: python tools/environment.py [--check]
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = "3.12"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)\s*(?:;\s*(?P<when>[^\\]+))?")
HEAD = """\
# Written by `make lock` from requirements.lock: do not edit by hand.
# Python is pinned because Binder would otherwise choose an old one. The pip list is flat and
# names no file of this repository, so Binder can reuse the built environment between commits.
name: sij
channels:
  - conda-forge
dependencies:
  - python={python}
  - pip
  - pip:
"""


def pins(lock: str) -> list[str]:
    """Return the requirement lines of a lock file, without hashes, in the file's order.

    Parameters
    ----------
    lock
        Text of a lock file: ``name==version ; marker`` lines, hashes on lines of their own.

    Returns
    -------
    list of str
        For example ``["numpy==2.4.6", "appnope==1.0.0 ; sys_platform == 'darwin'"]``.
    """
    found = (PIN.match(line) for line in lock.splitlines())
    return [_requirement(match) for match in found if match]


def _requirement(match: re.Match[str]) -> str:
    pin = f"{match['name']}=={match['version']}"
    return f"{pin} ; {match['when'].strip()}" if match["when"] else pin


def environment(lock: str) -> str:
    """Return the text of environment.yml for one lock file's text."""
    lines = (f'      - "{pin}"' for pin in pins(lock))
    return HEAD.format(python=PYTHON) + "\n".join(lines) + "\n"


def main() -> int:
    """Write the file, or with ``--check`` fail when it is not up to date."""
    target = ROOT / "environment.yml"
    text = environment((ROOT / "requirements.lock").read_text("utf-8"))
    if "--check" in sys.argv[1:]:
        if target.read_text("utf-8") == text:
            return 0
        print("environment.yml does not match requirements.lock: run 'make lock'.", file=sys.stderr)
        return 1
    target.write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
