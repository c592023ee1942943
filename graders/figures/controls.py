"""Buttons and switches above a picture, by ipywidgets; where no kernel runs, the picture stands alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.figures.board import Board


def live() -> bool:
    """Whether somebody can press a button: not while a notebook is executed for a grade or for its solution."""
    return not ("NBGRADER_EXECUTION" in os.environ or "GRADERS_PROGRESS" in os.environ)


def show_with_controls(board: Board) -> None:
    """Display the board's buttons and switches, and its picture below them; each press redraws the picture in place."""
    from functools import partial

    import ipywidgets as widgets
    from IPython.display import display

    wide = widgets.Layout(width="auto")
    locks: dict[str, Any] = {}

    def pressed(words: str) -> None:
        handle.update(board.press(words))
        layers = board.lockable()  # start over lets every machine go
        for name, box in locks.items():
            box.value = name in layers and not any(p.requires_grad for p in layers[name].parameters())

    def toggled(name: str, change: dict[str, Any]) -> None:
        layer = board.lockable().get(name)
        if layer is not None and change["new"] == any(p.requires_grad for p in layer.parameters()):
            pressed(f"lock {name}")

    rows = []
    if len(board.choices) > 1:
        rows.append([switch("model", list(board.choices), board.choice, pressed)])
    buttons = []
    for words in board.presses():
        style = "primary" if words.endswith(" steps") else ""
        button = widgets.Button(description=words, button_style=style, layout=wide)
        button.on_click(lambda made: pressed(made.description))
        buttons.append(button)
    rows.append(buttons)
    if len(board.measures) > 1:
        rows.append([switch("test", list(board.measures), board.measured, pressed)])
    if "mode" in board.switches:
        rows.append([switch("mode", ["train()", "eval()"], "train()" if board.model.training else "eval()", pressed)])
    if board.rest:
        rows.append([switch("mode", board.rest_words(), board.rest_words()[board.resting], pressed)])
    if "lock" in board.switches:
        for name in board.lockable():
            locks[name] = widgets.ToggleButton(description=f"lock {name}", layout=wide)
            locks[name].observe(partial(toggled, name), "value")
        rows.append(list(locks.values()))
    if "share" in board.switches and board.alike():
        names = " and ".join(name for name, _ in board.alike())
        box = widgets.ToggleButton(description=f"one set of knobs for {names}", layout=wide)
        box.observe(lambda change: pressed("share"), "value")
        rows.append([box])
    flow = widgets.Layout(flex_flow="row wrap")
    display(widgets.VBox([widgets.HBox(row, layout=flow) for row in rows]))
    handle = display(board.picture(), display_id=True)


def switch(name: str, options: list[str], chosen: str, pressed: Callable[[str], None]) -> Any:
    """A choice of one among a few."""
    import ipywidgets as widgets

    made = widgets.ToggleButtons(options=options, value=chosen, description=name)
    made.style.button_width = "auto"
    made.observe(lambda change: pressed(change["new"]), "value")
    return made
