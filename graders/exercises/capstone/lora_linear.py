"""Lesson 09, exercise lora-linear."""

import torch
from torch import nn

from graders.causes import number, told_by, with_cause
from graders.claims import claim
from graders.exercises.capstone import running
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def adapted(learner, inputs, outputs, r, alpha, bias, seed):
    """What LoRALinear does with a layer: at the start, with A and B set, after a step, merged, saved."""
    import copy

    reseed(seed)
    base = nn.Linear(inputs, outputs, bias=bias)
    twin, x = copy.deepcopy(base), torch.randn(7, inputs)
    lora = learner["LoRALinear"](base, r, alpha)
    seen = {"module": isinstance(lora, nn.Module)}
    if not seen["module"]:
        return {**seen, "type": type(lora).__name__}
    with torch.no_grad():
        seen["start"] = (lora(x) - twin(x)).abs().max().item()
        seen["many"] = list(lora(torch.randn(2, 3, inputs)).shape) == [2, 3, outputs]
    free = [p for p in lora.parameters() if p.requires_grad]
    seen["free"] = [list(p.shape) for p in free]
    seen["base"] = any(p is base.weight for p in lora.parameters())
    seen["thawed"] = base.weight.requires_grad or (bias and base.bias.requires_grad)
    if len(free) != 2 or sorted(p.numel() for p in free) != sorted([r * inputs, r * outputs]):
        return seen
    zero = [not p.detach().any().item() for p in free]
    seen["zeros"] = sum(zero)
    if sum(zero) != 1:
        return seen
    down, up = (free[1], free[0]) if zero[0] else (free[0], free[1])
    with torch.no_grad():
        down.copy_(torch.randn_like(down))
        up.copy_(torch.randn_like(up))
    # the change of the weight, for each way in which A and B can lie
    fits = []
    for a, b in ((down, up), (up, down)):
        a_ = a if a.shape == (r, inputs) else a.t()
        b_ = b if b.shape == (outputs, r) else b.t()
        if a_.shape == (r, inputs) and b_.shape == (outputs, r):
            fits.append((b_ @ a_).detach())
    with torch.no_grad():
        got = lora(x) - twin(x)
        seen["scales"] = {}
        for name, scale in (("right", alpha / r), ("one", 1.0), ("alpha", alpha), ("r", 1 / r), ("upside", r / alpha), ("root", alpha / r**0.5)):
            off = min((got - scale * x @ change.t()).abs().max().item() for change in fits)
            seen["scales"][name] = off < 1e-3 * (1 + got.abs().max().item()) * 0.1
        seen["lost_bias"] = bool(bias) and bool(torch.allclose(lora(x) + twin.bias, twin(x) + alpha / r * x @ fits[0].t(), atol=1e-3))
        before = lora(x)
    (lora(x) * torch.randn(7, outputs)).sum().backward()
    seen["hears"] = [p.grad is not None and bool(p.grad.any()) for p in free]
    merged = lora.merge()
    seen["merged"] = type(merged).__name__
    seen["linear"] = isinstance(merged, nn.Linear)
    if not seen["linear"]:
        return seen
    with torch.no_grad():
        size = before.abs().max().item()
        seen["merge_off"] = (merged(x) - before).abs().max().item() / size
        seen["merge_plain"] = (merged(x) - twin(x)).abs().max().item() / size
        change = min(fits, key=lambda c: (twin(x) + alpha / r * x @ c.t() - before).abs().max().item())
        seen["merge_unscaled"] = (merged(x) - twin(x) - x @ change.t()).abs().max().item() / size
        seen["merge_no_bias"] = bool(bias) and merged.bias is None
        seen["after"] = (lora(x) - before).abs().max().item() / size
        seen["kept"] = torch.equal(base.weight, twin.weight)
        if merged.bias is not None:
            merged.bias.add_(1.0)
        merged.weight.add_(1.0)
        seen["apart"] = (lora(x) - before).abs().max().item() / size < 1e-4
    return seen


RULES = (
    ("mat1 and mat2 shapes|size of tensor a|inconsistent tensor size", "The shapes do not meet: x is (..., inputs), A.T (inputs, r), B.T (r, outputs), in that order."),
    ("'NoneType' object has no attribute '(?:data|clone|detach|copy_)'", "A layer made with bias=False has None in the place of its bias."),
)  # fmt: skip


@exercise(
    "capstone/lora-linear",
    "LoRALinear",
    hints=(
        "How many numbers with requires_grad does your layer have, and what does it answer before any training?",
        "Freeze the base with requires_grad_(False). A (r, inputs) starts random, B (outputs, r) at zero, both nn.Parameter. "
        "The detour: x @ A.T @ B.T, times alpha / r.",
        "In merge, a layer of its own:\n"
        "    merged = copy.deepcopy(self.base)\n"
        "    with torch.no_grad():\n"
        "        merged.weight += self.alpha / self.r * self.B @ self.A\n"
        "    return merged",
    ),
)
def lora_linear(ask, rng):
    a, b = rng.sample([5, 6, 8, 9], 2)
    cases = [
        {"inputs": a, "outputs": b, "r": 2, "alpha": 6, "bias": True},
        {"inputs": a, "outputs": a, "r": 3, "alpha": rng.choice([4, 7, 12]), "bias": True},  # square: order shows
        {"inputs": b, "outputs": a, "r": 3, "alpha": 1.5, "bias": False},
        {"inputs": 4, "outputs": 3, "r": 7, "alpha": 2, "bias": True},  # rank above both sizes
    ]
    for case in cases:
        case["seed"] = rng.randrange(10**6)
    for case, seen in zip(cases, answers(ask(run_each(adapted, "LoRALinear", each=cases)))):
        text = seen.get("error", {}).get("text", "")
        yield with_cause(running(seen, "a class"), told_by(text, RULES))
        seen = {key: number(value) if key != "type" else value for key, value in seen["result"].items() if not isinstance(value, dict)} | {
            key: value for key, value in seen["result"].items() if isinstance(value, dict)
        }
        yield from (one for one in claims_of(seen, case) if not one.holds or one.name == "merge")


def claims_of(seen, case):
    inputs, outputs, r, alpha = case["inputs"], case["outputs"], case["r"], case["alpha"]
    call = f"LoRALinear(nn.Linear({inputs}, {outputs}{'' if case['bias'] else ', bias=False'}), r={r}, alpha={alpha})"
    if not seen["module"]:
        yield claim("kind", False, "", f"{call} is a module", f"a {seen['type']}")
    free, want = seen["free"], r * (inputs + outputs)
    count = sum(torch_size(shape) for shape in free)
    cause = None
    if not free:
        cause = "Nothing asks for a gradient: A and B are nn.Parameter, set on self."
    elif seen["thawed"]:
        cause = "The base still learns: requires_grad_(False) freezes weight and bias."
    elif count > want:
        cause = "More than A and B learns."
    yield claim(
        "trainable", count == want and len(free) == 2, f"{want} numbers to train: A and B",
        f"{call} trains {want} numbers, {r}·{inputs} + {outputs}·{r}", f"{count} numbers in {len(free)} parameters", cause=cause,
    )  # fmt: skip
    zeros = seen["zeros"]
    cause = "A and B both start random: then the function is another from the first call. B starts at zero."
    if zeros == 2:
        cause = "A and B both start at zero: then the gradient of each is zero, for ever. A starts random."
    yield claim(
        "zeros", zeros == 1, "A starts random, B at zero", found=f"{['none', 'one', 'both'][zeros]} of them all zeros", cause=cause
    )
    yield claim(
        "start", seen["start"] < 1e-5, "at the start it answers as the base does",
        f"{call} answers as its base, before any training", f"off by {seen['start']:.3g}",
        cause="The bias of the base is lost, or something is added that is not zero at the start.",
    )  # fmt: skip
    yield claim(
        "many", seen["many"], "inputs of any shape (..., inputs)", f"an input (2, 3, {inputs}) gives (2, 3, {outputs})", "another shape"
    )
    yield claim(
        "base", seen["base"], "the layer that was given is inside", "the very layer that was given works inside, frozen",
        "its weight is not among the parameters", cause="A copy stands inside, or the weight is kept as a plain tensor: keep the layer itself.",
    )  # fmt: skip
    scales = seen["scales"]
    cause = {
        "one": "The factor alpha / r is missing.", "alpha": "The factor is alpha / r; yours is alpha.",
        "r": "The factor is alpha / r; yours is 1 / r.", "upside": "The factor is alpha / r; yours is r / alpha.",
        "root": "The factor is alpha / r; yours is alpha / √r.",
    }  # fmt: skip
    told = [cause[name] for name, fits in scales.items() if fits and name != "right"]
    yield claim(
        "change", scales["right"], f"A and B add alpha / r · B A, here {alpha / r:g} · B A",
        f"{call} adds {alpha / r:g} · x Aᵀ Bᵀ to the base", "another number", cause=told[0] if len(told) == 1 else None,
    )  # fmt: skip
    yield claim(
        "hears", all(seen["hears"]), "A and B both get a gradient", found="no gradient for one of them",
        cause="Something cuts the path: no_grad(), detach() or .data in forward.",
    )  # fmt: skip
    cause = "merge() gives nothing back: its last line needs a return." if seen["merged"] == "NoneType" else None
    yield claim("merge-kind", seen["linear"], "merge() returns an nn.Linear", found=f"a {seen['merged']}", cause=cause)
    off, cause = seen["merge_off"], None
    if off > 1e-5:
        if seen["merge_no_bias"]:
            cause = "The bias of the base is missing in the merged layer."
        elif seen["merge_plain"] < 1e-5:
            cause = "The merged layer is the base alone: alpha / r · B A is added to its weight."
        elif seen["merge_unscaled"] < 1e-4:
            cause = "The factor alpha / r is in forward, and missing in merge()."
    yield claim(
        "merge", off <= 1e-5, f"merged, it answers the same ({inputs} → {outputs})",
        "merge() answers as the layer does, to 1e-5 of its size", f"off by {off:.1g} of its size", cause=cause,
    )  # fmt: skip
    yield claim(
        "after-merge", seen["after"] < 1e-5 and seen["kept"], "after merge() the layer is as before",
        found="after merge() the layer itself answers differently",
        cause="The change was written into the base, and is added a second time by forward. Merge into a copy.",
    )  # fmt: skip
    yield claim(
        "apart", seen["apart"], "the merged layer has numbers of its own", found="changing the merged layer changes this one too",
        cause="Both use one memory: the merged layer needs a weight and a bias of its own.",
    )  # fmt: skip


def torch_size(shape):
    size = 1
    for n in shape:
        size *= n
    return size


