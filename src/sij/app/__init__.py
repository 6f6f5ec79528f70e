"""Where the course runs: its pages, the Voilà template and the server settings."""

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Tell Jupyter Server where the extension is; it loads before Voilà's (by name)."""
    return [{"module": "sij.app"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Give Voilà our settings inside a Jupyter server (Binder, JupyterHub, JupyterLab)."""
    from . import extension

    extension.load(server)
