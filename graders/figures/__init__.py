"""Pictures drawn from real models: the factory, the module tree, the atlas of layers, what training moved,
which names lead to which tensors, what each use of a parameter adds to its gradient.

Each function returns a `Picture`, which shows itself when it is the last value of a cell. Marks, colours and words are
those of the parameter table; colour never stands alone. A model is left as it was found.
"""

from graders.figures.board import Board
from graders.figures.conveyor import factory
from graders.figures.memory import memory_map
from graders.figures.moved import what_moved
from graders.figures.plots import learning_curves
from graders.figures.sheet import Sheet
from graders.figures.tree import module_tree
from graders.figures.uses import use_bars
from graders.figures.zoo import atlas, atlas_slider

__all__ = [
    "Board",
    "Sheet",
    "atlas",
    "atlas_slider",
    "factory",
    "learning_curves",
    "memory_map",
    "module_tree",
    "use_bars",
    "what_moved",
]
