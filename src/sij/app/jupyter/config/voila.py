"""Voilà reads this file; Jupyter gives it the config object under the name ``c``."""

from sij.app.settings import configure

configure(globals()["c"])
