# %% right: the signs one after the other
from graders.clinic import hidden, leaves
def name_faults(admit):
    """Return the codes of the faults that a patient has; admit() gives a fresh one each time."""
    found, p = set(), admit()
    model, batch = p.model, p.batch
    named = dict(model.named_parameters())
    frozen, idle = tuple(p.chart["frozen"]), tuple(p.chart["idle"])
    free = {n: q for n, q in named.items() if not n.startswith(frozen + idle)}
    # what is registered and held
    for thing in hidden(model).values():
        found.add("plain-buffer" if isinstance(thing, torch.Tensor) else "list")
    every = dict(model.named_parameters(remove_duplicate=False))
    if any(every[a] is not every[b] for a, b in p.chart["one"]):
        found.add("untied")
    if any(q.requires_grad for n, q in named.items() if n.startswith(frozen)):
        found.add("typo")
    if not all(q.requires_grad for q in free.values()):
        found.add("frozen-head")
    held = {id(q) for group in p.optimizer.param_groups for q in group["params"]}
    own = {id(q) for q in named.values()}
    if held - own and any(id(q) not in held for q in free.values()):
        found.add("stale-optimizer")
    if any(group["lr"] == 0 for group in p.optimizer.param_groups):
        found.add("lr-0")
    # what one loss reaches
    losses = p.loss(batch), p.loss(batch)
    reached = [{id(t) for t in leaves(l)} for l in losses]
    listed = {id(q) for value in hidden(model).values() if isinstance(value, list) for l in value for q in l.parameters()}
    if (reached[0] & reached[1]) - own - listed:
        found.add("local")
    model.zero_grad()
    p.loss(batch).backward()
    nones = {n for n, q in free.items() if q.grad is None and q.requires_grad}
    whole = {n for n in nones if all(m in nones for m in free if m.rpartition(".")[0] == n.rpartition(".")[0])}
    found |= {"data"} if nones - whole else set()
    found |= {"detach"} if whole else set()
    model.eval()
    if not torch.equal(model(batch[0])[0], model(batch[0])[0]):
        found.add("in-forward")
    # what a step does
    p = admit()
    before = {n: b.clone() for n, b in p.model.named_buffers()}
    for group in p.optimizer.param_groups:
        for q in group["params"]:
            q.grad = torch.full_like(q, float("nan"))
    p.step(batch)
    if any(q.isnan().any() for q in p.model.parameters()):
        found.add("no-zero-grad")
    if any(not torch.equal(b, before[n]) for n, b in p.model.named_buffers() if n.startswith(frozen)):
        found.add("drift")
    p = admit()
    for _ in range(2):
        p.step(batch)
    p.model.zero_grad()
    p.loss(batch).backward()
    if any(q.grad is not None and not q.grad.any() for q in p.model.parameters()):
        found.add("dead")
    return found
