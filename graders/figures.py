"""Pictures drawn from real models: the factory, the module tree, the atlas of layers, what training moved.

Each function returns a `Picture`, which shows itself when it is the last value of a cell. Marks, colours and words are
those of the parameter table; colour never stands alone. A model is left as it was found.
"""

import base64
import contextlib
import functools
import io
import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import torch
from torch import nn
from torch.nn.modules import module as hooks
from torch.nn.parameter import UninitializedTensorMixin  # type: ignore[attr-defined]  # public in the docs alone
from torch.nn.utils.parametrize import is_parametrized
from torch.overrides import TorchFunctionMode

from graders import look
from graders.marks import COLOURS, MARKS

INK, FAINT = "#222222", "#DDDDDD"
# Inches and points. A notebook in a window of 900 pixels shows 7.5 inches, so that no text gets smaller than 10 points.
WIDTH, FONT, SCALE = 7.5, 10.4, 2
STYLE = {"font.size": FONT, "font.family": "DejaVu Sans", "hatch.linewidth": 0.6, "svg.hashsalt": "graders"}
LOOKS = {  # how an area of each kind is filled, to be told apart in grey too
    "trained": {"fc": COLOURS["trained"], "ec": COLOURS["trained"]},
    "frozen": {"fc": "#EEEEEE", "ec": COLOURS["frozen"], "hatch": "////"},
    "buffer": {"fc": "#FBE3B5", "ec": COLOURS["buffer"], "hatch": ".."},
}
WORDS = {
    "trained": "trained",
    "frozen": "frozen",
    "buffer": "in buffers",
    "invisible": "invisible to PyTorch",
    "shared": "shared",
    "none": "nothing to learn",
}


class Picture:
    """A PNG with the sentences that it states (``alt``) and the numbers that it shows (``data``)."""

    def __init__(self, png, size, alt, data, texts):
        self.png, self.size, self.alt, self.data = png, size, alt, data
        self.texts = texts  # every text with its box in pixels, for the tests: nothing may overlap or be cut

    def __repr__(self):
        return self.alt

    def _repr_mimebundle_(self, include=None, exclude=None):
        shown = {"image/png": base64.b64encode(self.png).decode(), "text/plain": self.alt}
        # unconfined: in a narrow window JupyterLab scrolls the picture and does not shrink its text
        width, height = self.size
        return shown, {"image/png": {"alt": self.alt, "width": width, "height": height, "unconfined": True}}


# What a model holds ---------------------------------------------------------------------------------------------------


@dataclass
class Fact:
    """One tensor object: all its names, and its kind (trained, frozen, buffer, invisible)."""

    names: list
    kind: str
    tensor: torch.Tensor

    @property
    def count(self):
        return None if isinstance(self.tensor, UninitializedTensorMixin) else self.tensor.numel()


# Where a thing sits that PyTorch does not see, in the words of a picture; look.hidden_things knows the places.
PLACES = {
    "attribute": "a plain attribute",
    "class": "a class attribute",
    "object": "in a helper object",
    "closure": "a variable around its methods",
    "global": "a global variable",
} | {kind.__name__: f"in a {kind.__name__}" for kind in look.CONTAINERS}


def facts_of(model):
    """Every tensor of the model by id, hidden ones too, in the order of its modules."""
    facts, unseen = {}, list(look.hidden_things(model))

    def add(name, tensor, kind):
        facts.setdefault(id(tensor), Fact([], kind, tensor)).names.append(name)

    for prefix, module in model.named_modules(remove_duplicate=False):
        for name, tensor in [*module._parameters.items(), *module._buffers.items()]:
            if tensor is not None:
                kind = "buffer" if name in module._buffers else "trained" if tensor.requires_grad else "frozen"
                add(f"{prefix}.{name}" if prefix else name, tensor, kind)
        for path, thing in [(found.path, found.value) for found in unseen if found.module == prefix]:
            inside = [(path, thing)]
            if isinstance(thing, nn.Module):
                inside = [(f"{path}.{n}", t) for n, t in [*thing.named_parameters(), *thing.named_buffers()]]
            for name, tensor in inside:
                if id(tensor) not in facts:
                    add(name, tensor, "invisible")
    return facts


def demand_module(model, function):
    look.refuse_while_looking(f"figures.{function}")
    if not isinstance(model, nn.Module):
        hint = "; give an object of the class, such as Net()" if isinstance(model, type) else ""
        raise TypeError(f"{function} expects an nn.Module, not {type(model).__name__}{hint}")


def earlier(model, before):
    """Name -> tensor of an earlier moment, from a copy of the model or of its state_dict."""
    if isinstance(before, nn.Module):
        old = {name: fact.tensor for fact in facts_of(before).values() for name in fact.names}
    elif isinstance(before, Mapping):
        old = {name: value for name, value in before.items() if isinstance(value, torch.Tensor)}
    else:
        raise TypeError(f"before is a copy of the model, or of its state_dict(), not {type(before).__name__}")
    old = {name: tensor for name, tensor in old.items() if not isinstance(tensor, UninitializedTensorMixin)}
    for fact in facts_of(model).values():
        then = old.get(fact.names[0]) if fact.kind == "trained" and fact.count else None
        if then is not None and not then.is_meta and then.data_ptr() == fact.tensor.data_ptr():
            raise ValueError(
                "before shares its memory with the model, so it moves along with it: "
                "take before = copy.deepcopy(model), before training"
            )
    return old


# A sheet of paper, measured in inches from its upper left corner ------------------------------------------------------


@contextlib.contextmanager
def style():
    import matplotlib.style

    with matplotlib.style.context(["default", STYLE]):
        yield


@functools.cache
def wide(text, mono=False, bold=False, size=FONT):
    """The width of a text in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(
        family="DejaVu Sans Mono" if mono else "DejaVu Sans", weight="bold" if bold else "normal", size=size
    )
    return text_to_path.get_text_width_height_descent(text, font, False)[0] / 72


def short(text, room, mono=False, bold=False, keep="end"):
    """The text, or as much of its end (or start) as fits into ``room`` inches."""
    cut = text
    while wide(cut, mono, bold) > room and len(cut) > 2:
        text = text[1:] if keep == "end" else text[:-1]
        cut = f"…{text}" if keep == "end" else f"{text}…"
    return cut


def length(parts):
    """How many inches marks with their words take in one line."""
    return sum(0.38 + wide(words) for _, words in parts) - 0.2


def lines_of(parts, room):
    """Marks with their words in as few lines as fit into ``room``."""
    lines = [[]]
    for part in parts:
        if lines[-1] and length([*lines[-1], part]) > room:
            lines.append([])
        lines[-1].append(part)
    return lines


class Sheet:
    def __init__(self, width, height):
        from matplotlib.figure import Figure

        self.width, self.height, self.said = width, height, []
        self.figure = Figure(figsize=(width, height), dpi=96 * SCALE, facecolor="white")
        self.axes = self.figure.add_axes([0, 0, 1, 1])
        self.axes.set(xlim=(0, width), ylim=(height, 0))
        self.axes.set_autoscale_on(False)
        self.axes.axis("off")

    def text(self, x, y, text, mono=False, bold=False, **options):
        options = {"color": INK, "va": "center", "zorder": 8, **options}
        font = {"family": "DejaVu Sans Mono" if mono else "DejaVu Sans", "weight": "bold" if bold else "normal"}
        self.said.append(self.axes.text(x, y, text, **font, **options))

    def mark(self, x, y, kind):
        size = {"shared": 14, "none": 13}.get(kind, 11.5)
        self.text(x, y, MARKS[kind], color=COLOURS[kind], ha="center", size=size, bold=kind in ("none", "invisible"))

    def parts(self, x, y, parts):
        """Marks, each with its words beside it."""
        for kind, words in parts:
            self.mark(x + 0.06, y, kind)
            self.text(x + 0.18, y, words)
            x += length([(kind, words)]) + 0.2

    def line(self, xs, ys, colour=INK, width=1.0, **options):
        self.axes.plot(xs, ys, color=colour, lw=width, **options)

    def arrowhead(self, x, y, colour):
        self.axes.fill([x, x - 0.09, x - 0.09], [y, y - 0.06, y + 0.06], fc=colour, ec=colour, zorder=6)

    def box(self, x, y, width, height, radius=0.06, **options):
        from matplotlib.patches import FancyBboxPatch

        shape = f"round,pad=0,rounding_size={radius}"
        self.axes.add_artist(FancyBboxPatch((x, y), width, height, boxstyle=shape, **options))

    def disc(self, x, y, radius, **options):
        from matplotlib.patches import Circle

        self.axes.add_artist(Circle((x, y), radius, **options))

    def half_disc(self, x, y, radius, **options):
        from matplotlib.patches import Wedge

        self.axes.add_artist(Wedge((x, y), radius, 180, 360, **options))

    def padlock(self, x, y, size=0.17):
        """A closed padlock with its lower left corner at (x, y)."""
        from matplotlib.patches import Arc

        shackle = (x + size / 2, y - 0.6 * size), 0.62 * size, 0.85 * size
        self.axes.add_artist(Arc(*shackle, theta1=180, theta2=360, lw=1.8, ec=COLOURS["frozen"], zorder=6))
        self.box(x, y - 0.6 * size, size, 0.6 * size, 0.02, fc=COLOURS["frozen"], ec="none", zorder=7)
        self.disc(x + size / 2, y - 0.32 * size, 0.1 * size, fc="white", ec="none", zorder=8)

    def picture(self, alt, data):
        import numpy as np
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from PIL import Image

        canvas, file = FigureCanvasAgg(self.figure), io.BytesIO()
        canvas.draw()
        # A palette is plenty here and makes the file, which is kept in the solutions, a third as large.
        image = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3])
        image = image.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        image.putpalette([255 if value > 250 else value for value in image.getpalette()])  # white stays white
        image.save(file, "PNG")
        boxes = [(artist.get_text(), artist.get_window_extent().extents / SCALE) for artist in self.said]
        size = round(96 * self.width), round(96 * self.height)
        return Picture(file.getvalue(), size, alt, data, [(text, *box.tolist()) for text, box in boxes])


def across(shape):
    return "?" if shape is None else " × ".join(map(str, shape)) or "1 number"


def numbers(count):
    return "no numbers yet" if count is None else "1 number" if count == 1 else f"{count:,} numbers"


# The factory: what runs -----------------------------------------------------------------------------------------------


@dataclass(eq=False)
class Machine:
    """A layer, or a plain function, at work: the tensors that it uses, and the shapes of what goes in and comes out."""

    name: str
    type: str
    facts: list
    layer: object = None
    taken: tuple | None = None
    given: tuple | None = None
    seen: bool = True
    lines: list = field(default_factory=list)
    knobs: list = field(default_factory=list)
    x = belt = width = height = reach = 0.0  # inches, once it has its place


# Functions that get a machine although they use no tensor of the model.
FUNCTIONS = re.compile(
    "(relu6?|sigmoid|tanh|[gcs]?elu|silu|mish|p?relu|leaky_relu|softplus|(log_)?softmax|logsigmoid|dropout[123]?d?|"
    "(adaptive_)?(max|avg)_pool[123]d|linear|conv[123]d|embedding|(batch|layer|group)_norm|scaled_dot_product_attention)$"
)


class Floor(TorchFunctionMode):
    """The factory floor: what a model's layers are, and the machines that one forward pass sets going."""

    def __init__(self, model):
        super().__init__()
        self.facts, self.machines, self.inside, self.made = facts_of(model), [], 0, {}
        self.registered, self.names, self.everything = {id(module) for module in model.modules()}, {}, []
        self.open, unseen = set(), list(look.hidden_things(model))  # open: no layers inside that PyTorch knows, and yet some
        for name, module in model.named_modules(remove_duplicate=False):
            within = [(f.path, f.value) for f in unseen if f.module == name and isinstance(f.value, nn.Module)]
            self.open |= {id(module)} if within else set()
            self.everything.append((name, module))
            for path, thing in within:
                self.everything += [(f"{path}.{n}" if n else path, m) for n, m in thing.named_modules()]
        for name, module in self.everything:
            self.names.setdefault(id(module), name)

    def is_layer(self, module):
        """A layer holds no other layers; what parametrizes a weight is part of its layer."""
        return is_parametrized(module) or not (id(module) in self.open or any(True for _ in module.children()))

    def fact(self, tensor, name=""):
        fact = self.facts.setdefault(id(tensor), Fact(["made in forward"], "invisible", tensor))
        if name and fact.names == ["made in forward"]:  # a layer made in forward tells the names of its tensors
            fact.names = [f"made in forward.{name}"]
        return fact

    def machine(self, module, name=None, **shapes):
        name = self.names.get(id(module), "made in forward") if name is None else name
        held = [self.fact(t, n) for n, t in [*module.named_parameters(), *module.named_buffers()]]
        seen = id(module) in self.registered
        return Machine(name or "model", type(module).__name__, held, module, seen=seen, **shapes)

    def in_order_of_registration(self):
        layers = [(name, module) for name, module in self.everything if self.is_layer(module)]
        empty = (nn.Sequential, nn.ModuleList, nn.ModuleDict)
        return [self.machine(module, name) for name, module in layers if not isinstance(module, empty)]

    def in_order_of_work(self, model, inputs):
        """Run the model in its present mode, without gradients; whatever that changes is put back."""
        if any(fact.count is None for fact in self.facts.values()):
            raise ValueError("a lazy layer has no numbers yet: call the model once, then draw it")
        attributes = [
            (t, dict(t)) for _, m in self.everything for t in (vars(m), m._buffers, m._parameters, m._modules)
        ]
        values = [(f.tensor, f.tensor.detach().clone()) for f in self.facts.values() if not f.tensor.is_meta]
        with look.as_found(), torch.no_grad():
            watching = (
                hooks.register_module_forward_pre_hook(self.enter),
                hooks.register_module_forward_hook(self.leave),
            )
            try:
                with self:
                    model(*inputs)
            finally:
                for handle in watching:
                    handle.remove()
                for table, former in attributes:
                    table.clear()
                    table.update(former)
                for tensor, former in values:
                    if not torch.equal(tensor, former):
                        tensor.copy_(former)
        return self.machines

    def enter(self, module, arguments):
        self.inside += self.is_layer(module)

    def leave(self, module, arguments, result):
        self.inside -= self.is_layer(module)
        if self.is_layer(module) and not self.inside:
            self.machines.append(self.machine(module, taken=shape_of(arguments), given=shape_of(result)))

    def __torch_function__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        if self.inside or shape_of(result) is None:
            return result
        used, data = [], []
        for tensor in tensors_in([args, kwargs or {}]):
            if id(tensor) in self.made:
                used += self.made[id(tensor)][1]
            elif id(tensor) in self.facts or isinstance(tensor, nn.Parameter):
                used.append(self.fact(tensor))
            else:
                data.append(tensor)
        name = getattr(function, "__name__", "").strip("_")
        if used and not data:  # still made of the model's own tensors alone, such as weight.t()
            self.made.update({id(tensor): (tensor, used) for tensor in tensors_in(result)})
        elif used or FUNCTIONS.match(name):
            once = list({id(fact): fact for fact in used}.values())
            shapes = {"taken": shape_of(data), "given": shape_of(result)}
            self.machines.append(Machine(f"{name}(…)", "function", once, **shapes))
        return result


def tensors_in(value):
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, (list, tuple, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from tensors_in(item)


def shape_of(value):
    return next((tuple(tensor.shape) for tensor in tensors_in(value)), None)


def entries(tensor, old, most):
    """Up to ``most`` entries, evenly spread, as (index, now, before), and the size that stands for a full turn."""
    if isinstance(tensor, UninitializedTensorMixin) or tensor.is_meta or not tensor.numel():
        return [], None
    now = tensor.detach().flatten().double()
    then = now if old is None or old.is_meta or old.shape != tensor.shape else old.detach().flatten().double()
    most = min(most, len(now))
    places = [round(i * (len(now) - 1) / max(most - 1, 1)) for i in range(most)]
    full = max(values.nan_to_num(0, 0, 0).abs().max().item() for values in (now, then)) or 1.0
    return [(i, now[i].item(), None if then is now else then[i].item()) for i in places], full


# The factory: how it is drawn -----------------------------------------------------------------------------------------

START, GAP, DIAL, ROW, LINE, LANE, MOST_KNOBS, WIDEST = 0.62, 0.27, 0.225, 0.28, 0.2, 0.3, 5, 1.6


def factory(model, *inputs, before=None):
    """The model as a factory: layers are machines on a conveyor, parameters are their knobs, buffers are gauges.

    With ``inputs`` the model is called once: the machines stand in the order in which they run, with the shapes that
    travel between them, and plain functions such as torch.relu get a machine too. Without, the order is that of
    registration. Each tensor shows up to three of its numbers, evenly spread: a hand that points up is 0, to the right
    positive, to the left negative, and the largest size in the tensor is a turn of 135 degrees. With ``before`` (a copy
    of the model, or of its state_dict, from before training) a thin grey hand shows where a knob stood.
    """
    demand_module(model, "factory")
    old = {} if before is None else earlier(model, before)
    floor = Floor(model)
    machines = floor.in_order_of_work(model, inputs) if inputs else floor.in_order_of_registration()
    if not machines:
        raise ValueError("this model has no layer to draw")
    counted = {}
    for machine in machines:
        fit_out(machine, counted, old)
    idle = [fact.names[0] for key, fact in floor.facts.items() if key not in counted and fact.kind != "buffer"]
    data = {
        "order": "in the order in which they run" if inputs else "in the order of registration",
        "machines": [
            {"name": m.name, "type": m.type, "seen": m.seen, "in": m.taken, "out": m.given, "knobs": m.knobs}
            for m in machines
        ],
        "links": links_between(machines),
        "totals": totals_of(counted.values()),
        "idle": idle,
    }
    name = type(model).__name__
    with style():
        sheet = draw_factory(name, machines, data, bool(inputs), before is not None)
        return sheet.picture(factory_alt(name, machines, data, bool(inputs), before), data)


def fit_out(machine, counted, old):
    """Give a machine its knobs and its lines of text. What an earlier machine has counted already is shared."""
    totals = {}
    for fact in machine.facts:
        kind = "shared" if id(fact.tensor) in counted else fact.kind
        counted.setdefault(id(fact.tensor), fact)
        totals[kind] = totals.get(kind, 0) + (fact.count or 0)
        name = next((n for n in fact.names if n.rpartition(".")[0] == machine.name), fact.names[0])
        label = short(name.rpartition(".")[2], WIDEST - 0.27 - DIAL, keep="start")
        most = max(1, min(3, int((WIDEST - 0.27 - wide(label)) / DIAL)))
        hands, full = entries(fact.tensor, next((old[n] for n in fact.names if n in old), None), most)
        knob = {"name": name, "label": label, "kind": fact.kind, "count": fact.count, "hands": hands, "full": full}
        machine.knobs.append(knob)
    words = WORDS | {"invisible": "invisible"}
    machine.lines = [(kind, f"{totals[kind]:,} {words[kind]}") for kind in WORDS if kind in totals]
    if any(fact.count is None for fact in machine.facts):
        machine.lines = [(machine.facts[0].kind, numbers(None))]
    if not machine.seen and "invisible" not in totals:
        machine.lines.append(("invisible", "invisible"))
    if not machine.facts:
        machine.lines.append(("none", "no knobs"))


def totals_of(facts):
    totals = {}
    for fact in facts:
        totals[fact.kind] = totals.get(fact.kind, 0) + (fact.count or 0)
    return {kind: totals[kind] for kind in WORDS if kind in totals}


def links_between(machines):
    """What works in several machines, and their numbers from 0."""
    users, groups = {}, {}
    for number, machine in enumerate(machines):
        for fact in machine.facts:
            users.setdefault(id(fact), (fact, []))[1].append(number)
    for fact, where in users.values():
        if len(where) > 1:
            groups.setdefault(tuple(where), []).append(fact.names[0])
    links = []
    for where, names in groups.items():
        layer = machines[where[0]].layer
        words = f"one knob on {len(where)} machines: {', '.join(names)}"
        if layer is not None and all(machines[i].layer is layer for i in where):
            words = f"one layer, used {len(where)} times: {machines[where[0]].name}"
        links.append({"machines": list(where), "names": names, "words": words})
    return links


def factory_alt(name, machines, data, runs, before):
    learns = sum(any(fact.kind != "buffer" for fact in machine.facts) for machine in machines)
    words = [
        f"{name} as a factory: {plural(len(machines), 'machine')} {data['order']}, {learns} with knobs and "
        f"{len(machines) - learns} without: {', '.join(f'{m.name} ({m.type})' for m in machines)}.",
        f"Numbers: {', '.join(f'{total:,} {WORDS[kind]}' for kind, total in data['totals'].items()) or 'none'}.",
    ]
    if runs:
        words.append(f"In goes {across(machines[0].taken)}, out comes {across(machines[-1].given)}.")
    words += [f"Shared: {link['words']}." for link in data["links"]]
    words += [f"{idle_words(runs)}: {', '.join(data['idle'])}."] if data["idle"] else []
    if before is not None:
        knobs = {knob["name"]: knob for m in data["machines"] for knob in m["knobs"] if knob["kind"] != "buffer"}
        shown = [hand for knob in knobs.values() for hand in knob["hands"] if hand[2] is not None]
        words.append(
            f"{sum(now != then for _, now, then in shown)} of {len(shown)} knobs drawn have turned since before."
        )
    return " ".join(words)


def idle_words(runs):
    return "Idle in this pass" if runs else "On no machine"


def plural(count, noun):
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def in_rows(machines, shapes):
    """Decide on each machine's width, height and place along the belt; returns the machines row by row, evenly."""
    labels = [wide(across(shape)) if shapes else 0 for shape in (machines[0].taken, *(m.given for m in machines))]
    for n, m in enumerate(machines):
        lock = 0.3 * is_locked(m)
        texts = [wide(m.name, True, True) + lock, wide(m.type) + lock]
        texts += [wide(knob["label"]) + 0.07 + DIAL * max(len(knob["hands"]), 1) for knob in m.knobs]
        fitting = max(min(max(0.7, *texts), WIDEST - 0.2), *(length([line]) for line in m.lines)) + 0.2
        m.width = max(fitting, (labels[n] + labels[n + 1]) / 2 + 0.12 - GAP)
        m.height = 0.47 + LINE * len(m.lines) + (ROW * min(len(m.knobs), MOST_KNOBS + 1) + 0.04)
        m.reach = GAP / 2 + max(0.28, labels[n + 1] / 2 + 0.1)  # from its right edge to that of what follows

    def fill(limit):
        rows = [[]]
        for m in machines:
            if rows[-1] and START + sum(other.width + GAP for other in rows[-1]) + m.width + m.reach > limit:
                rows.append([])
            rows[-1].append(m)
        return rows

    limit, fewest = WIDTH - 0.1, len(fill(WIDTH - 0.1))
    while len(fill(limit - 0.05)) == fewest and limit > 3:
        limit -= 0.05
    for row in fill(limit):
        for before, m in zip([None, *row], row):
            m.x = before.x + before.width + GAP if before else START
    return fill(limit)


def is_locked(machine):
    return {fact.kind for fact in machine.facts} - {"buffer"} == {"frozen"}


def draw_factory(name, machines, data, shapes, ghosts):
    rows, links = in_rows(machines, shapes), data["links"]
    lanes = [[link for link in links if any(machines[i] in row for i in link["machines"])] for row in rows]
    y = 0.5
    for row, lane in zip(rows, lanes):
        y += LANE * len(lane) + max(m.height for m in row)
        for m in row:
            m.belt = y
        y += 0.66 if shapes else 0.5
    words = WORDS | {"frozen": "frozen (locked)", "buffer": "in buffers (gauges)"}
    key = [(kind, f"{total:,} {words[kind]}") for kind, total in data["totals"].items()]
    key += [("shared", "shared")] * bool(links) + [("none", "no knobs")] * any(not m.facts for m in machines)
    title = f"{name}: {plural(len(machines), 'machine')} {data['order']}"
    width = max(5.2, *(row[-1].x + row[-1].width + row[-1].reach + 0.1 for row in rows))
    keys = lines_of(key, width - 0.4)
    notes = ["Hand up: 0, to the right: positive, to the left: negative."] * any(m.facts for m in machines)
    notes += ["Thin grey hand: before."] * ghosts
    if wide(" ".join(notes)) < width - 0.4:
        notes = [" ".join(notes)]
    if data["idle"]:
        notes.append(short(f"{idle_words(shapes)}: {', '.join(data['idle'])}", width - 0.4, keep="start"))
    sheet = Sheet(width, y + 0.24 * (len(keys) + len(notes)))
    sheet.text(0.22, 0.24, short(title, width - 0.4, bold=True, keep="start"), bold=True)
    for row, after in zip(rows, [*rows[1:], None]):
        draw_belt(sheet, row, after[0].belt if after else None, 0.54 if shapes else 0.36)
        if shapes and row is rows[0]:
            draw_crate(sheet, 0.47, row[0].belt, across(machines[0].taken), 0.32)
        for m in row:
            if shapes:
                draw_crate(sheet, m.x + m.width + GAP / 2, m.belt, across(m.given))
            draw_machine(sheet, m)
    for n, link in enumerate(links):
        draw_link(sheet, link["words"], [machines[i] for i in link["machines"]], rows, lanes, link, n)
    for n, line in enumerate(keys):
        sheet.parts(0.22, y + 0.24 * n, line)
    for n, note in enumerate(notes):
        sheet.text(0.22, y + 0.24 * (len(keys) + n), note)
    return sheet


def draw_belt(sheet, row, after, below):
    """The belt under a row; on to the next row it runs through the space ``below`` the shapes, else it ends in an arrow."""
    left, right, y = 0.32, row[-1].x + row[-1].width + GAP / 2 + 0.14, row[0].belt
    sheet.box(left, y, right - left, 0.1, radius=0.05, fc="#E8E8E8", ec="#888888", lw=1)
    rollers = [left + 0.06 + 0.2 * k for k in range(int((right - left - 0.1) / 0.2) + 1)]
    sheet.line(rollers, [y + 0.05] * len(rollers), "#888888", 0, marker="o", ms=4, mfc="white", mew=0.8)
    if after:
        turn = row[-1].x + row[-1].width + row[-1].reach
        ys = [y + 0.05, y + 0.05, y + below, y + below, after + 0.05, after + 0.05]
        sheet.line([right, turn, turn, 0.12, 0.12, 0.26], ys, "#999999", 1.8)
        sheet.arrowhead(0.32, after + 0.05, "#999999")
    else:
        sheet.arrowhead(right + 0.12, y + 0.05, "#999999")


def draw_crate(sheet, x, belt, words, left=None):
    sheet.box(x - 0.07, belt - 0.15, 0.14, 0.14, radius=0.015, fc="#D9B382", ec=INK, lw=0.9, zorder=4)
    sheet.line([x - 0.07, x + 0.07], [belt - 0.08, belt - 0.08], INK, 0.7, zorder=5)
    sheet.text(x if left is None else left, belt + 0.24, words, ha="center" if left is None else "left")


def draw_machine(sheet, m):
    x, y, kinds = m.x, m.belt - m.height, {fact.kind for fact in m.facts} - {"buffer"}
    unseen, locked = not m.seen or "invisible" in kinds, is_locked(m)
    edge = COLOURS["invisible" if unseen else "trained" if "trained" in kinds else "frozen"]
    sheet.box(x, y, m.width, m.height, fc="white", ec=edge, lw=1.8, ls="--" if unseen else "-", zorder=3)
    if locked:
        sheet.padlock(x + m.width - 0.27, y + 0.29)
    room = m.width - (0.42 if locked else 0.17)
    sheet.text(x + 0.1, y + 0.17, short(m.name, room, True, True), mono=True, bold=True)
    sheet.text(x + 0.1, y + 0.37, short(m.type, room, keep="start"))
    for n, line in enumerate(m.lines):
        sheet.parts(x + 0.1, y + 0.37 + LINE * (n + 1), [line])
    for n, knob in enumerate(m.knobs):
        middle = y + 0.47 + LINE * len(m.lines) + ROW * (n + 0.5)
        if n == MOST_KNOBS and len(m.knobs) > MOST_KNOBS + 1:
            sheet.text(x + 0.1, middle, f"… and {len(m.knobs) - MOST_KNOBS} more")
            break
        draw_knob(sheet, knob, x, middle, m.width)


def draw_knob(sheet, knob, x, y, width):
    """One tensor: its name, and a dial for each of its numbers that is shown."""
    kind, colour, behind = knob["kind"], COLOURS[knob["kind"]], {}
    face, dashes = "#DDDDDD" if kind == "frozen" else "white", "--" if kind == "invisible" else "-"
    if kind == "frozen":
        shade = LOOKS["frozen"] | {"ec": "#BDBDBD", "lw": 0, "zorder": 3.5}
        sheet.box(x + 0.04, y - ROW / 2 + 0.01, width - 0.08, ROW - 0.02, 0.03, **shade)
        behind = {"bbox": {"fc": "white", "ec": "none", "pad": 1}}
    sheet.text(x + 0.1, y, knob["label"], **behind)
    for n, (_, now, then) in enumerate(knob["hands"]):
        middle = x + width - 0.16 - DIAL * (len(knob["hands"]) - 1 - n)
        base, size, full = (y + 0.06, 0.09, 80) if kind == "buffer" else (y, 0.085, 135)
        if kind == "buffer":
            sheet.half_disc(middle, base, 0.1, fc=LOOKS[kind]["fc"], ec=colour, lw=1.3, zorder=5)
        else:
            sheet.disc(middle, y, 0.096, fc=face, ec=colour, lw=1.5, ls=dashes, zorder=5)
        for value, ink, thick in ((then, "#8C8C8C", 1.1), (now, colour, 2.2)):
            if value is not None and math.isfinite(value):
                turn = math.radians(full * value / knob["full"])
                xs, ys = [middle, middle + size * math.sin(turn)], [base, base - size * math.cos(turn)]
                sheet.line(xs, ys, ink, thick, zorder=6, solid_capstyle="round")


def draw_link(sheet, words, machines, rows, lanes, link, n):
    """A purple line above the machines that share something, through the left margin from row to row."""
    purple, margin = {"colour": COLOURS["shared"], "width": 2, "zorder": 2}, 0.23 - 0.04 * (n % 4)
    levels, spots = [], []
    for row, lane in zip(rows, lanes):
        here = [m.x + m.width - 0.2 - 0.13 * (n % 6) for m in row if m in machines]
        if here:
            level = row[0].belt - max(m.height for m in row) - 0.1 - LANE * lane.index(link)
            levels.append(level)
            spots += [(x, level, m.belt - m.height) for x, m in zip(here, [m for m in row if m in machines])]
            start = min(here) if len(set(m.belt for m in machines)) == 1 else margin
            sheet.line([start, max(here)], [level, level], **purple)
    sheet.line([margin, margin], [levels[0], levels[-1]], **purple)
    for x, level, top in spots:
        sheet.line([x, x], [level, top], **purple)
        sheet.disc(x, top, 0.045, fc=COLOURS["shared"], ec="white", lw=0.8, zorder=6)
    x = spots[0][0] if len(levels) == 1 else margin + 0.04
    room = sheet.width - 0.4
    x = max(min(x, room - length([("shared", words)])), 0.22)
    sheet.parts(x, levels[0] - 0.13, [("shared", short(words, room - x - 0.18, keep="start"))])


# The module tree ------------------------------------------------------------------------------------------------------


def module_tree(model):
    """The tree of modules that PyTorch sees, and dashed what sits in the model without being seen.

    Every module has a box, and so has a parameter or buffer of the model itself or of a module with layers inside.
    """
    demand_module(model, "module_tree")
    rows, last, links = tree_rows(model), {}, {}
    for number, row in enumerate(rows):
        for key, what in row.pop("holds").items():
            if key in last:
                links.setdefault((last[key], number), what)
            last[key] = number
    links = [{"rows": pair, "words": f"the same {what}"} for pair, what in links.items()]
    said = [f"{row['path']} ({', '.join(words for _, words in row['parts'])})" for row in rows]
    unseen = [words for row, words in zip(rows, said) if row["kind"] == "invisible"]
    alt = [
        f"Module tree of {type(model).__name__}: {len(rows) - len(unseen)} registered, {len(unseen)} invisible to PyTorch."
    ]
    alt += [f"Registered: {listed([words for words in said if words not in unseen])}."]
    alt += [f"Invisible: {listed(unseen)}."] if unseen else []
    alt += [f"{rows[b]['path']} has {link['words']} as {rows[a]['path']}." for link in links for a, b in [link["rows"]]]
    with style():
        return draw_tree(rows, links).picture(" ".join(alt), {"rows": rows, "links": links})


def listed(words, most=14):
    """The words with semicolons between them; a picture with very many says them shorter."""
    return "; ".join(words[:most]) + (f"; and {len(words) - most} more" if len(words) > most else "")


def tree_rows(model):
    unseen, opened, counted, rows = list(look.hidden_things(model)), set(), set(), []

    def add(path, name, thing, depth, where=None):
        """One row; ``where`` tells where a thing sits that PyTorch does not see."""
        kinds = {id(t): "buffer" for t in (thing.buffers() if isinstance(thing, nn.Module) else [thing])}
        tensors = [*thing.parameters(), *thing.buffers()] if isinstance(thing, nn.Module) else [thing]
        for tensor in tensors:
            if isinstance(tensor, nn.Parameter):
                kinds[id(tensor)] = "trained" if tensor.requires_grad else "frozen"
        facts = [Fact([], "shared" if id(t) in counted else kinds[id(t)], t) for t in tensors]
        own = thing.named_parameters(recurse=False) if isinstance(thing, nn.Module) else [(name, thing)]
        holds = {} if path == "" or id(thing) in opened else {id(tensor): key for key, tensor in own}
        parts = [(kind, f"{total:,} {WORDS[kind]}") for kind, total in totals_of(facts).items()]
        if where:
            parts = [("invisible", f"invisible, {where}, {numbers(sum(fact.count or 0 for fact in facts))}")]
        elif any(fact.count is None for fact in facts):
            parts = [(facts[0].kind, numbers(None))]
        parts, label = parts or [("none", WORDS["none"])], f"{name}: {type(thing).__name__}"
        rows.append({"path": path or "model", "label": label, "depth": depth, "kind": parts[0][0], "parts": parts})
        rows[-1]["holds"] = {id(thing): "layer" if isinstance(thing, nn.Module) else name, **holds}

    def visit(path, name, module, depth):
        add(path, name, module, depth)
        if id(module) in opened:
            return
        opened.add(id(module))
        below = f"{path}." if path else ""
        own = [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]
        for key, tensor in own if not path or any(True for _ in module.children()) else ():
            add(below + key, key, tensor, depth + 1)
        counted.update(id(tensor) for _, tensor in own)
        for found in unseen:
            if found.module == path:
                place = PLACES[found.container]
                add(found.path, found.path.removeprefix(below), found.value, depth + 1, place)
        for key, child in module._modules.items():
            if child is not None:
                visit(below + key, key, child, depth + 1)

    visit("", "model", model, 0)
    return rows


def draw_tree(rows, links):
    step, indent = 0.4, 0.34
    present = {kind for row in rows for kind, _ in row["parts"]} | ({"shared"} if links else set())
    keys = lines_of([(kind, words) for kind, words in WORDS.items() if kind in present], WIDTH - 0.4)
    lanes = []  # a link lies further out than the links before it that it would touch
    for n, link in enumerate(links):
        touched = [lane for lane, other in zip(lanes, links[:n]) if other["rows"][1] > link["rows"][0]]
        lanes.append(1 + max(touched, default=0))
    beside = (
        0.3 + 0.12 * max(lanes, default=0) + max((length([("shared", link["words"])]) for link in links), default=0)
    )
    lefts = [0.22 + indent * min(row["depth"], 6) for row in rows]
    room = [max(WIDTH - beside - x - 0.3 - length(row["parts"]), 1.0) for row, x in zip(rows, lefts)]
    labels = [short(row["label"], most, True, keep="start") for row, most in zip(rows, room)]
    starts = [x + 0.32 + wide(label, True) for x, label in zip(lefts, labels)]
    rights = [x + length(row["parts"]) for x, row in zip(starts, rows)]
    sheet = Sheet(
        min(max(max(rights) + beside, length(keys[0]) + 0.4, 4.5), WIDTH), 0.2 + step * len(rows) + 0.24 * len(keys)
    )
    above = {}
    for n, (row, x, label) in enumerate(zip(rows, lefts, labels)):
        y, kind, dashes = 0.12 + step * (n + 0.5), row["kind"], "--" if row["kind"] == "invisible" else "-"
        box, behind = (x, y - 0.14, wide(label, True) + 0.2, 0.28), {}
        if kind == "frozen":
            sheet.box(*box, zorder=2, **LOOKS["frozen"] | {"ec": "#BDBDBD", "lw": 0})
            behind = {"bbox": {"fc": "white", "ec": "none", "pad": 1}}
        sheet.box(*box, fc="none" if behind else "white", ec=COLOURS[kind], lw=1.8, ls=dashes, zorder=3)
        sheet.text(x + 0.1, y, label, mono=True, **behind)
        sheet.parts(starts[n], y, row["parts"])
        above[row["depth"]] = y
        if row["depth"]:
            left, ink = x - indent + 0.14, COLOURS["invisible"] if kind == "invisible" else "#777777"
            sheet.line([left, left], [above[row["depth"] - 1] + 0.14, y], "#777777", 1.4, zorder=0)
            sheet.line([left, x], [y, y], ink, 1.4, zorder=1, ls=dashes)
    for lane, link in zip(lanes, links):
        (a, b), far = link["rows"], max(rights) + 0.12 * lane
        top, bottom = (0.12 + step * (n + 0.5) for n in (a, b))
        xs = [rights[a] + 0.08, far, far, rights[b] + 0.08]
        sheet.line(xs, [top, top, bottom, bottom], COLOURS["shared"], 2, zorder=2)
        sheet.parts(max(rights) + 0.12 * max(lanes) + 0.08, bottom - step / 2, [("shared", link["words"])])
    for n, line in enumerate(keys):
        sheet.parts(0.22, 0.26 + step * len(rows) + 0.24 * n, line)
    return sheet


# The atlas of layers --------------------------------------------------------------------------------------------------

KINDS = ("trained", "frozen", "buffer")


def zoo(w):
    """(how it is written, the layer), on the meta device: nothing is allocated, no random number is drawn."""
    with torch.device("meta"):
        return [
            (f"Linear({w}, {w})", nn.Linear(w, w)),
            (f"Linear({w}, {w}), frozen", nn.Linear(w, w).requires_grad_(False)),
            (f"Conv2d({w}, {w}, 3)", nn.Conv2d(w, w, 3)),
            (f"GRU({w}, {w})", nn.GRU(w, w)),
            (f"Embedding(100, {w})", nn.Embedding(100, w)),
            (f"BatchNorm1d({w})", nn.BatchNorm1d(w)),
            (f"BatchNorm1d({w}, affine=False)", nn.BatchNorm1d(w, affine=False)),
            (f"LayerNorm({w})", nn.LayerNorm(w)),
            (f"PReLU({w})", nn.PReLU(w)),
            ("ReLU()", nn.ReLU()),
            ("Sigmoid()", nn.Sigmoid()),
            ("Dropout(0.5)", nn.Dropout(0.5)),
            ("MaxPool2d(2)", nn.MaxPool2d(2)),
            ("Flatten()", nn.Flatten()),
        ]


def atlas(width=64):
    """How many numbers each kind of layer holds at this width: trained, frozen, in buffers.

    The length of a bar is the total, on a logarithmic scale; the kinds share it in proportion.
    """
    if isinstance(width, bool) or not isinstance(width, int) or width < 1:
        raise ValueError(f"width is a whole number, 1 or more, not {width!r}")
    state = torch.get_rng_state()
    layers = zoo(width)
    torch.set_rng_state(state)
    rows = []
    for label, layer in layers:
        totals = totals_of(facts_of(layer).values())
        rows.append({"layer": label, **{kind: totals.get(kind, 0) for kind in KINDS}})
    learning = [row for row in rows if row["trained"] + row["frozen"]]
    alt = (
        f"How many numbers layers of width {width} hold. {len(rows) - len(learning)} of {len(rows)} have nothing to learn. "
        + "; ".join(f"{row['layer']}: {', '.join(words for _, words in atlas_parts(row, True))}" for row in rows)
        + "."
    )
    with style():
        return draw_atlas(rows, width).picture(alt, {"width": width, "rows": rows})


def atlas_parts(row, words=False):
    parts = [(kind, f"{row[kind]:,}" + f" {WORDS[kind]}" * words) for kind in KINDS if row[kind]]
    return parts if row["trained"] + row["frozen"] else [("none", WORDS["none"]), *parts]


def draw_atlas(rows, width):
    from matplotlib.patches import Rectangle

    step, room = 0.32, 2.6
    left = 0.25 + max(wide(row["layer"], True) for row in rows) + 0.12
    sheet = Sheet(WIDTH, 0.5 + step * len(rows) + 0.82)
    totals = [sum(row[kind] for kind in KINDS) for row in rows]
    most, foot = max(6.0, math.log10(max(totals))), 0.5 + step * len(rows)
    sheet.text(0.25, 0.24, f"How many numbers a layer of width {width} holds", bold=True)
    for power in range(int(most) + 1):
        x = left + room * power / most
        sheet.line([x, x], [0.45, foot], FAINT, 0.8, zorder=0)
        if power % (2 if most < 7 else 4) == 0:
            sheet.text(x, foot + 0.14, f"{10**power:,}", ha="center")
    for n, (row, total) in enumerate(zip(rows, totals)):
        x, y = left, 0.5 + step * (n + 0.5)
        sheet.text(left - 0.12, y, row["layer"], mono=True, ha="right")
        for kind in KINDS:
            if row[kind]:
                part = max(room * math.log10(total) / most, 0.04) * row[kind] / total
                sheet.axes.add_artist(Rectangle((x, y - 0.1), part, 0.2, lw=1.2, zorder=3, **LOOKS[kind]))
                x += part
        clear = length(atlas_parts(row)) + 0.1
        sheet.axes.add_artist(Rectangle((x + 0.06, y - 0.12), clear, 0.24, fc="white", ec="none", zorder=1))
        sheet.parts(x + 0.1, y, atlas_parts(row))
    sheet.text(left, foot + 0.36, "logarithmic scale; the kinds share a bar in proportion")
    sheet.parts(0.25, foot + 0.62, [(kind, WORDS[kind]) for kind in (*KINDS, "none")])
    return sheet


def atlas_slider(start=64):
    """The atlas with a slider for the width, which redraws the figure in place: for the last line of a cell.

    Returns None while a notebook is executed for grading or for its solution, where widget state would be kept.
    """
    if "NBGRADER_EXECUTION" in os.environ or "GRADERS_PROGRESS" in os.environ:
        return None
    from IPython.display import display
    from ipywidgets import IntSlider

    figure = display(atlas(start), display_id=True)
    slider = IntSlider(start, min=1, max=256, description="width", continuous_update=False)
    slider.observe(lambda change: figure.update(atlas(change["new"])), names="value")
    return slider


# What training moved --------------------------------------------------------------------------------------------------


def what_moved(model, before):
    """How far each parameter and buffer is from where it stood ``before``: a copy of the model, or of its state_dict.

    The distance is the norm of the change. Hidden tensors are shown too; a state_dict does not know them.
    """
    demand_module(model, "what_moved")
    old = earlier(model, before)
    rows = [row for fact in facts_of(model).values() for row in moved_rows(fact, old.get(fact.names[0]))]
    if not rows:
        raise ValueError("this model has no parameters and no buffers: nothing can move")
    own = [row for row in rows if row["kind"] != "shared"]
    moved = [row for row in own if row["distance"]]
    said = [f"{row['name']} ({WORDS[row['kind']]}): {row['words']}" for row in rows]
    alt = f"What moved in {type(model).__name__}: {len(moved)} of {plural(len(own), 'tensor')}. {listed(said)}."
    title = f"{type(model).__name__}: {len(moved)} of {plural(len(own), 'tensor')} moved"
    with style():
        return draw_moved(rows, title).picture(alt, {"rows": rows})


def moved_rows(fact, then):
    now, distance, changed = fact.tensor, None, None
    if fact.count is None:
        words = numbers(None)
    elif then is None:
        words = "not in before"
    elif then.shape != now.shape:
        words = f"was {across(then.shape)}"
    elif now.is_meta or then.is_meta:
        words = "on the meta device"
    else:
        change = now.detach().double() - then.detach().to(now.device).double()
        distance, changed = change.norm().item(), int((change != 0).sum())
        words = f"by {distance:.3g}; {changed:,} of {numbers(fact.count)}" if distance else "did not move"
        words = words if math.isfinite(distance) else "no finite numbers any more"
    yield {"name": fact.names[0], "kind": fact.kind, "distance": distance, "changed": changed, "words": words}
    for name in fact.names[1:]:
        yield {"name": name, "kind": "shared", "distance": distance, "changed": changed, "words": f"is {fact.names[0]}"}


def draw_moved(rows, title):
    step = 0.33
    words = max(wide(row["words"]) for row in rows)
    left = 0.25 + min(max(wide(row["name"], True) for row in rows), 2.3) + 0.25
    right = max(WIDTH - words - 0.5, left + 1.2)
    distances = [row["distance"] for row in rows if row["distance"] and math.isfinite(row["distance"])] or [1.0]
    low, high = math.floor(math.log10(min(distances))), math.ceil(math.log10(max(distances)))
    high = max(high, low + 1)
    foot = 0.5 + step * len(rows)
    sheet = Sheet(WIDTH, foot + 0.82)
    sheet.text(0.25, 0.24, short(title, WIDTH - 0.5, bold=True, keep="start"), bold=True)

    def at(distance):
        return left + 0.35 + (right - left - 0.35) * (math.log10(distance) - low) / (high - low) if distance else left

    sheet.line([left, left], [0.45, foot], "#888888", 1, zorder=0)
    sheet.text(left, foot + 0.14, "0", ha="center")
    every = max(1, math.ceil((high - low) / ((right - left) / 0.7)))
    for power in range(low, high + 1):
        sheet.line([at(10.0**power)] * 2, [0.45, foot], FAINT, 0.8, zorder=0)
        if (power - low) % every == 0:
            sheet.text(at(10.0**power), foot + 0.14, f"{10.0**power:g}", ha="center")
    for n, row in enumerate(rows):
        y, kind, distance = 0.5 + step * (n + 0.5), row["kind"], row["distance"]
        sheet.text(0.25, y, short(row["name"], left - 0.45, True), mono=True)
        if distance is not None and math.isfinite(distance):
            sheet.line([left, at(distance)], [y, y], COLOURS[kind], 1.6, ls="--" if kind == "invisible" else "-")
            sheet.disc(at(distance), y, 0.07, fc="white", ec="none", zorder=7)
            sheet.mark(at(distance), y, kind)
        sheet.text(right + 0.25, y, short(row["words"], WIDTH - right - 0.35, keep="start"))
    sheet.text(left, foot + 0.36, "norm of the change, logarithmic scale")
    kinds = [kind for kind in WORDS if any(row["kind"] == kind for row in rows)]
    sheet.parts(0.25, foot + 0.62, [(kind, WORDS[kind]) for kind in kinds])
    return sheet
