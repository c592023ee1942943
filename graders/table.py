"""The parameter table: every parameter and buffer of a module, what trains, what is shared, where gradients are."""

import html
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn.parameter import UninitializedTensorMixin

from graders.marks import COLOURS, MARKS


@dataclass(frozen=True)
class Row:
    """One tensor: its first name, its shape (None if not materialised yet), its kind and the state of its gradient."""

    name: str
    shape: tuple[int, ...] | None
    kind: str
    shared: tuple[str, ...]
    grad: str
    moved: str

    @property
    def count(self):
        return torch.Size(self.shape).numel() if self.shape is not None else None


class Summary:
    """The table of a module. ``total`` and ``trainable`` count each parameter once, however many names it has."""

    def __init__(self, title, rows, output=None):
        self.title, self.rows, self.output = title, rows, output

    @property
    def total(self):
        return sum(row.count or 0 for row in self.rows if row.kind != "buffer")

    @property
    def trainable(self):
        return sum(row.count or 0 for row in self.rows if row.kind == "trained")

    @property
    def _head(self):
        optional = ("shared", "grad", "moved")
        return [
            "name",
            "shape",
            "count",
            "kind",
            *(column for column in optional if any(getattr(r, column) for r in self.rows)),
        ]

    def _cells(self, row):
        cells = {
            "name": row.name,
            "shape": " × ".join(map(str, row.shape)) or "1 number" if row.shape is not None else "not materialised yet",
            "count": f"{row.count:,}" if row.count is not None else "?",
            "kind": f"{MARKS[row.kind]} {row.kind}",
            "shared": f"∞ {', '.join(row.shared)}" if row.shared else "",
            "grad": row.grad,
            "moved": row.moved,
        }
        return [cells[column] for column in self._head]

    @property
    def _footer(self):
        unknown = sum(row.count is None for row in self.rows)
        words = f"{self.total:,} parameters, {self.trainable:,} of them trained"
        if unknown:
            words += f"; {unknown} tensors are not materialised yet and not counted"
        return words + (f"; output {self.output}" if self.output else "")

    def __repr__(self):
        table = [self._head, *(self._cells(row) for row in self.rows)]
        widths = [max(len(line[i]) for line in table) for i in range(len(self._head))]
        lines = []
        for line in table:
            cells = [
                c.rjust(w) if self._head[i] == "count" else c.ljust(w) for i, (c, w) in enumerate(zip(line, widths))
            ]
            lines.append("  ".join(cells).rstrip())
        lines.insert(1, "  ".join("─" * width for width in widths))
        return "\n".join([self.title, *lines, self._footer])

    def _repr_html_(self):
        style = "text-align: left; padding: 0.2em 0.8em"
        head = "".join(f'<th scope="col" style="{style}">{column}</th>' for column in self._head)
        body = []
        for row in self.rows:
            cells = []
            for column, cell in zip(self._head, self._cells(row)):
                extra = "; text-align: right; font-variant-numeric: tabular-nums" if column == "count" else ""
                extra += "; font-family: monospace" if column == "name" else ""
                text = html.escape(cell)
                if column == "kind":
                    text = f'<span style="color: {COLOURS[row.kind]}">{cell[0]}</span>{text[1:]}'
                tag = 'th scope="row"' if column == "name" else "td"
                weight = "; font-weight: normal" if column == "name" else ""
                cells.append(f'<{tag} style="{style}{extra}{weight}">{text}</{tag.split()[0]}>')
            body.append(f"<tr>{''.join(cells)}</tr>")
        return (
            f'<table><caption style="text-align: left; caption-side: top"><strong>{html.escape(self.title)}</strong>: '
            f"{html.escape(self._footer)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
        )


def summary(model, *inputs, before=None):
    """The parameter table of ``model``: name, shape, count, trained/frozen/buffer, shared names, state of ``.grad``.

    With ``inputs`` the model is called once, without gradients and in its present mode, to show the output's shape; its
    buffers and the random state are put back. With ``before`` (an earlier copy of the model, or of its state_dict) a
    column tells what moved. Works on the meta device; lazy modules that have seen no input say so. Raises TypeError if
    ``model`` is not an nn.Module.
    """
    from graders import practice

    practice.refuse_while_looking("summary")
    if not isinstance(model, nn.Module):
        hint = "; give an object of the class, such as Net()" if isinstance(model, type) else ""
        raise TypeError(f"summary expects an nn.Module, not {type(model).__name__}{hint}")
    output = _called(model, inputs) if inputs else None
    old = before.state_dict() if isinstance(before, nn.Module) else before
    found = {}
    for kind, pairs in (
        ("parameter", model.named_parameters(remove_duplicate=False)),
        ("buffer", model.named_buffers(remove_duplicate=False)),
    ):
        for name, tensor in pairs:
            found.setdefault(id(tensor), (kind, tensor, []))[2].append(name)
    rows = []
    for kind, tensor, names in found.values():
        lazy = isinstance(tensor, UninitializedTensorMixin)
        if kind == "parameter":
            kind = "trained" if tensor.requires_grad else "frozen"
        rows.append(
            Row(
                names[0],
                None if lazy else tuple(tensor.shape),
                kind,
                tuple(names[1:]),
                _grad(tensor) if kind == "trained" and any(p.grad is not None for p in model.parameters()) else "",
                _moved(tensor, old, names[0]) if old is not None else "",
            )
        )
    return Summary(type(model).__name__, rows, output)


def _called(model, inputs):
    state = torch.get_rng_state()
    buffers = [(buffer, buffer.clone()) for buffer in model.buffers()]
    try:
        with torch.no_grad():
            output = model(*inputs)
            for buffer, value in buffers:
                buffer.copy_(value)
    finally:
        torch.set_rng_state(state)
    return " × ".join(map(str, output.shape)) if isinstance(output, torch.Tensor) else type(output).__name__


def _grad(tensor):
    if tensor.grad is None:
        return "none"
    norm = tensor.grad.norm().item() if not tensor.grad.is_meta else float("nan")
    return f"norm {norm:.2g}" if norm else "zero"


def _moved(tensor, old, name):
    if name not in old:
        return "new"
    if old[name].shape != tensor.shape:
        return "other shape"
    distance = (tensor.detach() - old[name]).double().norm().item()
    return f"by {distance:.2g}" if distance else "no"
