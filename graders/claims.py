"""Claims: pure functions of what was seen. Each says what should hold, whether it does, and what was found instead.

Names, layouts and layer types are never claims: behaviour and identity are. A claim also tells `diagnose` what the
exercise intends (``intent``), since the same model can be right for one task and wrong for another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graders.seen import Error
from graders.seen import Model as Seen


@dataclass(frozen=True)
class Claim:
    """One statement about an answer. ``fact`` is shown when it holds; ``expected`` and ``found`` when it does not.

    ``cause`` is a plain sentence on what the answer does, for a mistake of this exercise alone, where what was found
    leaves no doubt; a mistake that people make elsewhere too is a sign with a code.
    """

    name: str
    holds: bool
    fact: str
    expected: str = ""
    found: str = ""
    line: str | None = None
    cause: str | None = None
    seen: Seen = field(default_factory=Seen, repr=False, compare=False)
    intent: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)


def claim(
    name: str,
    holds: object,
    fact: str,
    expected: str = "",
    found: object = "",
    seen: Seen | None = None,
    line: str | None = None,
    cause: str | None = None,
    **intent: Any,
) -> Claim:
    """A claim of an exercise's own, on anything that it saw."""
    return Claim(name, bool(holds), fact, expected or fact, str(found), line, cause, seen or {}, intent)


PHASES = {
    "source": "its lines are read",
    "build": "it is built",
    "parameters": "its parameters are listed",
    "eval": "eval() is called",
    "train": "train() is called",
    "forward": "forward() runs",
    "backward": "backward() runs",
    "step": "the optimizer steps",
    "call": "it is called",
}


def works(seen: Seen, what: str = "a class") -> Claim:
    """The answer exists, is callable and could be looked at without an error."""
    expected = f"{what} that runs without an error"
    if missing := seen.get("missing"):
        near = f"; there is {missing['similar'][0]}" if missing["similar"] else ""
        because = (
            f"its cell ended in {missing['because']}" if "because" in missing else "did its cell run without an error?"
        )
        return claim(
            "exists",
            False,
            "",
            f"{missing['name']} defined in the notebook",
            f"no {missing['name']}{near}: {because}",
            seen,
        )
    if wrong := seen.get("wrong_kind"):
        found = f"{wrong['name']} is of type {wrong['type']}"
        if wrong["type"] == wrong["name"]:
            found = f"{wrong['name']} is one object already built: leave the class itself under this name"
        return claim("kind", False, "", f"{wrong['name']} is {what}", found, seen)
    if changed := seen.get("changed"):
        return claim(
            "arguments",
            False,
            "",
            "what you are given stays as it was: make a copy to change",
            f"your code changed {changed['before']} into {changed['after']}",
            seen,
        )
    if "not_a_module" in seen:
        return claim(
            "kind",
            False,
            "",
            f"{seen['name']} is a class derived from nn.Module",
            f"{seen['call']} gives an object of type {seen['not_a_module']}",
            seen,
            cause=f"Its first line needs the base class: class {seen['name']}(nn.Module)."
            if seen.get("class", {}).get("is_class")
            else f"A function stands there: class {seen['name']}(nn.Module) begins a class.",
        )
    if error := seen.get("error"):
        like = seen.get("class", {}).get("forward_like")
        if like and 'missing the required "forward"' in error["text"]:
            found = f"no method forward; there is {like[0]}"
            return claim(error["type"], False, "", expected, found, seen, error["line"])
        return claim(error["type"], False, "", expected, error_text(error), seen, error["line"], error_cause(error))
    return claim("works", True, expected)


def error_text(error: Error) -> str:
    """An exception in one sentence: when it happened, its type, its text."""
    when = PHASES.get(error["phase"], error["phase"])
    if error["type"] == "KeyboardInterrupt":
        return f"stopped by an interrupt while {when}: a loop that never ends?"
    if error["stub"]:
        return f"the placeholder line is still there when {when}"
    if error["type"] == "Kernel":
        return str(error["text"])
    text = " ".join(error["text"].split())
    if error.get("ours"):
        return f"a result that cannot be used here ({text[:100]})"
    if "Boolean value of Tensor" in text:
        text = "a tensor of several numbers was asked for one yes or no (if, while, and, or, not; == or `in` between tensors)"
    return f"{error['type']} when {when}: {text[:150]}"


# What the text of an error leaves no doubt about; where there is a second pattern, the learner's line must hold it too.
ERROR_CAUSES = (
    (r"Boolean value of Tensor", r"\bmax\(|\bmin\(",
     "Python's max and min choose between whole tensors; torch.maximum, torch.minimum or torch.where choose number by number."),
    (r"Boolean value of Tensor|The size of tensor", r"[^<>=!]==|\.index\(|^(?!.*\bfor\b).*\bin\b",
     "== and `in` compare the numbers of two tensors, one by one. `is` asks whether they are the same object."),
    (r"Boolean value of Tensor", r"\b(?:if|while)\b.*[<>]",
     "The comparison gives a yes or no for each number, and if needs one for all. torch.where chooses number by number."),
    (r"'method' object is not iterable", "", "A method stands there without its parentheses: parameters for parameters()."),
    (r"'bool' object is not callable", "", "What is True or False is not called: is_leaf, requires_grad and training take no parentheses."),
    (r"'Parameter' object is not callable", "", "A Parameter is data: multiply by it or add it. Layers are called."),
    (r"'module' object is not callable", r"nn\.parameter\(", "nn.parameter is a module of Python; the class is nn.Parameter."),
    (r"object of type 'generator' has no len", "",
     "parameters() hands the tensors out one by one, without a length; list(...) makes a list of them."),
    (r"'generator' object has no attribute", "",
     "parameters() hands out several tensors, one by one: the question goes to each of them."),
    (r"context manager protocol|__enter__", r"\bwith\b.*(?:_grad|_mode)\b", "no_grad is called: `with torch.no_grad():`, with its parentheses."),
    (r"'NoneType' object has no attribute", "", "What stands before the dot can be None: that case comes first."),
    (r"'(?:Parameter|Tensor)' object has no attribute 'parameters'", "",
     "A tensor stands where a module should: the arguments come in the order of the task."),
    (r"object has no attribute '(?:weight|bias)'", "",
     "Not everything has a weight and a bias of these names; parameters() lists what there is."),
    (r"'(?:list|float|int)' object has no attribute 'detach'", "",
     "nn.Parameter takes a tensor; torch.tensor, torch.full or torch.ones makes one."),
    (r"takes \d+ positional arguments? but \d+ w|missing \d+ required positional", "",
     "It is called with the arguments of the task, and its def line lists others. In a method self comes first."),
    (r"cannot assign '.*Tensor' (?:as|object to) parameter", "",
     "Under a Parameter's name PyTorch takes Parameters only, and here came a plain tensor. A result gets another name."),
    (r"Only Tensors of floating point and complex dtype can require gradients", "",
     "The Parameter would hold whole numbers. Gradients need floats: 1.0, not 1."),
    (r"argument 'size' .*must be tuple of ints, not int", "", "A shape is a tuple, of one number too: (n,), with the comma."),
    (r"not enough values to unpack .*got 2\)", r"\.(?:shape|size\(\))",
     "The shape is taken apart into more sizes than this input has."),
    (r"leaf Variable that requires grad", "",
     "A tensor that waits for a gradient is written into. Make a new tensor, or work on a clone."),
    (r"leaky_relu.*must be Number, not Parameter", "",
     "F.leaky_relu takes one plain number as its slope, and no gradient reaches that. torch.where takes tensors."),
)  # fmt: skip


def error_cause(error: Error) -> str | None:
    """In a plain sentence what the learner's line does wrong, where the error leaves no doubt."""
    line = error.get("line") or ""
    if error["type"] == "NameError" and (name := re.search(r"name '(\w+)' is not defined", error["text"])):
        return f"Nothing is called {name[1]} there. Is it an argument, an attribute of self, or a text without quotation marks?"
    if error["type"] == "StopIteration":
        return "next() found nothing to hand out: a module may have no parameters."
    if error["type"] == "NotImplementedError" and "raise NotImplementedError" in line:
        return "A line of your own raises this: that part is still to be written."
    for pattern, code, sentence in ERROR_CAUSES:
        if re.search(pattern, error["text"]) and re.search(code, line):
            return sentence
    return None


def output_shape(seen: Seen, *shape: int) -> Claim:
    """``forward`` returns one tensor of this shape."""
    forward, cause = seen["forward"], None
    found = f"a tensor of shape {tuple(forward['shape'])}" if forward["shape"] is not None else f"a {forward['type']}"
    if forward["type"] == "NoneType":
        found, cause = "nothing", "forward() comes to its end without a return: it is missing, or stands inside an if."
    return claim(
        "shape",
        forward["shape"] == list(shape),
        f"an output of shape {shape}",
        f"{seen['call']} gives a tensor of shape {shape}",
        found,
        seen,
        cause=cause,
    )


def registered(seen: Seen) -> Claim:
    """Everything that backward() would reach is in ``parameters()``, and calling the model changes nothing there."""
    forward = seen["forward"]
    orphans, changed = forward["orphans"], forward["registry_grew"] or forward["registry_changed"]
    found = "every learnable tensor used by forward() is registered"
    if orphans:
        numbers = sum(orphan["numel"] for orphan in orphans)
        found = f"forward() uses {numbers} learnable numbers that parameters() does not list"
    elif changed:
        found = f"calling the model changes its parameters: {', '.join(changed)}"
    return claim(
        "registered",
        not orphans and not changed,
        "every learnable tensor that forward() uses is registered",
        "parameters() lists everything that forward() learns with",
        found,
        seen,
    )


def number_of(count: int) -> str:
    return "1 number" if count == 1 else f"{count} numbers"


def parameter_count(seen: Seen, want: int, arithmetic: str) -> Claim:
    """This many trainable numbers, each parameter once. ``arithmetic`` says how they come about.

    A parameter is a tensor: what is counted are numbers, here and in the table of `summary`.
    """
    found, tensors = seen["effective"], len(seen["parameters"])
    frozen = sum(p["numel"] for p in seen["parameters"] if not p["trainable"])
    counted = f"{number_of(want)} in {tensors} parameter{'s' * (tensors != 1)}, as {arithmetic}"
    return claim(
        "parameter-count",
        found == want,
        counted if found == want else f"how many numbers {seen['call']} trains",
        f"{number_of(want)} to train, as {arithmetic}",
        f"{number_of(found)} to train" + (f" and {frozen} frozen" if frozen else ""),
        seen,
        parameters=want,
    )


def differentiable(seen: Seen) -> Claim:
    """backward() can start from the output."""
    return claim(
        "differentiable",
        seen["forward"]["requires_grad"],
        "backward() can start from the output",
        found="the output has no history: requires_grad is False",
        seen=seen,
    )


def gradient_flow(seen: Seen) -> Claim:
    """Each trainable parameter receives a gradient that is not zero."""
    trainable = [name for p in seen["parameters"] if p["trainable"] for name in p["names"][:1]]
    status = seen["gradients"]["status"]
    silent = [name for name in trainable if status.get(name) != "nonzero"]
    detail = "; ".join(f"{name}: {'no gradient' if status.get(name) == 'none' else 'zero'}" for name in silent[:3])
    return claim(
        "gradient-flow",
        not silent,
        "a gradient reaches every parameter",
        "a gradient that is not zero for each parameter",
        detail,
        seen,
        all_learn=True,
    )


def moves(seen: Seen) -> Claim:
    """One optimizer step changes each trainable parameter."""
    trainable = [name for p in seen["parameters"] if p["trainable"] for name in p["names"][:1]]
    still = [name for name in trainable if name not in seen["gradients"]["moved"]]
    return claim(
        "moves",
        not still,
        "one optimizer step moves every one of them",
        "each parameter moves in an optimizer step",
        f"unmoved: {', '.join(still[:4])}",
        seen,
    )


def repeatable(seen: Seen) -> Claim:
    """In eval mode the same input gives the same output, and forward leaves the parameters alone."""
    forward, cause = seen["forward"], None
    found = "two calls gave two different outputs"
    if forward["written"]:
        found = f"forward() overwrites {', '.join(forward['written'])}"
        if forward["renorms"] and not forward["reset"]:
            cause = "max_norm shortens the rows that are looked up, at each call: it writes into the table."
    return claim(
        "same-twice",
        forward["same_twice"] and not forward["written"],
        "in eval mode two calls give the same output",
        found=found,
        seen=seen,
        cause=cause,
    )


def round_trip(seen: Seen) -> Claim:
    """``state_dict`` saved, loaded into a fresh twin: the same output."""
    trip = seen["round_trip"]
    found = "the fresh model answers differently, and no key was missing"
    if "error" in trip:
        found = error_text({**trip["error"], "phase": "the state_dict is loaded"})
    return claim(
        "round-trip", trip["same"], "saved and loaded into a fresh model, it answers the same", found=found, seen=seen
    )


def follows_dtype(seen: Seen) -> Claim:
    """``.to(torch.float64)`` reaches everything that forward uses."""
    dtype = seen["dtype"]
    found = "parts of it stay behind"
    if "error" in dtype:
        found = error_text({**dtype["error"], "phase": "used after .to(torch.float64)"})
    return claim("dtype", dtype["follows"], ".to(torch.float64) reaches all of it", found=found, seen=seen)


def nonlinear(seen: Seen) -> Claim:
    """The model is not one straight-line map."""
    return claim(
        "nonlinear",
        not seen["dtype"].get("affine"),
        "it bends: the whole is more than one linear layer",
        "a nonlinearity between the layers",
        "f(a+b) + f(0) = f(a) + f(b): the whole is one linear layer",
        seen,
        nonlinear=True,
    )


def straight(seen: Seen) -> Claim:
    """The model is one straight-line map: a linear layer and nothing else."""
    return claim(
        "straight",
        seen["dtype"].get("affine"),
        "it is linear: nothing bends its output",
        found="the output is not a linear function of the input",
        seen=seen,
    )


def learns(seen: Seen, count: int, arithmetic: str) -> Iterator[Claim]:
    """The claims of every module that learns, in the order in which a mistake is easiest to understand."""
    yield registered(seen)
    yield parameter_count(seen, count, arithmetic)
    yield gradient_flow(seen)
    yield moves(seen)
    yield repeatable(seen)
    yield round_trip(seen)
    yield follows_dtype(seen)
