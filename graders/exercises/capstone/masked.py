"""Lesson 09, exercise masked."""

import torch
from torch import nn

from graders.claims import claim
from graders.exercises.capstone import running
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def pruned(learner, inputs, outputs, kind, dtype, seed):
    """A layer with the learner's parametrization: what it shows, and after training, saving and a change of dtype."""
    import copy

    from torch.nn.utils import parametrize

    reseed(seed)
    layer, x = nn.Linear(inputs, outputs), torch.randn(9, inputs)
    first = layer.weight.detach().clone()

    def drawn():
        mask = torch.rand(outputs, inputs) < 0.5
        mask[0, 0], mask[0, 1] = True, False
        return mask if kind == "bool" else mask.float()

    mask, other = drawn(), drawn()
    kept = mask.clone()
    parametrize.register_parametrization(layer, "weight", learner["Masked"](mask))
    on = kept.bool()
    seen = {"right": bool(torch.equal(layer.weight.detach(), first * kept))}
    seen["inverse"] = bool(torch.equal(layer.weight.detach(), first * (~on).float()))
    seen["plain"] = bool(torch.equal(layer.weight.detach(), first))
    original = layer.parametrizations.weight.original
    seen["original"] = bool(torch.equal(original.detach(), first))
    seen["free"] = sum(p.numel() for p in layer.parameters() if p.requires_grad)
    seen["stored"] = [n for n in layer.state_dict() if n not in ("bias", "parametrizations.weight.original")]
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1, momentum=0.9)
    for _ in range(3):
        optimizer.zero_grad()
        (layer(x) * torch.randn(9, outputs)).sum().backward()
        optimizer.step()
    seen["zeros"] = bool((layer.weight.detach()[~on] == 0).all())
    seen["learns"] = bool((layer.weight.detach()[on] != first[on]).any())
    fresh = nn.Linear(inputs, outputs)
    parametrize.register_parametrization(fresh, "weight", learner["Masked"](other))
    try:
        fresh.load_state_dict(layer.state_dict())
        seen["reload"] = bool(torch.equal(fresh(x), layer(x)))
    except RuntimeError as error:
        seen["reload"], seen["load_error"] = False, str(error)[:120]
    copied = copy.deepcopy(layer)
    seen["copy"] = bool(torch.equal(copied(x), layer(x)))
    moved = copied.to(getattr(torch, dtype))
    seen["dtype"] = str(moved.weight.dtype).removeprefix("torch.")
    seen["dtype_zeros"] = bool((moved.weight.detach()[~on] == 0).all())
    seen["mask_kept"] = bool(torch.equal(mask, kept))
    return seen


@exercise(
    "capstone/masked",
    "Masked",
    hints=(
        "Print layer.state_dict().keys() after you have put your mask on. Does the mask stand there?",
        "A constant that has to be saved is a buffer: self.register_buffer(\"mask\", mask) in __init__. forward gets the weight and "
        "returns a new one.",
        "In forward:\n    return weight * self.mask",
    ),
)  # fmt: skip
def masked(ask, rng):
    cases = []
    for kind, dtype in (("float", "float64"), ("bool", "bfloat16"), ("float", "bfloat16")):
        a, b = rng.sample(range(4, 9), 2)
        cases.append({"inputs": a, "outputs": b, "kind": kind, "dtype": dtype, "seed": rng.randrange(10**6)})
    for case, seen in zip(cases, answers(ask(run_each(pruned, "Masked", each=cases)))):
        yield running(seen, "a class")
        yield from (one for one in claims_of(seen["result"], case) if not one.holds or one.name == "reload")


def claims_of(seen, case):
    told = f"a mask of {case['kind']}s on a weight ({case['outputs']}, {case['inputs']})"
    cause = None
    if seen["inverse"]:
        cause = "The wrong half is kept: 1 in the mask keeps a weight, 0 takes it out."
    elif seen["plain"]:
        cause = "The weight comes back as it was: forward returns weight * mask."
    elif not seen["original"]:
        cause = "The weight that is given is written into; return a new tensor."
    yield claim(
        "weight", seen["right"], f"{told}: weight times mask", f"layer.weight is the old weight times the mask ({told})",
        "another tensor", cause=cause,
    )  # fmt: skip
    yield claim(
        "original", seen["original"], "the numbers behind the mask stay as they were", found="the original weight has changed",
        cause="The weight that is given is written into (*=, mul_, .data): multiply into a new tensor.",
    )  # fmt: skip
    want = case["outputs"] * (case["inputs"] + 1)
    yield claim(
        "trainable", seen["free"] == want, f"{want} numbers to train, as without the mask", found=f"{seen['free']} numbers to train",
        cause="The mask is a Parameter, and would be trained. register_buffer keeps what is saved and not trained."
        if seen["free"] > want else "The weight is frozen, or out of sight.",
    )  # fmt: skip
    yield claim(
        "zeros", seen["zeros"], "after three steps the zeros are zeros", found="masked weights are not zero after three steps",
        cause="The mask works once: it has to be multiplied in each call of forward.",
    )  # fmt: skip
    yield claim(
        "learns", seen["learns"], "what is kept learns", found="no weight moves in three steps",
        cause="No gradient reaches the weight: detach(), .data or no_grad() in forward cut the path.",
    )  # fmt: skip
    cause = None
    if "load_error" not in seen and not seen["stored"]:
        cause = "The mask is not in the state_dict: a fresh layer keeps its own. register_buffer(\"mask\", mask) saves it."
    found = "the fresh layer keeps another mask" if "load_error" not in seen else " ".join(seen["load_error"].split())[:90]
    yield claim(
        "reload", seen["reload"], f"{told}: loaded into a layer with another mask, the same answers",
        "state_dict loaded into a layer with another mask: the same answers", found, cause=cause,
    )  # fmt: skip
    yield claim("copy", seen["copy"], "copy.deepcopy gives the same answers", found="the copy answers differently")
    yield claim(
        "dtype", seen["dtype"] == case["dtype"] and seen["dtype_zeros"], f".to(torch.{case['dtype']}) reaches all of it",
        f"layer.weight is {case['dtype']} after .to()", seen["dtype"],
        cause="The mask stays behind in another type: a buffer goes along." if seen["dtype"] != case["dtype"] else None,
    )  # fmt: skip
    yield claim("mask", seen["mask_kept"], "the mask that is given stays as it is", found="your code writes into it")
