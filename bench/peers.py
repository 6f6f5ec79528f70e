"""The notebook that the player is compared with: `interact` and matplotlib, same picture."""

from pathlib import Path

import nbformat

SOURCE = '''import warnings

import matplotlib.pyplot as plt
from IPython.display import display
from ipywidgets import FloatSlider, interact
from matplotlib.transforms import Affine2D, TransformedPath
from sij.figures.pelvis_lateral import lateral_figure, point_mm
from sij.figures import style

warnings.simplefilter("ignore")
figure = lateral_figure("wide").figure
axes = figure.axes[0]
plt.close("all")
turn = Affine2D()
moving = turn + axes.transData
for part in axes.get_children():
    name = part.get_gid() or ""
    if name.startswith("sacrum-") and not name.startswith("sacrum-ghost"):
        clip = part.get_clip_path()
        part.set_transform(moving)
        if clip is not None:
            part.set_clip_path(TransformedPath(clip._path, moving))


def show(nutation_deg):
    """Turn the sacrum and draw the figure again; the figure itself is built only once."""
    turn.clear().rotate_deg_around(*point_mm("joint_centre"), -nutation_deg)
    with style.figure_style():
        display(figure)


interact(show, nutation_deg=FloatSlider(value=2.5, min=-6, max=6, step=0.1));'''
FILE = "interact.ipynb"


def write(folder: Path) -> None:
    """Write the notebook into a folder."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [nbformat.v4.new_code_cell(SOURCE)]
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / FILE)
