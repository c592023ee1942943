# %% right: zero_grad, backward, a loop
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    flow = {}
    for name, p in model.named_parameters():
        flow[name] = None if p.grad is None else p.grad.norm().item()
    return flow


# %% right: torch.autograd.grad, nothing is left behind
def grad_flow(model, loss):
    flow = {name: None for name, _ in model.named_parameters()}
    free = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    grads = torch.autograd.grad(loss, [p for _, p in free], allow_unused=True)
    for (name, _), g in zip(free, grads):
        flow[name] = None if g is None else g.norm().item()
    return flow


# %% right: the root of the sum of squares by hand
def grad_flow(model, loss):
    for p in model.parameters():
        p.grad = None
    loss.backward()
    return {n: (p.grad**2).sum().sqrt().item() if p.grad is not None else None for n, p in model.named_parameters()}


# %% right: tensors of one number
def grad_flow(model, loss):
    model.zero_grad(set_to_none=True)
    loss.backward()
    return {n: p.grad if p.grad is None else torch.linalg.vector_norm(p.grad) for n, p in model.named_parameters()}


# %% right: by math, number by number
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    flow = {}
    for name, p in model.named_parameters():
        if p.grad is None:
            flow[name] = None
            continue
        flow[name] = math.sqrt(sum(v * v for v in p.grad.flatten().tolist()))
    return flow


# %% right: gradients of before are put aside and put back
def grad_flow(model, loss):
    kept = [p.grad for p in model.parameters()]
    model.zero_grad()
    loss.backward()
    answer = dict(zip([n for n, _ in model.named_parameters()], [None] * 999))
    for name, p in model.named_parameters():
        if p.grad is not None:
            answer[name] = float(torch.norm(p.grad))
    for p, grad in zip(model.parameters(), kept):
        p.grad = grad
    return answer


# %% right: differences to what was there
def grad_flow(model, loss):
    free = {n: p for n, p in model.named_parameters()}
    before = {n: None if p.grad is None else p.grad.clone() for n, p in free.items()}
    for p in free.values():
        p.grad = None
    loss.backward()
    flow = {n: None if p.grad is None else p.grad.flatten().dot(p.grad.flatten()).sqrt().item() for n, p in free.items()}
    for n, p in free.items():
        p.grad = before[n]
    return flow


# %% right: hooks on the parameters catch the gradient
def grad_flow(model, loss):
    from collections import OrderedDict

    flow, handles = OrderedDict((n, None) for n, _ in model.named_parameters()), []

    def note(name):
        def hook(grad):
            flow[name] = grad.norm().item()

        return hook

    for name, p in model.named_parameters():
        if p.requires_grad:
            handles.append(p.register_hook(note(name)))
    loss.backward()
    for handle in handles:
        handle.remove()
    return flow


# %% right: cleared afterwards too
def grad_flow(model, loss):
    model.zero_grad()
    loss.backward()
    norms = [(n, p.grad) for n, p in model.named_parameters()]
    out = dict()
    for n, g in norms:
        if g is not None:
            out[n] = g.detach().pow(2).sum().item() ** 0.5
        else:
            out[n] = None
    model.zero_grad()
    return out
