"""Training and evaluating, watched: events, gradients before each, what moved, what evaluation leaves behind."""

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim.optimizer import register_optimizer_step_pre_hook

from graders import look
from graders.look import Watch, described, flatten, reseed
from graders.program.probes import constant_tensors


class Events:
    """Hears zero_grad (Z), backward (B) and optimizer steps (S), and looks at the gradients just before B and S."""

    def __init__(self, model, held):
        self.model, self.held, self.log, self.losses, self.optimizers = model, held, [], [], []

    def grads(self):
        return {name: "none" if p.grad is None else "nonzero" if look.is_nonzero(p.grad) else "zero"
                for name, p in self.model.named_parameters()}  # fmt: skip

    def note(self, kind, **more):
        self.log.append({"kind": kind, "grads": self.grads(), **more})

    def __enter__(self):
        self.kept = {(owner, name): getattr(owner, name) for owner, name in
                     ((torch.Tensor, "backward"), (torch.autograd, "backward"), (torch.autograd, "grad"),
                      (torch.optim.Optimizer, "zero_grad"), (nn.Module, "zero_grad"))}  # fmt: skip
        events, busy = self, []

        def heard(kind, original, owner):
            def call(first=None, *args, **kwargs):
                if busy:  # torch.autograd.backward inside Tensor.backward is the same event
                    return original(first, *args, **kwargs)
                if kind in "BG":
                    tensors = [first] if isinstance(first, torch.Tensor) else flatten(list(first or ()))
                    events.losses.append(events.look_loss(tensors))
                events.note(kind)
                busy.append(kind)
                try:
                    return original(first, *args, **kwargs)
                finally:
                    busy.pop()

            return call

        for (owner, name), original in self.kept.items():
            setattr(owner, name, heard({"zero_grad": "Z", "grad": "G"}.get(name, "B"), original, owner))

        def stepping(optimizer, args, kwargs):
            self.optimizers.append(optimizer)
            self.note("S", optimizer=id(optimizer))

        self.hook = register_optimizer_step_pre_hook(stepping)
        self.flags, own = [], set(self.model.modules())

        def called(module, args):
            if module in own:
                self.flags.append((module is self.model, type(module).__name__, module.training))

        self.forward_hook = nn.modules.module.register_module_forward_pre_hook(called)
        return self

    def __exit__(self, *error):
        for (owner, name), original in self.kept.items():
            setattr(owner, name, original)
        self.hook.remove()
        self.forward_hook.remove()

    def look_loss(self, tensors):
        """Is the loss a leaf, and which leaves of its graph belong neither to the model nor to the optimizer?"""
        registered = {id(p) for p in (*self.model.parameters(), *self.model.buffers())}
        leaves = look.autograd_leaves(tensors)
        orphans = [t for key, t in leaves.items() if key not in registered and key not in self.held]
        parameters = [t for t in orphans if isinstance(t, nn.Parameter)]
        return {
            "leaf": all(t.is_leaf for t in tensors),
            "requires_grad": any(t.requires_grad for t in tensors),
            "reaches": sum(key in registered for key in leaves),
            "orphans": len(orphans),
            "orphan_parameters": [list(t.shape) for t in parameters],
        }


def our_step(target):
    """A plain training step for those who hand over none: it can show flow and movement, not habits."""

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        output = model(*x) if isinstance(x, tuple) else model(x)
        loss = loss_of(output, target)
        loss.backward()
        optimizer.step()
        return loss

    return step


def loss_of(output, target):
    first = flatten(output)[0]
    if isinstance(target, torch.Tensor) and not target.is_floating_point() and first.ndim >= 2:
        return F.cross_entropy(first.flatten(0, -2) if target.ndim > 1 else first, target.flatten())
    if isinstance(target, torch.Tensor) and target.shape == first.shape:
        return F.mse_loss(first, target)
    reseed(0)
    return look.projected(output)


def look_loop(seen, model, inputs, target, optimizer, step, evaluate, held):
    """Two steps, two evaluations, one more step: events, what moved, modes, what evaluation leaves behind."""
    own, x = step is not None, inputs[0] if len(inputs) == 1 else tuple(inputs)
    parameters = [p for p in model.parameters() if p.requires_grad]
    if optimizer is None and parameters and not own:
        optimizer = torch.optim.SGD(parameters, lr=0.01)
    seen["own_step"] = own
    if own or (optimizer is not None and "error" not in seen):
        run = step if own else our_step(target)
        alive = []  # keeps each optimizer that stepped, so that its id stays its own
        seen["steps"] = [look_step(run, model, optimizer, x, target, held, alive) for _ in range(2)]
    if evaluate is not None:
        seen["evaluate"] = look_evaluate(model, evaluate, x)
        if own:
            seen["step_after_evaluate"] = look_step(step, model, optimizer, x, target, held, [])


def look_step(step, model, optimizer, x, y, held, alive):
    """One step of the user's, watched."""
    before = {name: (id(p), p.detach().clone()) for name, p in model.named_parameters()}
    buffers = {name: b.detach().clone() for name, b in model.named_buffers()}
    constants = {path: t.clone() for path, t in constant_tensors(model)}
    found = {"grad_enabled": torch.is_grad_enabled()}
    reseed(1)
    events = Events(model, held)
    with events, Watch() as watch:
        try:
            loss = step(model, optimizer, x, y)
            found["loss"] = describe_loss(loss)
        except BaseException as error:
            found["error"] = described(error, "step")
    alive += events.optimizers
    after = dict(model.named_parameters())
    own_id = id(optimizer) if optimizer is not None else None
    return found | {
        "events": "".join(e["kind"] for e in events.log),
        "before_backward": next((e["grads"] for e in events.log if e["kind"] in "BG"), None),
        "at_step": next((e["grads"] for e in events.log if e["kind"] == "S"), None),
        "steppers": sorted({"own" if e["optimizer"] == own_id else "other" for e in events.log if e["kind"] == "S"}),
        "optimizers": sorted({id(o) for o in events.optimizers}),
        "losses": events.losses,
        "moved": [n for n, p in after.items() if n in before and not torch.equal(p.detach(), before[n][1])],
        "replaced": [n for n, p in after.items() if n in before and id(p) != before[n][0]],
        "buffers_moved": [n for n, b in model.named_buffers() if n in buffers and not torch.equal(b, buffers[n])],
        "constants_moved": [path for path, t in constant_tensors(model) if path in constants
                            and not t.equal(constants[path])],
        "graphs_kept": graphs_kept(model),
        "entropy_of": sorted(watch.entropy_of),
        "calls": sorted(watch.calls),
        "parameter_calls": sorted(watch.parameter_calls),
        "training": root_flag(events.flags),
        "flags": sorted({(kind, flag) for _, kind, flag in events.flags}),
        "distances": {n: (after[n].detach() - before[n][1]).norm().item() for n in after if n in before
                      and after[n].shape == before[n][1].shape},
    }  # fmt: skip


def graphs_kept(model):
    """Buffers and attributes that hold on to the graph of a forward call."""
    held = [name for name, b in model.named_buffers() if b.grad_fn is not None]
    return held + [
        h["path"] for h in look.look_hidden(model) if h["kind"] == "nonleaf" and h["container"] == "attribute"
    ]


def describe_loss(loss):
    if not isinstance(loss, torch.Tensor):
        return {"type": type(loss).__name__}
    return {"type": "Tensor", "leaf": loss.is_leaf, "requires_grad": loss.requires_grad,
            "finite": bool(loss.isfinite().all())}  # fmt: skip


def root_flag(flags):
    """The model's own mode during its first call, None if it was not called."""
    return next((flag for root, _, flag in flags if root), None)


def look_evaluate(model, evaluate, x):
    """The user's evaluation, twice under different seeds."""
    found = {"outputs_equal": None}
    buffers = {name: b.detach().clone() for name, b in model.named_buffers()}
    results, flags = [], []
    for seed in (1, 2):
        reseed(seed)
        with Events(model, set()) as events, Watch() as watch:
            try:
                results.append(evaluate(model, x))
            except BaseException as error:
                found["error"] = described(error, "evaluate")
        flags += events.flags
    found |= {
        "training": root_flag(flags),
        "flags": sorted({(kind, flag) for root, kind, flag in flags if not root}),
        "buffers_moved": [n for n, b in model.named_buffers() if n in buffers and not torch.equal(b, buffers[n])],
        "grad_enabled_after": torch.is_grad_enabled(),
        "calls": sorted(watch.calls),
        "training_after": model.training,
    }
    if len(results) == 2:
        a, b = (flatten(r) if not isinstance(r, float) else [torch.tensor(r)] for r in results)
        found["outputs_equal"] = len(a) == len(b) and all(s.equal(t) for s, t in zip(a, b))
    return found
