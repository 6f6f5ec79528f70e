"""Start the course as a stand-alone Voilà: what ``make app`` runs."""

import argparse
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jupyter_server.utils import url_path_join
from tornado.web import RequestHandler

from . import pages
from .download import DeckFile, route
from .extension import start_page
from .links import Place
from .settings import announce


class LaunchError(Exception):
    """One plain sentence on why the course did not start, and what to do."""


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser("python -m sij.app", description="Open the course as pages.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8866, help="port to listen on")
    parser.add_argument("--notebooks", type=Path, default=None, help="folder of the notebooks")
    parser.add_argument("--base-url", default="/", help="prefix of every address")
    return parser.parse_args(arguments)


def notebooks_folder(given: Path | None) -> Path:
    """Return the folder of the notebooks: the one given, or ``notebooks`` of the repository.

    Raises
    ------
    LaunchError
        When there is no such folder.
    """
    here = (Path.cwd(), Path(__file__).resolve().parents[3])
    candidates = [given] if given else [folder / "notebooks" for folder in here]
    found = next((folder for folder in candidates if folder.is_dir()), None)
    if found is None:
        raise LaunchError(
            f"There is no folder {candidates[0]}: run this from the course's folder, "
            "or name the notebooks with --notebooks."
        )
    return found.resolve()


def check_port(host: str, port: int) -> None:
    """Make sure that nobody else listens there.

    Raises
    ------
    LaunchError
        When the port is taken or the address is not this computer's.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except (OSError, OverflowError) as error:
        raise LaunchError(
            f"Port {port} on {host} cannot be used, perhaps another program has it: "
            f"choose another, for example make app PORT={port + 1}."
        ) from error


class _ToStart(RequestHandler):
    def initialize(self, address: str) -> None:
        self.address = address

    def get(self) -> None:
        self.redirect(self.address)


class _OpenDeckFile(DeckFile):
    async def get(self) -> None:
        await self.send_deck()


class _NotFound(RequestHandler):
    def initialize(self, base_url: str) -> None:
        self.base_url = base_url

    def get(self) -> None:
        self.set_status(404)
        self.finish(pages.not_found(Place("app", self.base_url)))


def application(folder: Path) -> Any:
    """Return a Voilà whose start page is the course's and whose 404 page is ours."""
    # Imported late: Voilà reads Jupyter's search paths while it loads.
    announce()
    from voila.app import Voila

    class CourseApp(Voila):  # type: ignore[misc]
        name = "voila"

        def init_handlers(self) -> list[Any]:
            start = start_page(folder)
            address = url_path_join(self.base_url, "voila/render", start or "")
            to_start = [(self.server_url, _ToStart, {"address": address})] if start else []
            lost = [(".*", _NotFound, {"base_url": self.base_url})]
            cards = [(route(self.base_url), _OpenDeckFile)]
            return [*to_start, *cards, *super().init_handlers(), *lost]

        def listen(self) -> None:
            print(f"The course is at {self.display_url} (stop it with Ctrl-C)", flush=True)
            super().listen()

    return CourseApp


def main(arguments: Sequence[str] | None = None) -> None:
    """Start the course and serve it until it is stopped.

    Raises
    ------
    LaunchError
        When the folder is missing or the port is taken.
    """
    given = parse(arguments)
    folder = notebooks_folder(given.notebooks)
    check_port(given.host, given.port)
    options = {
        "ip": given.host,
        "port": given.port,
        "port_retries": 0,
        "base_url": given.base_url,
        "open_browser": False,
        "Application.log_level": "WARN",
    }
    argv = [f"--{_trait(name)}={value}" for name, value in options.items()]
    application(folder).launch_instance(argv=[str(folder), *argv])


def _trait(name: str) -> str:
    return name if "." in name else f"Voila.{name}"
