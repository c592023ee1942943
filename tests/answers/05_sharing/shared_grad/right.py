# %% right: copies
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% right: autograd.grad on clones, F.linear
def use_gradients(layer, x, n):
    weights = [layer.weight.detach().clone().requires_grad_() for _ in range(n)]
    for w in weights:
        x = torch.tanh(F.linear(x, w, layer.bias.detach()))
    return torch.autograd.grad(x.sum(), weights)


# %% right: a stacked tensor
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return torch.stack([one.weight.grad for one in copies])


# %% right: one use at a time, the others detached
def use_gradients(layer, x, n):
    found = []
    for use in range(n):
        one = copy.deepcopy(layer)
        other = copy.deepcopy(layer).requires_grad_(False)
        h = x
        for step in range(n):
            h = torch.tanh((one if step == use else other)(h))
        h.sum().backward()
        found.append(one.weight.grad)
    return found


# %% right: an nn.Sequential of copies
def use_gradients(layer, x, n):
    net = nn.Sequential(*[m for _ in range(n) for m in (copy.deepcopy(layer), nn.Tanh())])
    net(x).sum().backward()
    return [net[2 * i].weight.grad.clone() for i in range(n)]


# %% right: by hand, backwards
def use_gradients(layer, x, n):
    with torch.no_grad():
        hs = [x]
        for _ in range(n):
            hs.append(torch.tanh(layer(hs[-1])))
        found, up = [], torch.ones_like(hs[-1])
        for before, after in zip(hs[-2::-1], hs[:0:-1]):
            up = up * (1 - after**2)
            found.append(up.T @ before)
            up = up @ layer.weight
        return found[::-1]


# %% right: a hook on each use
def use_gradients(layer, x, n):
    weights = [layer.weight.detach().requires_grad_() for _ in range(n)]
    h = x.clone()
    for w in weights:
        h = (h @ w.t() + layer.bias.detach()).tanh()
    h.sum().backward()
    return tuple(w.grad for w in weights)


# %% right: functional_call
def use_gradients(layer, x, n):
    from torch.func import functional_call

    ws = [{k: v.detach().clone().requires_grad_() for k, v in layer.named_parameters()} for _ in range(n)]
    h = x
    for w in ws:
        h = functional_call(layer, w, (h,)).tanh()
    return list(torch.autograd.grad(h.sum(), [w['weight'] for w in ws]))


# %% right: the layer itself first, its gradient put back
def use_gradients(layer, x, n):
    kept = layer.weight.grad, layer.bias.grad
    layer.weight.grad = layer.bias.grad = None
    copies = [layer] + [copy.deepcopy(layer) for _ in range(n - 1)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    found = [one.weight.grad for one in copies]
    layer.weight.grad, layer.bias.grad = kept
    return found


# %% right: the bias used and not reached
def use_gradients(layer, x, n):
    weights = [layer.weight.detach().clone().requires_grad_() for _ in range(n)]
    h = x
    for weight in weights:
        h = torch.tanh(F.linear(h, weight, layer.bias))
    return list(torch.autograd.grad(h.sum(), weights))
