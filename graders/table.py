"""The parameter table: every parameter and buffer of a module, what trains, what is shared, where gradients are.

A module of up to FOLD_ABOVE tensors is shown row by row. In a larger one, numbered siblings whose rows are the same but
for the number (and for how large a gradient is) are shown once, with their count together. All rows stay in ``.rows``.
"""

import functools
import html
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn.parameter import UninitializedTensorMixin  # type: ignore[attr-defined]  # public in the docs alone

from graders import look
from graders.marks import COLOURS, MARKS

FOLD_ABOVE = 40
COLUMNS = ("name", "times", "shape", "count", "kind", "shared", "grad", "moved")
NUMBERED = re.compile(r"(.*?)(0|[1-9]\d*)")
OPTIONAL = ("times", "shared", "grad", "moved")  # these columns appear when one of their cells says something


@dataclass(frozen=True)
class Row:
    """One tensor: its first name, its shape (None if not materialised yet), its kind, its other names, the state of its
    gradient, and whether it moved."""

    name: str
    shape: tuple[int, ...] | None
    kind: str
    shared: tuple[str, ...] = ()
    grad: str = ""
    moved: str = ""

    @property
    def count(self):
        return math.prod(self.shape) if self.shape is not None else None


class Summary:
    """The table of a module. ``total`` and ``trainable`` count each parameter once, however many names it has."""

    def __init__(self, title, rows, output=None):
        self.title, self.rows, self.output = title, rows, output
        self.total = sum(row.count or 0 for row in rows if row.kind != "buffer")
        self.trainable = sum(row.count or 0 for row in rows if row.kind == "trained")

    @functools.cached_property
    def _table(self):
        """The columns to show, and for each line the row behind it and its cells."""
        lines = _folded(self.rows) if len(self.rows) > FOLD_ABOVE else [_line(row) for row in self.rows]
        cells = [line.cells() for line in lines]
        columns = [c for c in COLUMNS if c not in OPTIONAL or any(line[c] for line in cells)]
        return columns, [(line.row, [texts[c] for c in columns]) for line, texts in zip(lines, cells)]

    @property
    def _footer(self):
        total, trainable = self.total, self.trainable
        unknown = sum(row.shape is None for row in self.rows)
        held = sum(row.count is not None and row.kind != "buffer" for row in self.rows)
        words = ["no parameters"]
        if total:
            part = {total: "all", 0: "none"}.get(trainable, f"{trainable:,} numbers")
            part = ("trained" if trainable else "not trained") if total == 1 else f"{part} trained"
            words = [f"{total:,} number{'s' * (total > 1)} in {held:,} parameter{'s' * (held > 1)}, {part}"]
        if unknown:
            what = "1 tensor is" if unknown == 1 else f"{unknown:,} tensors are"
            words = [*(words if total else []), f"{what} not materialised yet and not counted"]
        return "; ".join([*words, *([f"output {self.output}"] if self.output else [])])

    def __repr__(self):
        columns, lines = self._table
        table = [columns, *(cells for _, cells in lines)]
        widths = [max(map(len, column)) for column in zip(*table)]
        right = [column == "count" for column in columns]
        drawn = [
            "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(cells, widths, right)).rstrip()
            for cells in table
        ]
        drawn.insert(1, "  ".join("─" * width for width in widths))
        return "\n".join([self.title, *drawn, self._footer])

    def _repr_html_(self):
        columns, lines = self._table
        wrapping = "text-align: left; padding: 0.2em 0.8em"
        plain = f"{wrapping}; white-space: nowrap"
        styles = {
            "name": f"{plain}; font-family: monospace; font-weight: normal",
            "count": f"{plain.replace('left', 'right')}; font-variant-numeric: tabular-nums",
            **dict.fromkeys(("shared", "grad", "moved"), wrapping),  # long texts
        }
        head = "".join(
            f'<th scope="col" style="{styles["count"] if column == "count" else plain}">{column}</th>'
            for column in columns
        )
        body = []
        for row, cells in lines:
            drawn = []
            for column, cell in zip(columns, cells):
                text = html.escape(cell)
                if column == "kind":
                    # Mixed with the colour of the text around it, so that it is readable on dark pages as well.
                    colour = f"color-mix(in srgb, {COLOURS[row.kind]} 65%, currentColor)"
                    text = f'<span aria-hidden="true" style="color: {colour}">{cell[0]}</span>{text[1:]}'
                tag, scope = ("th", ' scope="row"') if column == "name" else ("td", "")
                drawn.append(f'<{tag}{scope} style="{styles.get(column, plain)}">{text}</{tag}>')
            body.append(f"<tr>{''.join(drawn)}</tr>")
        return (
            f'<table><caption style="text-align: left; caption-side: top"><strong>{html.escape(self.title)}</strong>: '
            f"{html.escape(self._footer)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
        )


# Looking --------------------------------------------------------------------------------------------------------------


def summary(model, *inputs, before=None):
    """The parameter table of ``model``: name, shape, count, trained/frozen/buffer, shared names, state of ``.grad``.

    With ``inputs`` the model is called once, without gradients and in its present mode, to show the output's shape; its
    buffers and the random state are put back, but lazy modules take their sizes. With ``before`` (an earlier copy of the
    model, or of its state_dict) a column tells what moved. Works on the meta device; lazy modules that have seen no input
    say so. Raises TypeError if ``model`` is not an nn.Module, or ``before`` neither a module nor a state_dict.
    """
    look.refuse_while_looking("summary")
    if not isinstance(model, nn.Module):
        hint = "; give an object of the class, such as Net()" if isinstance(model, type) else ""
        raise TypeError(f"summary expects an nn.Module, not {type(model).__name__}{hint}")
    if not hasattr(model, "_parameters"):
        raise TypeError(f"{type(model).__name__} has no registry: its __init__ does not call super().__init__()")
    old = None if before is None else earlier(before)
    output = _called(model, inputs) if inputs else None
    found = {}
    for kind, pairs in (
        ("parameter", model.named_parameters(remove_duplicate=False)),
        ("buffer", model.named_buffers(remove_duplicate=False)),
    ):
        for name, tensor in pairs:
            found.setdefault(id(tensor), (kind, tensor, []))[2].append(name)
    backward = any(kind == "parameter" and tensor.grad is not None for kind, tensor, _ in found.values())
    rows = []
    for kind, tensor, names in found.values():
        if kind == "parameter":
            kind = "trained" if tensor.requires_grad else "frozen"
        shape = None if isinstance(tensor, UninitializedTensorMixin) else tuple(tensor.shape)
        grad = _grad(tensor, kind) if backward and kind != "buffer" else ""
        moved = _moved(tensor, old, names[0]) if old is not None else ""
        rows.append(Row(names[0], shape, kind, tuple(names[1:]), grad, moved))
    return Summary(type(model).__name__, rows, output)


def earlier(before):
    """The tensors of an earlier moment by name, from a copy of the model or of its state_dict."""
    if isinstance(before, nn.Module):
        pairs = (before.named_parameters(remove_duplicate=False), before.named_buffers(remove_duplicate=False))
        return {name: tensor for found in pairs for name, tensor in found}
    if not isinstance(before, Mapping):
        raise TypeError(f"before is an earlier copy of the model or of its state_dict, not {type(before).__name__}")
    return before


def _called(model, inputs):
    kept = [
        (module._buffers, name, buffer, buffer.clone())
        for module in model.modules()
        for name, buffer in module._buffers.items()
        if buffer is not None and not isinstance(buffer, UninitializedTensorMixin)
    ]
    devices = {p.device.index for p in model.parameters() if p.device.type == "cuda"}
    with torch.no_grad(), torch.random.fork_rng(devices):
        try:
            return _shapes(model(*inputs))
        finally:
            for holder, name, buffer, value in kept:
                holder[name] = buffer
                buffer.copy_(value)


def _shapes(output):
    if isinstance(output, torch.Tensor):
        return _shape(output.shape)
    if type(output) in (tuple, list):
        return f"({', '.join(map(_shapes, output))})"
    return type(output).__name__


def _shape(shape):
    if shape is None:
        return "not materialised yet"
    return " × ".join(map(str, shape)) or "1 number"


def _grad(tensor, kind):
    """The state of .grad in words. A frozen parameter is expected to have none, so only another state is told."""
    if tensor.grad is None:
        return "none" if kind == "trained" else ""
    if tensor.grad.is_meta:
        return "unknown"
    norm = _norm(tensor.grad)
    return f"norm {_number(norm)}" if norm else "zero"


def _moved(tensor, old, name):
    if name not in old:
        return "not in before"
    was = old[name]
    if any(isinstance(t, UninitializedTensorMixin) for t in (was, tensor)) or was.shape != tensor.shape:
        return "other shape"
    if was.is_meta or tensor.is_meta:
        return "unknown"
    if tensor.numel() and was.data_ptr() == tensor.data_ptr():
        return "not a copy"  # state_dict() hands out the model's own tensors, which move along
    now, was = tensor.detach().cpu(), was.detach().cpu()
    if now.dtype == was.dtype and now.equal(was):
        return "no"
    exact = torch.promote_types(torch.promote_types(now.dtype, was.dtype), torch.float64)
    distance = _norm(now.to(exact) - was.to(exact))
    return f"by {_number(distance)}" if distance else "no"


def _number(value):
    """Two digits: 0.012, 1.4, 140, 2.1e-08."""
    text = f"{value:.2g}"
    return f"{float(text):.0f}" if 10 <= value < 1e6 else text


def _norm(tensor):
    """The norm in double precision, so that neither small gradients nor long ones are lost."""
    values = tensor.detach().coalesce().values() if tensor.is_sparse else tensor.detach()
    exact = torch.promote_types(values.dtype, torch.float64)
    return torch.linalg.vector_norm(values.cpu(), dtype=exact).item()


# Folding --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A line of the table: one row, or the rows of several blocks that differ in their numbers only."""

    row: Row
    path: tuple[str, ...]
    shared: tuple[str, ...]
    grads: tuple
    moves: tuple
    times: int = 1

    def signature(self, depth, number):
        """What another block's line must equal for both to be one. ``number`` is this block's own part of the name."""
        tail = self.path[depth + 1 :]
        own = ".".join((*self.path[:depth], number)) + "."
        shared = tuple(f".{name[len(own) :]}" if name.startswith(own) else name for name in self.shared)
        return tail, self.row.shape, self.row.kind, shared, self.grads[0], self.moves[0], self.times

    def cells(self):
        row = self.row
        return {
            "name": ".".join(self.path),
            "times": f"× {self.times:,}" if self.times > 1 else "",
            "shape": _shape(row.shape),
            "count": f"{self.times * row.count:,}" if row.count is not None else "?",
            "kind": f"{MARKS[row.kind]} {row.kind}",
            "shared": f"∞ {', '.join(_names(self.shared))}" if self.shared else "",
            "grad": _range(self.grads),
            "moved": _range(self.moves),
        }


def _line(row):
    return Line(row, tuple(row.name.split(".")), row.shared, _measured(row.grad), _measured(row.moved))


def _measured(text):
    """("norm", 0.5, 0.5) for "norm 0.5"; what is no finite number stays as it is and folds with its like only."""
    word, _, number = text.partition(" ")
    if word in ("norm", "by") and math.isfinite(float(number)):
        return word, float(number), float(number)
    return (text,)


def _range(measured):
    if len(measured) == 1:
        return measured[0]
    word, low, high = measured
    return f"{word} {_number(low)}" if low == high else f"{word} {_number(low)} to {_number(high)}"


def _names(names):
    """A few names as they are, many with their numbers folded: a block that is used 12 times has 12 names."""
    return names if len(names) < 4 else [".".join(line.path) for line in _folded([Row(n, None, "") for n in names])]


def _folded(rows):
    return _fold([_line(row) for row in rows], 0)


def _fold(lines, depth):
    """``lines``, which agree in the first ``depth`` parts of their names, with repeated blocks folded."""
    blocks = []
    for line in lines:
        part = line.path[depth] if depth < len(line.path) else None
        if blocks and part is not None and blocks[-1][0] == part:
            blocks[-1][1].append(line)
        else:
            blocks.append((part, [line]))
    folded, run = [], Run(depth)
    for part, block in blocks:
        block = _fold(block, depth + 1) if len(block) > 1 else block
        if not run.takes(part, block):
            folded += run.lines()
            run = Run(depth)
            run.takes(part, block)
    return folded + run.lines()


class Run:
    """Neighbouring blocks that may become one: the same lines, and numbers at equal distances."""

    def __init__(self, depth):
        self.depth, self.blocks, self.numbers, self.kind = depth, [], [], None

    def takes(self, part, block):
        """Take the block in, if it continues this run."""
        match = NUMBERED.fullmatch(part) if part and part[-1].isdecimal() else None
        number = int(match[2]) if match else None
        kind = (match[1], tuple(line.signature(self.depth, part) for line in block)) if match else None
        if self.blocks and not (kind and kind == self.kind and self._continues(number)):
            return False
        self.kind = kind
        self.numbers.append(number)
        self.blocks.append(block)
        return True

    def _continues(self, number):
        step = number - self.numbers[-1]
        return step > 0 and (len(self.numbers) < 2 or step == self.numbers[1] - self.numbers[0])

    def lines(self):
        if len(self.blocks) < 2:
            return [line for block in self.blocks for line in block]
        first, second, last = self.numbers[0], self.numbers[1], self.numbers[-1]
        if second == first + 1:
            numbers = f"{first}-{last}"
        else:
            numbers = ",".join(map(str, self.numbers)) if len(self.numbers) < 4 else f"{first},{second},…,{last}"
        return [self.merged(same, self.kind[0] + numbers) for same in zip(*self.blocks)]

    def merged(self, lines, part):
        first, before = lines[0], ".".join(lines[0].path[: self.depth])
        dot = "." if before else ""
        own, together = f"{before}{dot}{self.kind[0]}{self.numbers[0]}.", f"{before}{dot}{part}."
        return Line(
            first.row,
            (*first.path[: self.depth], part, *first.path[self.depth + 1 :]),
            tuple(together + name[len(own) :] if name.startswith(own) else name for name in first.shared),
            _spanned([line.grads for line in lines]),
            _spanned([line.moves for line in lines]),
            sum(line.times for line in lines),
        )


def _spanned(measured):
    if len(measured[0]) == 1:
        return measured[0]
    return measured[0][0], min(low for _, low, _ in measured), max(high for _, _, high in measured)
