"""The Anki deck as a download: made when somebody first asks for it, once in a server's life."""

import asyncio
import sys
import tempfile
from pathlib import Path

from jupyter_server.utils import url_path_join
from tornado.web import HTTPError, RequestHandler

from .links import DECK_FILE

_making: list[asyncio.Task[bytes]] = []


def route(base_url: str) -> str:
    """Return the address of the deck as a route."""
    return str(url_path_join(base_url, "voila/deck", DECK_FILE.replace(".", r"\.")))


class DeckFile(RequestHandler):
    """Sends the deck; drawing its plates takes half a minute, so another process does it."""

    async def send_deck(self) -> None:
        """Finish with the deck, made now if nobody has asked before."""
        if not _making:
            _making.append(asyncio.create_task(_make()))
        try:
            data = await asyncio.shield(_making[0])
        except RuntimeError as error:
            _making.clear()
            raise HTTPError(503, str(error)) from error
        self.set_header("Content-Type", "application/octet-stream")
        self.set_header("Content-Disposition", f'attachment; filename="{DECK_FILE}"')
        self.finish(data)


async def _make() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / DECK_FILE
        command = (sys.executable, "-m", "sij.learn.deck", str(file))
        maker = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
        )
        if await maker.wait() != 0:
            raise RuntimeError("The cards could not be made: run 'make deck' to see why.")
        return file.read_bytes()
