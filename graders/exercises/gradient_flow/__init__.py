"""Lesson 08, gradient flow: how much of the gradient arrives where, and the faults that nothing complains about."""

from typing import Any

from graders.causes import told_by, with_cause
from graders.claims import Claim, Seen, works

NOTHING = "Your function gives nothing back: print shows something, return hands it over."
ERRORS = (  # a part of an error's text, and the cause that it leaves no doubt about
    (r"'NoneType' object has no attribute '(?:norm|any|abs|data|square|pow|flatten|numel|sum|item|clone|detach)'",
     "p.grad is None for some parameters: the loss does not reach them, or they are frozen. That case comes first."),
    (r"unsupported operand type\(s\) for .*NoneType|NoneType.*unsupported operand|must be Tensor, not NoneType|input.*must be Tensor, not NoneType",
     "p.grad is None for some parameters: the loss does not reach them. That case comes first."),
    ("appears to not have been used in the graph",
     "torch.autograd.grad raises where the loss does not reach a parameter: allow_unused=True gives None for it."),
    ("One of the differentiated Tensors does not require grad",
     "torch.autograd.grad takes only what asks for gradients: leave frozen parameters out of its list."),
    ("backward through the graph a second time",
     "backward() was called a second time on one loss: its history is gone after the first time."),
    ("only for scalar outputs", "backward() starts from one number: make one of the output first."),
    ("does not require grad and does not have a grad_fn",
     "backward() has nowhere to go: the number was computed without a history, as under no_grad() or from .item()."),
    ("Boolean value of Tensor", "A tensor of several numbers has no yes or no: ask (p.grad != 0).any()."),
    ("a leaf Variable that requires grad", "A tensor that waits for a gradient is written into: the numbers of the model stay as they are."),
    ("'generator' object is not subscriptable", "A generator hands things out one by one: list(...) makes a list of it."),
    ("'function' object has no attribute '(?:model|optimizer|loss|step|batch|chart)'", "Call it: admit() gives a patient."),
    (r"'(?:right)\.(?:weight|bias)'",
     "named_parameters() names a tied tensor once, by its first name: remove_duplicate=False, or get_parameter(name)."),
    ("'dict' object is not an iterator", "A function under @contextmanager hands over by yield: yield seen, not return."),
    ("'generator' object does not support the context manager|'generator' object has no attribute '__enter__'|AttributeError: __enter__",
     "A function with yield becomes a context manager by @contextmanager above it."),
    ("has no attribute 'batches'|'Patient' object has no attribute", "A patient has model, optimizer, loss, step, batch and chart."),
)  # fmt: skip


def running(seen: Seen, what: str = "a function") -> Claim:
    """The claim that the answer runs, with the cause where the error leaves no doubt."""
    return with_cause(works(seen, what), told_by(seen.get("error", {}).get("text", ""), ERRORS))


def typed(result: dict[str, Any], wanted: str) -> tuple[str, str]:
    """What was found, and why, where the answer is of another type than ``wanted``."""
    kind = result["type"]
    if kind == "NoneType":
        return "nothing", NOTHING
    article = "an" if kind[:1] in "aeiou" else "a"
    return f"{article} {kind}", f"The answer is {wanted}; yours is {article} {kind}."


def some(names: Any, most: int = 4) -> str:
    """Names as a card shows them: the first ones."""
    names = sorted(names)
    shown = ", ".join(repr(name)[:30] for name in names[:most])
    return f"[{shown}{f', and {len(names) - most} more' if len(names) > most else ''}]"
