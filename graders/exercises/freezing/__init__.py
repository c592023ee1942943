"""Lesson 06, freezing: what stands still, by which switch, and what learning passes through."""

from graders.causes import told_by, with_cause
from graders.claims import Claim, Seen, works

ERRORS = (  # a part of an error's text, and the cause that it leaves no doubt about
    ("'generator' object has no attribute 'requires_grad", "parameters() hands out the parameters one by one: loop over them, or ask the module: module.requires_grad_(False)."),
    ("'bool' object is not callable", "requires_grad is a switch, True or False; requires_grad_(...), with the underscore, is the method."),
    ("has no attribute 'require_grad", "The name is requires_grad, with an s after require."),
    ("too many values to unpack|not enough values to unpack", "named_parameters() gives pairs of a name and a parameter; parameters() gives parameters alone."),
    ("leaf variables", "A tensor that was computed cannot be frozen: the switch is on the parameter."),
    ("shapes cannot be multiplied", "A size does not fit: is it written down, where the given model has another?"),
    ("'tuple' object has no attribute 'requires_grad'", "named_parameters() gives pairs: for name, p in module.named_parameters()."),
    ("'str' object has no attribute 'requires_grad'", "What the loop hands out is a name, a text: the parameter is the second of each pair."),
    ("optimizer got an empty parameter list", "The optimizer is handed nothing: what it should train was filtered out, frozen, or used up."),
    ("missing 1 required positional argument: 'lr'", "SGD of this version wants a learning rate: lr=0.01."),
    ("backward through the graph a second time", "The history of the first backward() is gone at the second: compute the output again."),
    ("takes 1 positional argument but 2|takes 0 positional arguments but 1", "self is missing: in a method it comes first."),
    ("cannot assign module before Module.__init__", "super().__init__() comes first."),
    ("has no attribute 'out_features'|has no attribute 'in_features'", "Only a Linear knows in_features; ask model.head for it."),
    ("only for scalar outputs", "backward() starts from one number: sum what there are several of."),
    ("Inference tensors", "inference_mode() cuts the way back as no_grad() does, and backward() cannot use what is made in it."),
    ("has no attribute 'running_", "The BatchNorm may lie at another place: buffers() lists its record wherever it is."),
    ("maximum recursion depth", "A method calls itself without end: super().train(...) goes to the one of nn.Module."),
)  # fmt: skip


def running(seen: Seen, what: str = "a function") -> Claim:
    """The claim that the answer runs, with the cause where the error leaves no doubt."""
    return with_cause(works(seen, what), told_by(seen.get("error", {}).get("text", ""), ERRORS))


def listed(names: list[str], most: int = 3) -> str:
    """Some names as a card shows them."""
    return (
        ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "") if names else "none"
    )


NO_RETURN = "Your function gives nothing back: its last line needs a return."
ALL_FROZEN = "Everything is frozen, the head too: no parameter is left that could learn."
