"""The board: a model as a factory that you push. Every press trains the real model, and draws the numbers it then has."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

from graders.figures.controls import live, show_with_controls
from graders.figures.conveyor import draw_floor, draw_key, fitted_out, folded, in_rows, key_of, place, titles
from graders.figures.facts import facts_of
from graders.figures.floor import Floor
from graders.figures.flow import TALL, draw_pipes, flow_words, layer_gradients
from graders.figures.sheet import WIDTH, Picture, Sheet, across, listed, plural, short

SWITCHES = ("step", "digit", "lock", "share", "save", "mode", "strings", "rebuild", "flow")
STRIP, RAIL, PIXEL, BIG = 1.02, 0.26, 0.095, 22  # inches; points
MOST_BARS = 12
ROLE = "alert"  # read aloud when a new picture takes the place of the old one


class Board:
    """A model at work, to be pushed: buttons in a live notebook, a still picture everywhere else.

    Args:
        model: an nn.Module, a function that builds one (such as its class), or a dict of names and such functions,
            between which the board then offers a choice. A given module is trained in place.
        data: (x, y), tensors of the same length, to learn from.
        test: (x, y) to be measured on; the data when left out.
        switches: what can be done, of "step", "digit", "lock", "share", "save", "mode", "strings" and
            "rebuild" (a new optimizer for the model as it stands); with "flow" pipes as wide as the gradient of each
            layer are drawn in the place of the factory.
        steps: how many training steps the larger button takes.
        batch: examples in a step.
        optimizer: parameters -> an optimizer; Adam with a learning rate of 0.01 when left out.
        loss: (output, y) -> a tensor of one number.
        answer: for a model with several answers, (name, function): the part of its output that is drawn and measured,
            such as ("head A", lambda output: output[:, 0]). The loss gets the whole output.
        seed: of new models and of the batches; a press changes no random numbers but its own.
        measure: what the large number says, in the place of the share of test examples that are right: (model) -> a
            share between 0 and 1, called in the mode that the model is in where "mode" is a switch, else in eval mode.
            A dict of names and such functions, between which the board then offers a choice; one function is called by
            its name.
        rest: the name of a part, such as "features", whose mode gets a switch of its own: at rest, it stays in eval
            mode while the model trains.
        acts: buttons of your own: the words on each, and what it does to the model, (model) -> anything. The optimizer
            stays as it is.
        twin: the presses that the still picture shows one after the other, such as ["50 steps"].

    Raises:
        TypeError, ValueError: for arguments of another kind. A model that cannot be drawn or run is told in a sentence.
    """

    def __init__(
        self,
        model: nn.Module | Callable[[], nn.Module] | Mapping[str, Callable[[], nn.Module]],
        data: tuple[torch.Tensor, torch.Tensor],
        *,
        test: tuple[torch.Tensor, torch.Tensor] | None = None,
        switches: Sequence[str] = ("step",),
        steps: int = 50,
        batch: int = 50,
        optimizer: Callable[[Any], torch.optim.Optimizer] | None = None,
        loss: Callable[[torch.Tensor, torch.Tensor], torch.Tensor] = F.cross_entropy,
        answer: tuple[str, Callable[[torch.Tensor], torch.Tensor]] | None = None,
        seed: int = 0,
        measure: Callable[[nn.Module], float] | Mapping[str, Callable[[nn.Module], float]] | None = None,
        rest: str = "",
        acts: Mapping[str, Callable[[nn.Module], object]] | None = None,
        twin: Sequence[str] = (),
    ) -> None:
        self.choices = dict(model) if isinstance(model, Mapping) else {"": model}
        demand(self.choices, data, test, switches)
        if answer is not None and not (isinstance(answer, tuple) and len(answer) == 2 and callable(answer[1])):
            raise TypeError("Board expects answer as (name, function): which part of the output is measured")
        self.whose, self.part = answer or ("", lambda output: output)
        self.data, self.test, self.switches = data, test or data, tuple(switches)
        self.steps, self.batch, self.seed, self.loss = steps, batch, seed, loss
        self.optimizer_of = optimizer or (lambda parameters: torch.optim.Adam(parameters, lr=0.01))
        self.acts, self.twin = dict(acts or {}), tuple(twin)
        self.rest, self.resting = rest, False
        self.measures = measures_of(measure)
        self.measured = next(iter(self.measures), "")
        self.choice, self.digit = next(iter(self.choices)), 0
        self.first = None if not isinstance(model, nn.Module) else copy.deepcopy(model)
        self.model = model if isinstance(model, nn.Module) else self.fresh(seed)
        self.begin(f"{self.name}, {self.at_first}.")

    # What can be done; each press ends in one sentence, in self.told

    def begin(self, words: str) -> None:
        """Start to count from here: no step taken, nothing turned, a new optimizer."""
        self.taken, self.old = 0, self.values()
        self.start = self.old
        self.optimizer = self.new_optimizer()
        self.told = " ".join(filter(None, [words, self.score_words()]))

    @property
    def at_first(self) -> str:
        return "no step taken yet" if self.whose else "before any training"  # one of several answers may be trained

    def fresh(self, seed: int) -> nn.Module:
        """A new model of the present choice."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            build = self.choices[self.choice]
            return copy.deepcopy(self.first) if isinstance(build, nn.Module) else build()  # type: ignore[return-value]

    def presses(self) -> dict[str, Callable[[], None]]:
        """What the buttons do, by the words that stand on them."""
        known: dict[str, Callable[[], None]] = {}
        if "step" in self.switches:
            known |= {"1 step": partial(self.step, 1), f"{self.steps} steps": partial(self.step, self.steps)}
        if "save" in self.switches:
            known["save and load"] = self.save_and_load
        known |= {words: partial(self.act, words) for words in self.acts}
        if "rebuild" in self.switches:
            known["rebuild the optimizer"] = self.rebuild
        if "digit" in self.switches:
            known["another example"] = self.another_example
        return known | {"start over": self.start_over}

    def press(self, words: str) -> Picture:
        """Do what a button or a switch of that name does; the picture afterwards."""
        known = self.presses() | {name: partial(self.choose, name) for name in self.choices if name}
        known |= {name: partial(self.measure_by, name) for name in self.measures}
        if "lock" in self.switches:
            known |= {f"lock {name}": partial(self.lock, name) for name in self.lockable()}
        if "share" in self.switches and self.alike():
            known["share"] = self.share
        if "mode" in self.switches:
            known |= {"train()": partial(self.mode, True), "eval()": partial(self.mode, False)}
        if self.rest:
            known |= {words: partial(self.put_to_rest, words) for words in self.rest_words()}
        if words not in known:
            raise ValueError(f"this board has no {words!r}; it has {', '.join(map(repr, known))}")
        self.guarded(known[words])
        return self.picture()

    def guarded(self, act: Callable[[], object]) -> None:
        """Do something with the model; what it raises is told, not thrown."""
        try:
            act()
        except Exception as error:
            self.told = f"That did not work ({type(error).__name__}): {first_line(error)}."

    def step(self, count: int) -> None:
        """Take training steps: predict, measure the loss, compute gradients, update."""
        if self.optimizer is None:
            raise ValueError("it has no parameters, so there is nothing to train")
        self.old, before, mode = self.values(), self.score(), self.model.training
        try:
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(self.seed + 1000 + self.taken)
                self.model.train(mode if "mode" in self.switches else True)
                if self.resting:
                    self.model.get_submodule(self.rest).eval()
                for _ in range(count):
                    chosen = torch.randint(len(self.data[0]), (self.batch,))
                    loss = self.loss(self.model(self.data[0][chosen]), self.data[1][chosen])
                    self.optimizer.zero_grad()
                    loss.backward()
                    self.optimizer.step()
        finally:
            self.model.train(mode)
        self.taken += count
        changed = "" if "flow" in self.switches else f"{self.changed_words()} "  # the pipes say how much
        self.told = f"{plural(count, 'step')}. {changed}{self.score_words(before)}"

    def lock(self, name: str, locked: bool | None = None) -> None:
        """Freeze a machine or let it go: requires_grad of its own parameters."""
        layer = self.lockable()[name]
        if locked is None:
            locked = any(p.requires_grad for p in layer.parameters())
        layer.requires_grad_(not locked)
        for p in layer.parameters():
            p.grad = None
        self.old = self.values()
        self.told = f"{name} is {'locked' if locked else 'free'}: requires_grad is {not locked}."

    def share(self, shared: bool | None = None) -> None:
        """Give two machines of one kind the same parameters, or each its own again."""
        (first, one), (second, two) = self.alike()
        if shared is None:
            shared = not any(p is q for p, q in zip(one.parameters(), two.parameters()))
        for name, p in list(one.named_parameters(recurse=False)):
            setattr(two, name, p if shared else nn.Parameter(p.detach().clone()))
        self.optimizer, self.old = self.new_optimizer(), self.values()
        kept = "have one set of knobs" if shared else "have a set of knobs each"
        self.told = f"{first} and {second} {kept}. {self.score_words()}"

    def save_and_load(self) -> None:
        """Save the state_dict, build a new model, load it there; the new model takes the place of the old one."""
        before, saved = self.score(), self.model.state_dict()
        model = self.fresh(self.seed + 1)
        model.train(self.model.training)
        answer = model.load_state_dict(saved)
        self.model, self.old = model, self.values()
        self.optimizer = self.new_optimizer()
        self.told = f"Saved, and loaded into a new model: {answer}. {self.changed_words()} {self.score_words(before)}"

    def act(self, words: str) -> None:
        """Do to the model what a button of the lesson's says; the optimizer is not told."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(self.seed + 2000 + self.taken)
            self.acts[words](self.model)
        self.old = self.values()
        self.told = f"Done: {words}. The optimizer was not told. {self.score_words()}"

    def rebuild(self) -> None:
        self.optimizer, self.old = self.new_optimizer(), self.values()
        self.told = f"A new optimizer, of the parameters that the model has now. {self.score_words()}"

    def mode(self, training: bool) -> None:
        before = self.score()
        self.model.train(training)
        self.told = f"The model is in {mode_of(self.model)} mode. {self.score_words(before)}"

    def rest_words(self) -> list[str]:
        return [f"{self.rest}.train()", f"{self.rest}.eval()"]

    def put_to_rest(self, words: str) -> None:
        self.resting = words == self.rest_words()[1]
        self.told = f"From the next step on: model.train(), then {words}."

    def measure_by(self, name: str) -> None:
        before, self.measured = self.score(), name
        self.told = f"The same model, measured another way. {self.score_words(before)}"

    def another_example(self) -> None:
        self.digit = (self.digit + 1) % len(self.test[0])
        self.told = f"Test example {self.digit + 1} goes in."

    def choose(self, name: str) -> None:
        self.choice = name
        self.start_over()

    def start_over(self) -> None:
        mode, self.model = self.model.training, self.fresh(self.seed)
        if "mode" in self.switches:  # as its switch shows it
            self.model.train(mode)
        self.begin(f"A new start: {self.name}, {self.at_first}.")

    # What is measured

    @property
    def name(self) -> str:
        """What the model is called: its place among the choices, or its class."""
        return self.choice or type(self.model).__name__

    def values(self) -> dict[str, torch.Tensor]:
        """A copy of every tensor of the model, by each of its names."""
        return {name: f.tensor.detach().clone() for f in facts_of(self.model).values() if f.count for name in f.names}

    def new_optimizer(self) -> torch.optim.Optimizer | None:
        parameters = list(self.model.parameters())
        return self.optimizer_of(parameters) if parameters else None

    def lockable(self) -> dict[str, nn.Module]:
        """Layers with parameters of their own, by the names that the picture gives them."""
        layers = [(n, m) for n, m in self.model.named_modules() if any(True for _ in m.parameters(recurse=False))]
        return {called(name, type(m).__name__): m for name, m in layers}

    def alike(self) -> list[tuple[str, nn.Module]]:
        """The first two layers whose parameters have the same names and shapes, as (name, layer)."""
        layers = list(self.lockable().items())
        for n, (name, one) in enumerate(layers):
            for other, two in layers[n + 1 :]:
                if type(one) is type(two) and shapes(one) == shapes(two):
                    return [(name, one), (other, two)]
        return []

    def output(self, x: torch.Tensor) -> Any:
        """What the model makes of x, in eval mode unless its mode is the learner's to set; nothing is changed."""
        return self.looking(lambda model: model(x))

    def looking(self, look: Callable[[nn.Module], Any]) -> Any:
        """What a look at the model gives, in the mode in which it is measured; its statistics are put back."""
        mode, kept = self.model.training, [(b, b.detach().clone()) for b in self.model.buffers()]
        try:
            with torch.no_grad(), torch.random.fork_rng(devices=[]):
                torch.manual_seed(self.seed)
                self.model.train(mode if "mode" in self.switches else False)
                return look(self.model)
        finally:
            self.model.train(mode)
            with torch.no_grad():
                for buffer, value in kept:
                    buffer.copy_(value)

    def shown_answer(self) -> Any:
        """What the model makes of the example that is shown; in train mode among its neighbours, which take part then."""
        one = slice(self.digit, self.digit + 1)
        if "mode" in self.switches and self.model.training:
            return self.part(self.output(self.test[0]))[one]
        return self.part(self.output(self.test[0][one]))

    def score(self) -> float | None:
        """The share of the test examples that are classified right, or the loss where there are no classes."""
        try:
            if self.measures:
                return float(self.looking(self.measures[self.measured]))
            out = self.output(self.test[0])
            if self.classifies(part := self.part(out)):
                return (part.argmax(1) == self.test[1]).float().mean().item()
            return self.loss(out, self.test[1]).item()
        except Exception:
            return None  # the press that ran into it tells it

    def classifies(self, out: torch.Tensor) -> bool:
        return out.dim() == 2 and self.test[1].dim() == 1 and not self.test[1].is_floating_point()

    @property
    def in_percent(self) -> bool:
        return bool(self.measures) or not self.test[1].is_floating_point()

    def number(self, score: float | None) -> str:
        if score is None:
            return "?"
        return f"{100 * score:.1f} %" if self.in_percent else f"loss {score:.3g}"

    @property
    def by(self) -> str:
        return f" by {self.whose}" if self.whose else ""

    def score_words(self, before: float | None = None) -> str:
        now = self.score()
        if now is None:
            return ""
        was = f"{self.number(before)} before, now " if before is not None else ""
        what = f" of {len(self.test[0]):,} test examples right{self.by}" if self.in_percent else ""
        return f"{was}{self.number(now)}{f' right, {self.measured}' if self.measured else what}."

    def changed_words(self) -> str:
        """Which machines hold numbers that are not what they were at the last press."""
        types, names = dict(self.model.named_modules()), []
        for fact in facts_of(self.model).values():
            then, path = self.old.get(fact.names[0]), fact.names[0].rpartition(".")[0]
            if then is not None and then.shape == fact.tensor.shape and not torch.equal(then, fact.tensor.detach()):
                names.append(called(path, type(types[path]).__name__ if path in types else ""))
        names = list(dict.fromkeys(names))
        return f"Changed: {listed(names, 8)}." if names else "Nothing changed."

    # The picture

    def picture(self) -> Picture:
        """The board as it stands, as a picture with one sentence about the last press below it."""
        try:
            return self.drawn()
        except Exception as error:
            words = f"{self.name} cannot be drawn here: {first_line(error)}. {self.told}"
            return Sheet(WIDTH, 0.1).picture(words, {"told": self.told}, words, ROLE)

    def drawn(self) -> Picture:
        example = self.test[0][self.digit : self.digit + 1]
        if "flow" in self.switches:
            return self.draw_flow(example)
        floor, mode = Floor(self.model), self.model.training
        self.model.eval()
        try:
            machines = folded(floor.in_order_of_work(self.model, (example,)))
        finally:
            self.model.train(mode)
        if not machines:
            raise ValueError("it has no layer")
        data = fitted_out(floor, machines, self.old)
        out = self.shown_answer()
        score = self.score()
        data |= {"score": score, "told": self.told, "steps": self.taken}
        sheet = self.draw(machines, data, example, out)
        held = f" The optimizer holds {self.held_words(machines)}." if "strings" in self.switches else ""
        alt = (
            f"{self.name} after {plural(self.taken, 'step')} as a factory: {', '.join(' '.join(titles(m)) for m in machines)}. "
            f"{self.number(score)}.{held} {self.told}"
        )
        return sheet.picture(alt, data, self.told, ROLE)

    def draw_flow(self, example: torch.Tensor) -> Picture:
        """The board with pipes: how much of the gradient reaches each layer, and how far its weight has moved so far."""
        kept = [(b, b.detach().clone()) for b in self.model.buffers()]
        with torch.random.fork_rng(devices=[]), torch.enable_grad():
            norms = layer_gradients(self.model, self.loss(self.model(self.data[0][:128]), self.data[1][:128]))
        for buffer, value in kept:
            buffer.data.copy_(value)
        now, moved = dict(self.model.named_parameters()), {}
        for name in norms:
            then = self.start[f"{name}.weight"]
            moved[name] = ((now[f"{name}.weight"].detach() - then).norm() / then.norm()).item()
        score, words = self.score(), flow_words(norms, moved)
        sheet = Sheet(WIDTH, STRIP + 0.1 + TALL + 0.85)
        self.draw_strip(sheet, example, self.shown_answer(), score)
        draw_pipes(sheet, STRIP + 0.1, norms, moved)
        told = f"{self.told} {words}"
        alt = f"{self.name} after {plural(self.taken, 'step')}: pipes as wide as the logarithm of the gradient. {told}"
        return sheet.picture(alt, {"norms": norms, "moved": moved, "score": score, "told": told}, told, ROLE)

    def held(self, machine: Any) -> str:
        """Whether the optimizer holds all, some or none of a machine's parameters; "" for a machine without any."""
        inside = {id(p) for group in self.optimizer.param_groups for p in group["params"]} if self.optimizer else set()
        knobs = [id(fact.tensor) in inside for fact in machine.facts if fact.kind != "buffer"]
        return "" if not knobs else "all" if all(knobs) else "some" if any(knobs) else "none"

    def held_words(self, machines: Sequence[Any]) -> str:
        held = [titles(m)[0] for m in machines if self.held(m) in ("all", "some")]
        return listed(held) if held else "nothing"

    def draw(self, machines: Any, data: Any, example: torch.Tensor, out: torch.Tensor) -> Sheet:
        for number, m in enumerate(machines):
            m.number = number
        rows, links, strings = in_rows(machines, True), data["links"], "strings" in self.switches
        lanes, y = place(rows, links, STRIP + 0.12, True, RAIL * strings)
        keys, notes = key_of(machines, data, WIDTH - 0.4, True)
        sheet = Sheet(WIDTH, y + 0.24 * (len(keys) + len(notes)))
        self.draw_strip(sheet, example, out, data["score"])
        draw_floor(sheet, machines, rows, links, lanes, True)
        if strings:
            for row in rows:
                draw_strings(sheet, row, [self.held(m) for m in row], row is rows[0])
        draw_key(sheet, y, keys, notes)
        return sheet

    def draw_strip(self, sheet: Sheet, example: torch.Tensor, out: torch.Tensor, score: float | None) -> None:
        """What goes in, what comes out, and how good it is so far."""
        x, side = 0.22, tile_side(example)
        if side:
            draw_tile(sheet, x, 0.12, example.detach().double().reshape(side, side))
            x += side * PIXEL + 0.1
            sheet.line([x, x + 0.2], [0.5, 0.5], "mid", 1.8)
            sheet.arrowhead(x + 0.3, 0.5, "mid")
            x += 0.45
        if self.classifies(out) and out.shape[1] <= MOST_BARS:
            x = draw_bars(sheet, x, out[0].double().softmax(0).tolist(), int(self.test[1][self.digit]))
        else:
            sheet.text(x, 0.5, f"in {across(tuple(example.shape))}, out {across(tuple(out.shape))}")
        right = WIDTH - 0.22
        mode = f", {mode_of(self.model)}" if "mode" in self.switches else ""
        mode += f", {self.rest}.eval()" * self.resting
        steps = f"{plural(self.taken, 'step')}{mode}"
        sheet.text(right, 0.24, f"{short(self.name, 2.2, bold=True)}, {steps}", bold=True, ha="right")
        sheet.text(right, 0.6, self.number(score), ha="right", size=BIG, bold=True)
        what = f"of the test examples right{self.by}" if self.classifies(out) else "on the test examples"
        sheet.text(right, 0.9, f"right, {short(self.measured, 2.2)}" if self.measured else what, ha="right")

    # Showing

    def still(self) -> list[Picture]:
        """The board without a kernel: the picture as it stands, and one after each press of ``twin``."""
        pictures = [self.picture(), *map(self.press, self.twin)]
        if self.twin:
            self.start_over()
        return pictures

    def _ipython_display_(self) -> None:
        from IPython.display import display

        if live():
            show_with_controls(self)
        else:
            for picture in self.still():
                display(picture)


def demand(choices: Mapping[str, Any], data: Any, test: Any, switches: Any) -> None:
    """Raise what is wrong with the arguments of a board."""
    for build in choices.values():
        if not (isinstance(build, nn.Module) or callable(build)):
            raise TypeError(f"Board expects an nn.Module, or a function that builds one, not {type(build).__name__}")
        if isinstance(build, nn.Module) and len(choices) > 1:
            raise TypeError("Board expects functions that build the models to choose from, such as their classes")
    for pair in (data, test or data):
        if not (isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(t, torch.Tensor) for t in pair)):
            raise TypeError("Board expects data and test as (x, y), two tensors")
        if len(pair[0]) != len(pair[1]) or not len(pair[0]):
            raise ValueError(
                f"x and y have {len(pair[0])} and {len(pair[1])} examples: they belong together, one by one"
            )
    unknown = [switch for switch in switches if switch not in SWITCHES]
    if unknown:
        raise ValueError(f"Board has no switch {unknown[0]!r}; it has {', '.join(SWITCHES)}")
    if "save" in switches and any(isinstance(build, nn.Module) for build in choices.values()):
        raise ValueError("save and load needs a function that builds a new model, such as its class, not a module")


def measures_of(measure: Any) -> dict[str, Callable[[nn.Module], float]]:
    """Functions that measure a model, by the words that stand for them."""
    if measure is None or isinstance(measure, Mapping):
        return dict(measure or {})
    return {getattr(measure, "__name__", "measured").replace("_", " "): measure}


def mode_of(model: nn.Module) -> str:
    return "train()" if model.training else "eval()"


def called(path: str, kind: str) -> str:
    """What a machine is called in a sentence: its name, or its type where the name is only a number."""
    return f"{kind} ({path})" if path.isdigit() else path or kind


def first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def shapes(layer: nn.Module) -> list[tuple[str, tuple[int, ...]]]:
    return [(name, tuple(p.shape)) for name, p in layer.named_parameters()]


def tile_side(example: torch.Tensor) -> int:
    """The side of an example that is a small square picture of one channel, or 0."""
    side = math.isqrt(example.numel())
    flat = example.dim() == 2 or (example.dim() == 4 and example.shape[1] == 1) or example.dim() == 3
    return side if flat and side * side == example.numel() and 4 <= side <= 9 and example.is_floating_point() else 0


def draw_tile(sheet: Sheet, x: float, y: float, values: torch.Tensor) -> None:
    """A small picture: the darker a pixel on a light page, the larger its number."""
    low, high = values.min().item(), values.max().item()
    side = len(values)
    sheet.box(x, y, side * PIXEL, side * PIXEL, 0.02, "paper", "mid", 1, z=1)
    for row in range(side):
        for column in range(side):
            strength = (values[row, column].item() - low) / ((high - low) or 1)
            if strength > 0.04:
                place = x + column * PIXEL, y + row * PIXEL, PIXEL, PIXEL
                sheet.box(*place, 0, "ink", z=2, strength=strength)


def draw_bars(sheet: Sheet, x: float, shares: Sequence[float], right: int) -> float:
    """A bar for each class, as high as the model is sure of it; the true class has a mark below. Where they end."""
    foot, room, wide = 0.74, 0.6, 0.2
    best = max(range(len(shares)), key=shares.__getitem__)
    for n, share in enumerate(shares):
        left = x + wide * n
        sheet.box(left + 0.02, foot - room, wide - 0.04, room, 0, "soft", z=1)
        height = room * share
        sheet.box(left + 0.02, foot - height, wide - 0.04, height, 0, "trained" if n == best else "mid", z=2)
        sheet.text(left + wide / 2, foot + 0.12, str(n), ha="center", bold=n == right)
        if n == right:
            sheet.line([left + 0.03, left + wide - 0.03], [foot + 0.23] * 2, "ink", 2)
    return x + wide * len(shares)


def draw_strings(sheet: Sheet, row: Sequence[Any], held: Sequence[str], first: bool) -> None:
    """The optimizer's hand above a row of machines, with a string to each machine whose knobs it can turn."""
    level = row[0].belt - max(m.height for m in row) - 0.16
    tied = [m for m, h in zip(row, held) if h in ("all", "some")]
    ends = [row[0].x, (tied[-1].x + tied[-1].width / 2) if tied else row[0].x + 0.9]
    sheet.line([ends[0], max(ends[1], row[0].x + 0.9)], [level, level], "ink", 2.4, z=1)
    if first:
        sheet.text(ends[0], level - 0.11, "optimizer")
    for m, h in zip(row, held):
        if h in ("all", "some"):
            x = m.x + m.width / 2
            sheet.line([x, x], [level, m.belt - m.height], "ink", 1.6, "" if h == "all" else "3 3", z=1)
            sheet.disc(x, m.belt - m.height, 0.045, "ink", z=6)
