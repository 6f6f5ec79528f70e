"""The course inside a Jupyter server: Binder, JupyterHub, JupyterLab's preview."""

from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado.web import authenticated

from . import course
from .download import DeckFile, route
from .settings import KERNEL_CHECK_S, KERNEL_IDLE_S, announce


class StartPage(JupyterHandler):
    """Leads to the course's start page instead of Voilà's list of files."""

    def initialize(self, address: str) -> None:
        """Take the address of the start page."""
        self.address = address

    @authenticated
    def get(self) -> None:
        """Redirect to the start page."""
        self.redirect(self.address)


class LabDeckFile(DeckFile, JupyterHandler):
    """The Anki deck, for those who may use this Jupyter server."""

    @authenticated
    async def get(self) -> None:
        """Send the deck."""
        await self.send_deck()


def start_page(root: Path) -> str | None:
    """Return the start page's path below a server's root, if the course is there."""
    index = course.load().index
    return next((p for p in (index, f"notebooks/{index}") if (root / p).is_file()), None)


def load(server: Any) -> None:
    """Put our template and settings where Voilà, which loads next, looks for them.

    Parameters
    ----------
    server
        The running ``ServerApp``.
    """
    announce()
    settings = server.web_app.settings
    settings["sij_lab"] = bool(server.jpserver_extensions.get("jupyterlab"))
    _cull(server.kernel_manager)
    server.web_app.add_handlers(".*$", [(route(settings["base_url"]), LabDeckFile)])
    path = start_page(Path(server.contents_manager.root_dir).expanduser())
    if path is None:
        return
    address = url_path_join(settings["base_url"], "voila/render", path)
    routes = [url_path_join(settings["base_url"], tail) for tail in ("voila/?", "voila/tree/?")]
    handlers = [(route, StartPage, {"address": address}) for route in routes]
    server.web_app.add_handlers(".*$", handlers)


def _cull(kernels: Any) -> None:
    """End kernels that nobody has used for a while, unless the owner has said otherwise.

    Jupyter starts its culler with the first kernel, so this is early enough.
    """
    if kernels.cull_idle_timeout == 0:
        kernels.cull_interval = KERNEL_CHECK_S
        kernels.cull_idle_timeout = KERNEL_IDLE_S
