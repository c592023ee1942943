# %% right: each loss with its share
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) * len(x) / total).backward()


# %% right: sums, divided at the end
def accumulate(model, batches, loss_function):
    model.zero_grad()
    n = 0
    for x, y in batches:
        (loss_function(model(x), y) * len(x)).backward()
        n += len(x)
    for p in model.parameters():
        if p.grad is not None:
            p.grad /= n


# %% right: backward gets the weight
def accumulate(model, batches, loss_function):
    for p in model.parameters():
        p.grad = None
    rows = torch.tensor([float(len(y)) for _, y in batches])
    for (x, y), share in zip(batches, rows / rows.sum()):
        loss_function(model(x), y).backward(share)


# %% right: autograd.grad, summed by hand
def accumulate(model, batches, loss_function):
    free = [p for p in model.parameters() if p.requires_grad]
    total, sums = sum(len(x) for x, _ in batches), [None] * len(free)
    for x, y in batches:
        grads = torch.autograd.grad(loss_function(model(x), y), free, allow_unused=True)
        for i, g in enumerate(grads):
            if g is not None:
                g = g * len(x) / total
                sums[i] = g if sums[i] is None else sums[i] + g
    for p, g in zip(free, sums):
        p.grad = g


# %% right: row by row
def accumulate(model, batches, loss_function):
    model.zero_grad()
    n = sum(len(x) for x, _ in batches)
    for x, y in batches:
        for i in range(len(x)):
            (loss_function(model(x[i : i + 1]), y[i : i + 1]) / n).backward()


# %% right: the weighted mean kept up as it goes
def accumulate(model, batches, loss_function):
    model.zero_grad()
    seen = 0
    for x, y in batches:
        n = len(x)
        for p in model.parameters():
            if p.grad is not None:
                p.grad *= seen / (seen + n)
        seen += n
        (loss_function(model(x), y) * (n / seen)).backward()


# %% right: the gradients are returned too
def accumulate(model, batches, loss_function):
    model.zero_grad()
    sizes = [x.size(0) for x, _ in batches]
    for n, (x, y) in zip(sizes, batches):
        loss = loss_function(model(x), y)
        weighted = loss.mul(n).div(sum(sizes))
        weighted.backward()
    return [p.grad for p in model.parameters()]


# %% right: retain_graph, which nobody needs
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) * len(x) / total).backward(retain_graph=True)
