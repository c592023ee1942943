

from graders.figures.board import Board
from graders.figures.conveyor import factory
from graders.figures.memory import memory_map
from graders.figures.moved import what_moved
from graders.figures.plots import learning_curves
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
    "factory",
    "grad_strip",
    "gradients_now",
    "learning_curves",
    "memory_map",
    "module_tree",
    "use_bars",
    "what_moved",
]
