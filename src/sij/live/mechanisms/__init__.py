"""Chapter 4's interactives: what can load the joint, what holds it, and what was only thought."""

from .charts import measured, onset
from .gait_explorer import explorer
from .joint_closure import closure, trade_off
from .step import step_in_slow_motion
from .training_weeks import training
from .way_of_load import load_path

__all__ = [
    "closure",
    "explorer",
    "load_path",
    "measured",
    "onset",
    "step_in_slow_motion",
    "trade_off",
    "training",
]
