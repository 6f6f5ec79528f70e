"""The settings of the course's server: safe, narrow, and the same in every place it runs."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Any

TEMPLATE = "sij"
KERNEL_IDLE_S = 900
KERNEL_CHECK_S = 60
CELL_FAILED = "Reload the page to try again; the other chapters work without Python."

SAFE: dict[str, object] = {
    "template": TEMPLATE,
    "theme": "light",
    "strip_sources": True,
    "show_tracebacks": False,
    "allow_template_override": "NO",
    "allow_theme_override": "NO",
    "file_allowlist": [r".*\.(png|jpg|svg|gif)"],
    "file_denylist": [r".*\.(ipynb|py)", r"(.*/)?\..*"],
    "extension_denylist": ["jupyterlab-jupytext", "jupyterlab-plotly", "jupyter-matplotlib"],
}


def shipped(name: str) -> str:
    """Return one of the folders that go on Jupyter's search paths: ``data`` or ``config``."""
    return str(Path(str(files("sij.app"))) / "jupyter" / name)


def _put_first(variable: str, folder: str) -> None:
    rest = [part for part in os.environ.get(variable, "").split(os.pathsep) if part]
    os.environ[variable] = os.pathsep.join([folder, *(part for part in rest if part != folder)])


def announce() -> None:
    """Put the shipped Voilà template and config on Jupyter's search paths of this process."""
    _put_first("JUPYTER_PATH", shipped("data"))
    _put_first("JUPYTER_CONFIG_PATH", shipped("config"))


def configure(config: Any) -> None:
    """Fill a Jupyter config object; the shipped ``voila.py`` calls this.

    Parameters
    ----------
    config
        The ``c`` of a Jupyter config file.
    """
    from . import serve

    announce()
    config.VoilaConfiguration.update(SAFE)
    config.VoilaConfiguration.prelaunch_hook = serve.prelaunch_hook
    config.VoilaConfiguration.page_config_hook = serve.page_config_hook
    config.VoilaExecutor.cell_error_instruction = CELL_FAILED
    config.MappingKernelManager.cull_idle_timeout = KERNEL_IDLE_S
    config.MappingKernelManager.cull_interval = KERNEL_CHECK_S
    config.MappingKernelManager.cull_connected = False
