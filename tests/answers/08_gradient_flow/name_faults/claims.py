# %% wrong score: nothing is ever found
def name_faults(admit):
    return set()


# %% wrong score: all fourteen, always
def name_faults(admit):
    from graders.clinic import FOURTEEN

    return set(FOURTEEN)


# %% wrong score: three signs left out
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        pass
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        pass

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        pass

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return found


# %% wrong score: stops at the first fault
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return set(sorted(found)[:1])


# %% wrong score: any buffer that moved is drift
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() }
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return found


# %% wrong score: anything that has no gradient, the idle and the frozen too
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = named
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return found


# %% wrong score: two calls in train mode, a gradient of 0 at the first step, something frozen
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in model.parameters()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return found


# %% wrong score: codes with underscores
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return {code.replace("-", "_") for code in found}


# %% wrong kind: nothing is returned
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")


# %% wrong kind: one word
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return ", ".join(found)


# %% wrong AttributeError: no case for None
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return found


# %% wrong score: a gradient that stands there after the step is a missing zero_grad
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.grad is not None for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return found


# %% wrong score: only what the registry tells
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    return found


# %% wrong score: codes in capitals
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return {code.upper() for code in found}


# %% wrong score: two calls in train mode
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return found


# %% wrong score: idle parts are not left out
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return found


# %% wrong KeyError: a tied name that named_parameters() leaves out
from graders.clinic import hidden, leaves


def name_faults(admit) -> set:
    """Return the codes of a patient's faults; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch, groups = p.model, p.batch, p.optimizer.param_groups
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    own = {id(q) for q in named.values()}
    listed = set()  # what hides in lists
    for thing in hidden(model).values():
        if isinstance(thing, torch.Tensor):
            found.add("plain-buffer")
        else:
            found.add("list")
            listed |= {id(q) for layer in thing for q in layer.parameters()}
    every = named
    if any(every[one] is not every[other] for one, other in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in groups for q in group["params"]}
    if held - own and {id(q) for q in free.values()} - held:
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in groups):
        found.add("lr-0")

    losses = p.loss(batch), p.loss(batch)  # kept, so that no id is used again
    first, second = ({id(t) for t in leaves(loss)} for loss in losses)
    if (first & second) - own - listed:
        found.add("local")
    model.zero_grad()
    losses[0].backward()
    none = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    for name in none:
        layer = name.rpartition(".")[0]
        mates = [n for n in free if n.rpartition(".")[0] == layer]
        found.add("detach" if all(n in none for n in mates) else "data")
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")

    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers() if n.startswith(frozen)}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not b.equal(before[n]) for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return found


# %% wrong score: a word for the healthy ones
def name_faults(admit):
    model = admit().model
    return {"healthy"} if all(p.requires_grad for p in model.parameters()) else {"frozen-head"}


# %% wrong score: names of parameters
def name_faults(admit):
    p = admit()
    p.loss(p.batch).backward()
    return {n for n, q in p.model.named_parameters() if q.grad is None}


# %% wrong AttributeError: admit is not called
def name_faults(admit):
    return {"lr-0"} if any(group["lr"] == 0 for group in admit.optimizer.param_groups) else set()
