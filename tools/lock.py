"""Renew requirements.lock, requirements-dev.lock and environment.yml from pyproject.toml.

usage: python tools/lock.py [--upgrade]

Without ``--upgrade`` the versions that are locked now are kept where they still fit. The locks
hold for Linux, macOS and Windows and for every supported Python, name no package host and carry
a hash for every file.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOWEST_PYTHON = "3.11"
COMMON = (
    "--universal",
    "--fork-strategy=fewest",
    f"--python-version={LOWEST_PYTHON}",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
)


def compile_lock(target: str, *extra: str) -> None:
    """Write one lock file.

    Raises
    ------
    SystemExit
        When no set of versions fits or the package index cannot be reached.
    """
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml"]
    command += [*COMMON, *extra, "--group=build", f"--output-file={target}"]
    if subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode:
        sys.exit(f"{target} could not be renewed: read the message above, mend it, try again.")


def main() -> int:
    """Renew everything; the runtime lock takes its versions from the maintainers' lock."""
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    compile_lock("requirements-dev.lock", "--extra=dev", *upgrade)
    compile_lock("requirements.lock", "--constraints=requirements-dev.lock", *upgrade)
    subprocess.run([sys.executable, "tools/environment.py"], cwd=ROOT, check=True)
    print("Locks renewed: look at the difference, then run 'make test'.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
