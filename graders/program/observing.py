"""Looking at a whole program: how a model is built, what its optimizer holds, what training and evaluating it does.

Like look.py this judges nothing and answers in plain data (names, numbers, flags). It runs the user's own `step` and
`evaluate` on the user's own model, watched, and puts model, optimizer, seeds and modes back afterwards.
"""

import contextlib
from collections.abc import Callable
from typing import NamedTuple

from torch import nn

from graders import look
from graders.look import Stop, attempt, safely
from graders.program.building import obtained
from graders.program.probes import (
    look_constants,
    look_containers,
    look_eval_call,
    look_flow,
    look_moving,
    look_optimizer,
    look_stray,
    mode_matters,
    trained_round_trip,
    varied,
)
from graders.program.putting_back import put_back
from graders.program.steps import look_loop


def observe(model, inputs, target=None, optimizer=None, step=None, evaluate=None, frozen=()):
    """Everything that can be seen of one program, as one dict. ``model`` is a module, or a factory for a module or
    ``(module, optimizer)``. An exception of the user's code is data too, under "error"."""
    seen = {"class": {}, "frozen": list(frozen), "setup": [], "names": []}
    with look.as_found():
        try:
            build, model, optimizer = obtained(model, optimizer, seen)
            with put_back(model, optimizer):
                look_all(seen, build, model, inputs, target, optimizer, step, evaluate)
        except Stop as stop:
            seen.update(stop.found)
    return seen


class Probe(NamedTuple):
    """One look at a model: where its answer stands in what was seen, how it is got, and what it takes."""

    key: str
    look: Callable[[look.Subject], object]
    needs: tuple[str, ...] = ()  # what must have been seen before, "build" being a factory for twins
    alters: bool = True  # whether the model is another one afterwards, and has to be put back
    otherwise: object = None  # the answer where a need is not met; no answer if None


PROBES = (
    Probe("modes", lambda s: {name: module.training for name, module in s.model.named_modules()}, alters=False),
    Probe("stray", lambda s: look_stray(s.model), alters=False),
    Probe("containers", lambda s: look_containers(s.model), alters=False),
    Probe("tied", lambda s: look.look_ties(s.model), alters=False),
    Probe("copies", look.PROBES["copies"], alters=False),
    Probe("forward", look.PROBES["forward"]),
    Probe("gradients", lambda s: look_flow(s.model, s.inputs), needs=("forward",)),
    Probe("round_trip", lambda s: trained_round_trip(s.model, s.build, s.inputs), needs=("forward", "build")),
    Probe("dtype", lambda s: look_moving(s.model, s.inputs), needs=("forward",), alters=False),  # works on copies
    Probe("mode_matters", lambda s: safely(lambda: mode_matters(s.model, s.inputs), True)),
    Probe("eval_call", lambda s: look_eval_call(s.model)),
    Probe("constants", lambda s: look_constants(s.model, s.inputs), needs=("forward",), otherwise=[]),
)


def look_all(seen, build, model, inputs, target, optimizer, step, evaluate):
    """Every probe in turn, then training and evaluating; the answers go into ``seen``."""
    attempt("parameters", lambda: list(model.parameters()))
    if any(isinstance(p, nn.UninitializedParameter) for p in model.parameters()):
        attempt("forward", model, *inputs)
    seen.update(look.look_registry(model))
    seen["optimizer"] = look_optimizer(model, optimizer) if optimizer is not None else None
    held = {id(p) for group in optimizer.param_groups for p in group["params"]} if optimizer is not None else set()
    subject = look.Subject(model, build, lambda offset=0, dtype=None: [varied(x, offset, dtype) for x in inputs], [])
    met = {"build"} if build else set()
    for probe in PROBES:
        if met.issuperset(probe.needs):
            with put_back(model, optimizer) if probe.alters else contextlib.nullcontext():
                seen.update(answer(probe, subject))
            met |= {probe.key} & seen.keys()
        elif probe.otherwise is not None:
            seen[probe.key] = probe.otherwise
    with put_back(model, optimizer):
        look_loop(seen, model, inputs, target, optimizer, step, evaluate, held)


def answer(probe, subject):
    """What a probe adds to what was seen. An error in forward() is the program's, any other that probe's own."""
    try:
        return {probe.key: probe.look(subject)}
    except Stop as stop:
        return stop.found if probe.key == "forward" else {probe.key: stop.found}
