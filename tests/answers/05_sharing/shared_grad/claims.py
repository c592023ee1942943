# %% wrong value: one layer n times
def use_gradients(layer, x, n):
    one = copy.deepcopy(layer)
    copies = [one] * n
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong value: [layer] * n and the layer itself
def use_gradients(layer, x, n):
    copies = [layer] * n
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong value: last use first
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight.grad for one in reversed(copies)]


# %% wrong value: divided by n
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    total = sum(one.weight.grad for one in copies)
    return [total / n] * n


# %% wrong value: added up
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    total, found = 0, []
    for one in copies:
        total = total + one.weight.grad
        found.append(total)
    return found


# %% wrong value: no tanh
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = one(h)
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong value: relu
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.relu(one(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong value: a mean as the loss
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.mean().backward()
    return [one.weight.grad for one in copies]


# %% wrong value: squares as the loss
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.square().sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong number: their sum alone
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [sum(one.weight.grad for one in copies)]


# %% wrong gradients: their sum as one tensor
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return sum(one.weight.grad for one in copies)


# %% wrong gradients: the bias
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.bias.grad for one in copies]


# %% wrong gradients: backward forgotten
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    return [one.weight.grad for one in copies]


# %% wrong gradients: nothing returned
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    [one.weight.grad for one in copies]


# %% wrong value: each copy gets x
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    total = 0
    for one in copies:
        total = total + torch.tanh(one(x)).sum()
    total.backward()
    return [one.weight.grad for one in copies]


# %% wrong left-alone: the layer itself among the copies
def use_gradients(layer, x, n):
    copies = [layer] + [copy.deepcopy(layer) for _ in range(n - 1)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    found = [one.weight.grad for one in copies]
    layer.zero_grad()
    found[0] = found[0].clone()
    layer.weight.grad = torch.zeros_like(layer.weight)
    return found


# %% wrong left-alone: a second run on the layer, for comparison
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    g = x
    for _ in range(n):
        g = torch.tanh(layer(g))
    g.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong RuntimeError: under no_grad
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    with torch.no_grad():
        h = x
        for one in copies:
            h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong value: the copies made of the copy before, after its use
def use_gradients(layer, x, n):
    h, copies = x, []
    for _ in range(n):
        copies.append(copy.deepcopy(layer))
        h = torch.tanh(copies[-1](h)).detach()
    h.requires_grad_()
    total = sum(torch.tanh(one(x)).sum() for one in copies)
    total.backward()
    return [one.weight.grad for one in copies]


# %% wrong gradients: the layers come back
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return copies


# %% wrong gradients: the lengths come back
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight.grad.norm() for one in copies]


# %% wrong value: one backward for each use on one layer, never cleared
def use_gradients(layer, x, n):
    one, found = copy.deepcopy(layer), []
    for k in range(1, n + 1):
        h = x
        for _ in range(k):
            h = torch.tanh(one(h))
        h.sum().backward()
        found.append(one.weight.grad.clone())
    return found


# %% wrong gradients: detached between the uses
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h.detach()))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong RuntimeError: no sum
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.backward()
    return [one.weight.grad for one in copies]


# %% wrong value: one use too many
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h = torch.tanh(layer(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong left-alone: the bias of the layer itself
def use_gradients(layer, x, n):
    weights = [layer.weight.detach().clone().requires_grad_() for _ in range(n)]
    h = x
    for weight in weights:
        h = torch.tanh(F.linear(h, weight, layer.bias))
    h.sum().backward()
    return [weight.grad for weight in weights]


# %% wrong left-alone: the layer frozen
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    layer.requires_grad_(False)
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong left-alone: the gradients of the layer cleared
def use_gradients(layer, x, n):
    layer.zero_grad()
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong left-alone: the bias alone cleared
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    layer.bias.grad = None
    return [one.weight.grad for one in copies]


# %% wrong gradients: detach between the uses, by .data
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h.data))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong value: k uses for k = 1 to n
def use_gradients(layer, x, n):
    found = []
    for k in range(1, n + 1):
        one, h = copy.deepcopy(layer), x
        for _ in range(k):
            h = torch.tanh(one(h))
        h.sum().backward()
        found.append(one.weight.grad)
    return found


# %% wrong value: backward on the layer itself
def use_gradients(layer, x, n):
    h = x
    for _ in range(n):
        h = torch.tanh(layer(h))
    h.sum().backward()
    return [layer.weight.grad] * n


# %% wrong value: the bias forgotten
def use_gradients(layer, x, n):
    weights = [layer.weight.detach().clone().requires_grad_() for _ in range(n)]
    h = x
    for weight in weights:
        h = torch.tanh(h @ weight.t())
    h.sum().backward()
    return [weight.grad for weight in weights]


# %% wrong gradients: lengths as floats
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight.grad.norm().item() for one in copies]


# %% wrong number: three uses written down
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(3)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong value: the weights come back
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight for one in copies]


# %% wrong value: every output in the loss
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h, loss = x, 0
    for one in copies:
        h = torch.tanh(one(h))
        loss = loss + h.sum()
    loss.backward()
    return [one.weight.grad for one in copies]


# %% wrong value: a backward for each use, detached
def use_gradients(layer, x, n):
    h, found = x, []
    for _ in range(n):
        one = copy.deepcopy(layer)
        h = torch.tanh(one(h.detach()))
        h.sum().backward()
        found.append(one.weight.grad)
    return found


# %% wrong value: no tanh after the last
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies[:-1]:
        h = torch.tanh(one(h))
    h = copies[-1](h)
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong RuntimeError: new layers of 8 by 8
def use_gradients(layer, x, n):
    copies = [nn.Linear(8, 8) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong gradients: returned inside the loop
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
        h.sum().backward()
        return [one.weight.grad for one in copies]


# %% wrong number: the last use alone
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [copies[-1].weight.grad]


# %% wrong left-alone: new Parameters in the layer, not put back
def use_gradients(layer, x, n):
    ws, h = [], x
    for _ in range(n):
        layer.weight = nn.Parameter(layer.weight.detach().clone())
        ws.append(layer.weight)
        h = torch.tanh(layer(h))
    g = torch.autograd.grad(h.sum(), ws)
    return list(g)


# %% wrong gradients: a clone with its history
def use_gradients(layer, x, n):
    ws = [layer.weight.clone() for _ in range(n)]
    h = x
    for w in ws:
        h = torch.tanh(F.linear(h, w, layer.bias))
    h.sum().backward()
    return [w.grad for w in ws]


# %% wrong gradients: the layer used in place of the copies
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(layer(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong value: tanh before the layer
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = one(torch.tanh(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong value: tanh at the end alone
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = one(h)
    h = torch.tanh(h)
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong number: n + 1 copies
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n + 1)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong number: n - 1 copies
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(1, n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.weight.grad for one in copies]


# %% wrong AttributeError: .grad of a layer
def use_gradients(layer, x, n):
    copies = [copy.deepcopy(layer) for _ in range(n)]
    h = x
    for one in copies:
        h = torch.tanh(one(h))
    h.sum().backward()
    return [one.grad for one in copies]
