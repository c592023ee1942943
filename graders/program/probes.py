"""What audit asks of a model beside what a check asks: ties, constants, modes, the optimizer, finer looks at gradients."""

import copy

import torch
from torch import nn

from graders import look
from graders.look import Stop, Watch, attempt, described, flatten, reseed, safely


def trained_round_trip(model, build, inputs):
    """The round trip after some calls in train mode, so that running statistics are not those of a fresh model."""
    model.train()
    with torch.no_grad():
        for offset in range(3):
            attempt("forward", model, *inputs(offset))
    return look.look_round_trip(model, build, inputs)


def names_seen(function, *args):
    """The names that a probe gives; none where it meets an error."""
    try:
        found = function(*args)
    except Stop:
        return []
    return found if isinstance(found, list) else []


def varied(x, offset, dtype):
    """The given input, for other offsets with its rows in another order and a little noise; as another dtype if asked."""
    if not isinstance(x, torch.Tensor) or not x.is_floating_point():
        return x.roll(offset, 0) if isinstance(x, torch.Tensor) and x.ndim else x
    if offset:
        generator = torch.Generator().manual_seed(offset)
        x = x + 0.3 * x.std().nan_to_num(1.0) * torch.randn(x.shape, generator=generator).to(x)
    return x.to(dtype) if dtype else x.clone()


def mode_matters(model, inputs):
    """Whether train and eval mode compute different things: another output, or buffers that move."""
    buffers = [b.clone() for b in model.buffers()]
    outputs = []
    for mode in (False, True):
        model.train(mode)
        reseed(0)
        with torch.no_grad():
            outputs.append(flatten(model(*inputs())))
    moved = any(not a.equal(b) for a, b in zip(buffers, model.buffers()))
    return moved or not all(a.allclose(b) for a, b in zip(*outputs))


def look_eval_call(model):
    """What model.eval() returns and reaches."""
    try:
        returned = model.eval()
    except Exception as error:
        return {"error": described(error, "eval")}
    deaf = [name for name, module in model.named_modules() if name and module.training]
    return {"returns_self": returned is model, "deaf": deaf}


def look_constants(model, inputs):
    """Plain floating tensors in attributes: does the output depend on them?"""
    found = []
    for path, tensor in constant_tensors(model):
        kept = tensor.clone()
        model.eval()
        with torch.no_grad():
            outputs = []
            for value in (kept, kept + torch.rand_like(kept) + 0.5):
                tensor.copy_(value)
                reseed(0)
                outputs.append(flatten(safely(lambda: model(*inputs()))))
            tensor.copy_(kept)
        same = all(a.equal(b) for a, b in zip(*outputs))
        found.append({"path": path, "numel": tensor.numel(), "matters": not same})
    return found


def constant_tensors(model):
    """Floating tensors without gradient in the model's own attributes and containers, with the way to them."""
    for thing in look.hidden_things(model, outside=False):
        tensor, own = thing.value, thing.container not in ("class", "object")
        if own and isinstance(tensor, torch.Tensor) and not tensor.requires_grad and tensor.is_floating_point():
            yield thing.path, tensor


def look_stray(model):
    """Attributes that look like a switch and are none: `module.requires_grad`, `parameter.require_grad`."""
    found = []
    for name, module in model.named_modules():
        own = {"requires_grad", "require_grad", "requires_grads", "trainable", "frozen_"} & set(vars(module))
        found += [{"where": name, "on": "module", "name": key} for key in sorted(own)]
    for name, parameter in model.named_parameters():
        close = [key for key in vars(parameter) if "grad" in key or key == "trainable"]
        found += [{"where": name, "on": "parameter", "name": key} for key in close]
    return found


def look_containers(model):
    """The keys of each ModuleDict and ModuleList, by its name."""
    found = {
        name: module for name, module in model.named_modules() if isinstance(module, (nn.ModuleDict, nn.ModuleList))
    }
    return {name: list(module._modules) for name, module in found.items()}


def look_optimizer(model, optimizer):
    """The optimizer's tensors against the model's parameters: missing, foreign, doubled, no Parameters, views of them."""
    names = {id(p): name for name, p in model.named_parameters()}
    pointers = {p.data_ptr() for p in model.parameters()}
    ids, foreign, views = [], 0, 0
    for group in optimizer.param_groups:
        for p in group["params"]:
            ids.append(id(p))
            if id(p) not in names:
                foreign += 1
                views += not isinstance(p, nn.Parameter) and p.data_ptr() in pointers
    trainable = [name for name, p in model.named_parameters() if p.requires_grad]
    held = set(ids)
    return {
        "missing": [name for name, p in model.named_parameters() if p.requires_grad and id(p) not in held],
        "trainable": trainable,
        "own": len(held & names.keys()),
        "foreign": foreign,
        "views": views,
        "doubled": sorted({names[i] for i in held if ids.count(i) > 1 and i in names}),
        "rates": [group.get("lr") for group in optimizer.param_groups],
    }


def look_flow(model, inputs):
    """Gradients and influence (look_gradients), then on a float64 twin: zeros that stay after a jitter, rows that stay
    alike, and gradients that differ from finite differences."""
    found = look.look_gradients(model, inputs, [])
    twin = safely(lambda: copy.deepcopy(model).double())
    found |= {"stuck": [], "alike": [], "wrong": []}
    if twin is None:
        return found
    names = dict(twin.named_parameters())
    found["alike"] = names_seen(alike_rows, twin, inputs, names)
    zero = [name for name, value in found["status"].items() if value == "zero"]
    if zero:
        with torch.no_grad():
            for p in names.values():
                p.add_(0.05 * torch.randn_like(p))
        found["stuck"] = names_seen(still_zero, twin, inputs, zero)
    elif calls_of(twin, inputs) & {"item", "tolist", "__float__"}:
        found["wrong"] = names_seen(wrong_gradients, twin, inputs, names)
    return found


def calls_of(model, inputs):
    with Watch() as watch:
        safely(lambda: model(*inputs(0, torch.float64)))
    return watch.calls


def projected_backward(model, inputs, offset=0):
    """Gradients in eval mode of a random projection of the output, which is returned; None if nothing in it is differentiable."""
    model.eval()
    model.zero_grad()
    reseed(0)
    loss = look.projected(attempt("forward", model, *inputs(offset, torch.float64)))
    if loss is None:
        return None
    attempt("backward", loss.backward)
    return loss


def alike_rows(model, inputs, names):
    """Weight matrices whose rows are all the same, in their values and in their gradients."""
    if projected_backward(model, inputs) is None:
        return []
    return [name for name, p in names.items() if p.ndim >= 2 and len(p) > 1 and p.grad is not None and look.is_nonzero(p.grad)
            and all(t.allclose(t[:1].expand_as(t)) for t in (p.detach(), p.grad))]  # fmt: skip


def still_zero(model, inputs, zero):
    stuck = set(zero)
    for offset in range(3):
        if projected_backward(model, inputs, offset) is not None:
            for name, p in model.named_parameters():
                if p.grad is not None and look.is_nonzero(p.grad):
                    stuck.discard(name)
    return sorted(stuck)


def wrong_gradients(model, inputs, names):
    """Parameters whose gradient differs from the central difference along a random direction, in float64."""
    if projected_backward(model, inputs) is None:
        return []
    grads = {name: p.grad.clone() for name, p in names.items() if p.grad is not None}
    wrong = []

    def value():
        reseed(0)
        return look.projected(model(*inputs(0, torch.float64))).item()

    for name, grad in grads.items():
        p, direction = names[name], torch.randn(grad.shape, dtype=torch.float64).to(grad.device)
        slopes = []
        for eps in (1e-5, -1e-5):
            with torch.no_grad():
                p.add_(eps * direction)
            slopes.append(value())
            with torch.no_grad():
                p.sub_(eps * direction)
        slope, told = (slopes[0] - slopes[1]) / 2e-5, (grad * direction).sum().item()
        if abs(slope - told) > 1e-3 * max(abs(slope), abs(told), 1e-6):
            wrong.append(name)
    return wrong


def look_moving(model, inputs):
    """A deep copy in float64: does everything follow, what stays behind, and is the whole affine?"""
    before = {h["path"]: h for h in look.look_hidden(model)}
    twin = safely(lambda: copy.deepcopy(model))
    if twin is None:
        return {"follows": None}
    buffers = {id(b) for b in twin.buffers()}
    listed = [(path, item) for path, item in container_tensors(twin) if id(item) in buffers]
    twin.to(torch.float64)
    after = {id(b) for b in twin.buffers()}
    behind = [h["path"] for h in look.look_hidden(twin) if h["path"] in before and h["floating"]
              and h["kind"] in ("constant", "leaf", "parameter") and before[h["path"]]["numel"]]  # fmt: skip
    stale = [path for path, item in listed if id(item) not in after]
    found = look.look_dtype(lambda: copy.deepcopy(model), inputs)
    return {**found, "behind": behind, "stale": stale}


def container_tensors(model):
    for prefix, module in model.named_modules():
        for key, value in vars(module).items():
            if key not in look.PLAIN_MODULE and isinstance(value, (list, tuple, dict)):
                for item in value.values() if isinstance(value, dict) else value:
                    if isinstance(item, torch.Tensor):
                        yield f"{prefix}.{key}".lstrip("."), item
