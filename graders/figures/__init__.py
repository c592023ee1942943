"""Pictures drawn from real models: the factory, the module tree, the atlas of layers, what training moved.

Each function returns a `Picture`, which shows itself when it is the last value of a cell; `Board` is a picture to be
pushed. Marks, colours and words are those of the parameter table; colour never stands alone. A model is left as it was
found, but for what a press of a board does to it.
"""

from graders.figures.board import Board
from graders.figures.certificate import certificate
from graders.figures.conveyor import factory
from graders.figures.curves import curves
from graders.figures.flow import flow_bars
from graders.figures.memory import memory_map
from graders.figures.moved import what_moved
from graders.figures.paths import frozen_paths
from graders.figures.patient import patient_chart
from graders.figures.plots import learning_curves, running_means
from graders.figures.sheet import Sheet
from graders.figures.strip import grad_strip, gradients_now
from graders.figures.tree import module_tree
from graders.figures.uses import use_bars
from graders.figures.zoo import atlas, atlas_slider

__all__ = [
    "Board",
    "Sheet",
    "atlas",
    "atlas_slider",
    "certificate",
    "curves",
    "factory",
    "flow_bars",
    "frozen_paths",
    "grad_strip",
    "gradients_now",
    "learning_curves",
    "memory_map",
    "module_tree",
    "patient_chart",
    "running_means",
    "use_bars",
    "what_moved",
]
