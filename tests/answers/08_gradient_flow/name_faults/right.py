# %% right: the signs one after the other
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
    return found


# %% right: a sorted list
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
    return sorted(found)


# %% right: without a look at dead units
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

    return found


# %% right: two signs left out, no false alarm
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


# %% right: typo by the attribute that nobody reads
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
    if any("require_grad" in vars(q) for q in model.parameters()):
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


# %% right: drift by the counter of batches
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
    if any(n.endswith("num_batches_tracked") and b > before[n] for n, b in p.model.named_buffers() if n in before):
        found.add("drift")

    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return found


# %% right: the rate by a list
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
    if 0 in [group["lr"] for group in groups]:
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


# %% right: missing alone for a stale optimizer
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
    if any(id(q) not in held for n, q in free.items()):
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


# %% right: foreign alone for a stale optimizer, a frozen set
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
    if not held <= own:
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
    return frozenset(found)


# %% right: drift and zero_grad by a function for each
from graders.clinic import hidden, leaves


def poisoned(p):
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full(q.shape, math.nan)
    p.step(p.batch)
    return any(torch.isnan(q).any() for q in p.model.parameters())


def drifts(p):
    part = p.chart["frozen"][0]
    before = copy.deepcopy(dict(p.model.get_submodule(part).named_buffers()))
    p.step(p.batch)
    return any(not torch.equal(b, before[n]) for n, b in p.model.get_submodule(part).named_buffers())


def dead(p):
    for _ in range(3):
        p.step(p.batch)
    p.optimizer.zero_grad()
    p.model.zero_grad()
    p.loss(p.batch).backward()
    return any(q.grad is not None and q.grad.count_nonzero() == 0 for q in p.model.parameters())


def meant(p):
    away = [*p.chart["frozen"], *p.chart["idle"]]
    return {n: q for n, q in p.model.named_parameters() if n.split(".")[0] not in away}


def frozen_part(p):
    return [q for part in p.chart["frozen"] for q in p.model.get_submodule(part).parameters()]


def nones(p):
    p.model.zero_grad()
    p.loss(p.batch).backward()
    parts = {}
    for n, q in meant(p).items():
        if q.requires_grad:
            parts.setdefault(n.rsplit(".", 1)[0], []).append(q.grad is None)
    return parts.values()


def two_answers(p):
    p.model.eval()
    with torch.no_grad():
        return bool((p.model(p.batch[0])[0] != p.model(p.batch[0])[0]).any())


def closed_over(p):
    hiding = [q for v in hidden(p.model).values() if isinstance(v, list) for layer in v for q in layer.parameters()]
    known = [*p.model.parameters(), *hiding]
    a, b = leaves(p.loss(p.batch)), leaves(p.loss(p.batch))
    return any(any(t is s for s in b) and not any(t is k for k in known) for t in a)


def stale(p):
    own = list(p.model.parameters())
    held = [q for group in p.optimizer.param_groups for q in group["params"]]
    return any(not any(q is o for o in own) for q in held)


def untied(p):
    every = dict(p.model.named_parameters(remove_duplicate=False))
    return not all(every[a] is every[b] for a, b in p.chart["one"])


SIGNS = {
    "no-zero-grad": poisoned,
    "drift": drifts,
    "dead": dead,
    "data": lambda p: any(any(part) and not all(part) for part in nones(p)),
    "detach": lambda p: any(all(part) for part in nones(p)),
    "list": lambda p: any(isinstance(v, list) for v in hidden(p.model).values()),
    "plain-buffer": lambda p: any(isinstance(v, torch.Tensor) for v in hidden(p.model).values()),
    "typo": lambda p: any(q.requires_grad for q in frozen_part(p)),
    "frozen-head": lambda p: not all(q.requires_grad for q in meant(p).values()),
    "in-forward": two_answers,
    "lr-0": lambda p: min(group["lr"] for group in p.optimizer.param_groups) == 0,
    "local": closed_over,
    "stale-optimizer": stale,
    "untied": untied,
}


def name_faults(admit):
    return {code for code, sign in SIGNS.items() if sign(admit())}
