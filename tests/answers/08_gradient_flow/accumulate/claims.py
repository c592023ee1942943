# %% wrong sum: the losses as they are
def accumulate(model, batches, loss_function):
    model.zero_grad()
    for x, y in batches:
        loss_function(model(x), y).backward()


# %% wrong sum: divided by the number of batches
def accumulate(model, batches, loss_function):
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) / len(batches)).backward()


# %% wrong sum: cleared in the loop
def accumulate(model, batches, loss_function):
    for x, y in batches:
        model.zero_grad()
        loss_function(model(x), y).backward()


# %% wrong sum: cleared in the loop, with shares
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    for x, y in batches:
        model.zero_grad()
        (loss_function(model(x), y) * len(x) / total).backward()


# %% wrong sum: never cleared
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    for x, y in batches:
        (loss_function(model(x), y) * len(x) / total).backward()


# %% wrong sum: shares that do not add up to 1
def accumulate(model, batches, loss_function):
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) * len(x)).backward()


# %% wrong sum: divided by the largest
def accumulate(model, batches, loss_function):
    model.zero_grad()
    most = max(len(x) for x, _ in batches)
    for x, y in batches:
        (loss_function(model(x), y) * len(x) / most).backward()


# %% wrong sum: four is written down
def accumulate(model, batches, loss_function):
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) / 4).backward()


# %% wrong AttributeError|TypeError: no case for None
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) * len(x)).backward()
    for p in model.parameters():
        p.grad = p.grad / total


# %% wrong one-at-a-time: joined
def accumulate(model, batches, loss_function):
    model.zero_grad()
    x, y = torch.cat([x for x, _ in batches]), torch.cat([y for _, y in batches])
    loss_function(model(x), y).backward()


# %% wrong left-alone: a step is taken
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    optimizer.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) * len(x) / total).backward()
    optimizer.step()


# %% wrong gradients: cleared at the end
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    for x, y in batches:
        (loss_function(model(x), y) * len(x) / total).backward()
    model.zero_grad()


# %% wrong sum: return in the loop
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y)).backward()
        return total


# %% wrong sum: tied parameters are divided twice
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) * len(x)).backward()
    for name, p in model.named_parameters(remove_duplicate=False):
        if p.grad is not None:
            p.grad /= total


# %% wrong sum: all rows, and each loss a mean
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) / total).backward()


# %% wrong sum: divided by the rows of its batch
def accumulate(model, batches, loss_function):
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) / len(x)).backward()


# %% wrong RuntimeError: one graph, two backward
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad()
    loss = 0
    for x, y in batches:
        loss = loss + loss_function(model(x), y) * len(x) / total
        loss.backward()


# %% wrong TypeError: a loss of its own is called without arguments
def accumulate(model, batches, loss_function):
    model.zero_grad()
    for x, y in batches:
        loss_function(model, x, y, 1, 2, 3, 4, 5, 6, 7, 8, 9).backward()


# %% wrong in-turn: one loss of all batches, one backward
def accumulate(model, batches, loss_function):
    model.zero_grad(set_to_none=True)
    n = sum(x.shape[0] for x, y in batches)
    loss = 0
    for x, y in batches:
        loss = loss + loss_function(model(x), y) * (x.shape[0] / n)
    loss.backward()


# %% wrong none: zeros in place of None
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad(set_to_none=False)
    for x, y in batches:
        (loss_function(model(x), y) * (len(x) / total)).backward()


# %% wrong left-alone: eval stays on
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.eval()
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) * (len(x) / total)).backward()


# %% wrong sum: the rows of the first batch
def accumulate(model, batches, loss_function):
    total = len(batches[0][0]) * len(batches)
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) * (len(x) / total)).backward()


# %% wrong sum: without the last batch
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad()
    for x, y in batches[:-1]:
        (loss_function(model(x), y) * (len(x) / total)).backward()


# %% wrong sum: upside down
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) * (total / len(x))).backward()


# %% wrong sum: a whole division
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad()
    for x, y in batches:
        (loss_function(model(x), y) * (len(x) // total)).backward()


# %% wrong sum: always the cross-entropy
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad()
    for x, y in batches:
        (F.cross_entropy(model(x), y) * (len(x) / total)).backward()


# %% wrong sum: backward behind the loop
def accumulate(model, batches, loss_function):
    total = sum(len(x) for x, _ in batches)
    model.zero_grad()
    for x, y in batches:
        loss = loss_function(model(x), y) * len(x) / total
    loss.backward()
