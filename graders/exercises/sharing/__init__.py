"""Lesson 05, sharing: one set of numbers in several places, on purpose and by accident."""

import re
from dataclasses import replace

from graders.causes import told_by, with_cause
from graders.claims import Claim, Seen, works

ERRORS = (  # a part of an error's text, and the cause that it leaves no doubt about
    ("shapes cannot be multiplied", "Rows and columns do not fit: is a weight transposed once too often, or not at all? .t() does it."),
    ("is a double", "Two dtypes meet."),
    ("cannot assign 'torch.FloatTensor' as parameter", "Under a Parameter's name PyTorch takes Parameters only: .t() gives a plain tensor. Transpose in forward()."),
    ("takes 1 positional argument but 2", "self is missing: in a method it comes first."),
    ("is not a Module subclass", "Only layers fit in there: a list stands where each layer should, so take it apart with *."),
    (r"argument after \* must be an iterable", "The star takes a list apart: [layer] * n makes one."),
    ("can't multiply sequence by non-int", "A list is repeated by a number: [layer] * n, not the other way with a list or a float."),
    (r"unsupported operand type\(s\) for \*", "A layer cannot be multiplied, a list can: [layer] * n."),
    ("has no attribute 'copy'", "Layers have no copy(): copy.deepcopy(layer) makes one with numbers of its own."),
    ("has no attribute 'clone'", "Layers have no clone(): copy.deepcopy(layer) makes one with numbers of its own."),
    ("backward through the graph a second time", "The history of the first backward() is gone at the second: compute the output again for each."),
    ("only for scalar outputs", "backward() starts from one number: sum what there are several of, h.sum().backward()."),
    (r"(?:must be Tensor, not|operand.*) '?(?:ReLU|Tanh|Sigmoid)\b", "A layer is made there, and not called: nn.ReLU()(h), or torch.relu(h)."),
    ("object has no attribute 'grad'", "A layer has no .grad, its Parameters have: layer.weight.grad."),
    ("does not require grad", "The output has no history: was it computed under no_grad(), or from detached numbers?"),
)  # fmt: skip


def error_cause(text: str) -> str | None:
    """The cause that the text of an error leaves no doubt about."""
    sizes = re.search(r"shapes cannot be multiplied \(\d+x(\d+) and (\d+)x(\d+)\)", text)
    if sizes and sizes[2] == sizes[3]:  # turning it would change nothing
        return (
            f"A layer for {sizes[2]} numbers gets {sizes[1]}: its size is written down, and the given one is another."
        )
    return told_by(text, ERRORS)


def running(seen: Seen, cause: str | None = None) -> Claim:
    """The claim that the answer, a function, runs; ``cause`` is sure, or else the error may tell."""
    ran = works(seen, "a function")
    if cause and not ran.holds:
        return replace(ran, cause=cause)
    return with_cause(ran, error_cause(seen.get("error", {}).get("text", "")))
