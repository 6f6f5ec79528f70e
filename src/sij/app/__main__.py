"""``python -m sij.app`` serves the course; ``python -m sij.app static`` writes it as files."""

import sys

from sij.app import launch, static

if __name__ == "__main__":
    words = sys.argv[1:]
    try:
        if words[:1] == ["static"]:
            static.main(words[1:])
        else:
            launch.main(words)
    except (launch.LaunchError, static.StaticError) as error:
        sys.exit(str(error))
