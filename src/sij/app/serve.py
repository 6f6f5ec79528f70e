"""Answer pages from stored outputs inside Voilà, before it starts any kernel."""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup
from tornado.web import Finish

from . import course, pages
from .links import Place
from .markdown import with_pictures
from .settings import TEMPLATE

_KEPT_PAGES = 64


@dataclass(frozen=True)
class Answer:
    """A finished page, plain and compressed."""

    plain: bytes
    zipped: bytes


def notebook_path(handler: Any) -> str:
    """Return the requested notebook's path below the server's root."""
    if handler.notebook_path:
        return str(handler.notebook_path)
    return unquote(str(handler.path_args[0])).strip("/")


def server_root(handler: Any) -> Path:
    """Return the folder that the server shows."""
    return Path(handler.contents_manager.root_dir).expanduser()


def place_of(base_url: str, folder: str, settings: Mapping[str, Any]) -> Place:
    """Return where the pages of a server's course folder are shown."""
    return Place("app", base_url, folder, bool(settings.get("sij_lab")), cards=True)


def is_live(notebook: Mapping[str, Any], file: str) -> bool:
    """Tell whether a notebook asks for a kernel: by its place or its own metadata."""
    own = notebook["metadata"].get("sij", {})
    return bool(own.get("live")) or course.kind(file) == "live" or file.startswith("live/")


def prelaunch_hook(handler: Any, notebook: Any, cwd: str) -> Any:
    """Answer with a cached page and finish, or leave the request to Voilà.

    Parameters
    ----------
    handler
        Voilà's request handler.
    notebook
        The parsed notebook.
    cwd
        Its folder; unused, since Voilà gives it relative to the server's root.

    Returns
    -------
    notebook or None
        None leaves the request to Voilà as it was (another template, a notebook that is no page
        of the course); for a live page the top of the page has been sent and the notebook
        carries the rest.

    Raises
    ------
    tornado.web.Finish
        When the page has been answered, so that no kernel starts.
    """
    found = course.locate(notebook_path(handler))
    if handler.voila_configuration.template != TEMPLATE:
        return None
    if found is None or is_live(notebook, found[1]):
        return _start_live(handler, notebook, found)
    folder, file = found
    path = server_root(handler) / notebook_path(handler)
    _send(handler, answer(path, file, place_of(handler.base_url, folder, handler.settings)))
    raise Finish


def _send(handler: Any, page: Answer) -> None:
    for name in ("Pragma", "Expires"):
        handler.clear_header(name)
    handler.set_header("Cache-Control", "no-cache")
    handler.set_header("Vary", "Accept-Encoding")
    handler.set_header("Content-Type", "text/html; charset=utf-8")
    wants_zip = "gzip" in handler.request.headers.get("Accept-Encoding", "")
    if wants_zip:
        handler.set_header("Content-Encoding", "gzip")
    # Tornado adds the ETag and turns a match into "304 Not Modified".
    handler.finish(page.zipped if wants_zip else page.plain)


def answer(path: Path, file: str, place: Place) -> Answer:
    """Return the page of a notebook file, made once for each state of its content.

    Parameters
    ----------
    path
        The notebook on disk.
    file
        Its name in the course.
    place
        Where the page is shown; other base URLs have other links.
    """
    stamp = hashlib.sha256(path.read_bytes()).hexdigest()
    return _made(path, file, place, stamp, _pictures_stamp(path.parent))


def _pictures_stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    """Return what tells whether a picture beside the notebooks has changed."""
    found = (p for kind in ("png", "jpg", "svg", "gif") for p in folder.rglob(f"*.{kind}"))
    return tuple(sorted((str(p), p.stat().st_mtime_ns) for p in found))


@lru_cache(maxsize=_KEPT_PAGES)
def _made(path: Path, file: str, place: Place, stamp: str, pictures: object) -> Answer:
    html = pages.page(pages.read(path), file, place, path.parent).encode()
    return Answer(html, gzip.compress(html, 6, mtime=0))


def _start_live(handler: Any, notebook: Any, found: tuple[str, str] | None) -> Any:
    """Send the top of the page now: starting a kernel takes a second or more."""
    folder, file = found or ("", notebook_path(handler))
    place = place_of(handler.base_url, folder, handler.settings)
    title = next((_heading(c) for c in notebook.cells if _heading(c)), Path(file).stem)
    top, end = pages.live_frame(title, file, place)
    handler.write(top)
    handler.flush()
    inline_pictures(notebook, (server_root(handler) / notebook_path(handler)).parent)
    notebook.metadata["sij_end"] = end
    return notebook


def inline_pictures(notebook: Any, folder: Path) -> None:
    """Turn the Markdown pictures of a notebook into HTML that needs no further file, in place.

    Voilà's own way asks the contents manager, which hangs the page inside a Jupyter server.
    """
    for cell in notebook.cells:
        if cell["cell_type"] == "markdown":
            cell["source"] = with_pictures(cell["source"], folder)


def _heading(cell: Mapping[str, Any]) -> str:
    first = str(cell["source"]).lstrip().splitlines()[:1]
    return first[0][2:].strip() if first and first[0].startswith("# ") else ""


def page_config_hook(page_config: dict[str, Any], **given: Any) -> dict[str, Any]:
    """Teach Voilà's error pages our look and keep its pages from asking the internet for MathJax.

    Voilà calls it before a notebook is even looked for.
    """
    environment = given["settings"]["voila_jinja2_env"]
    environment.globals["sij_not_found"] = _not_found(given["base_url"], given["notebook_path"])
    if given["voila_configuration"].template == TEMPLATE:
        page_config["fullMathjaxUrl"] = ""
    return page_config


def _not_found(base_url: str, path: str) -> Callable[[], Markup]:
    # Beside the notebooks folder of a repository, links need that folder in front.
    folder = "notebooks" if path.startswith("notebooks/") else ""
    return lambda: Markup(pages.not_found(Place("app", base_url, folder)))
