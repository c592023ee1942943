# %% wrong fails: looks at nothing
SEED = 3


def guard(make, x, y):
    model, optimizer, step = make()
    step(x, y)


# %% wrong fails: the loss falls, which clears nothing
SEED = 3


def guard(make, x, y):
    model, optimizer, step = make()
    before = F.cross_entropy(model(x)[1], y).item()
    for _ in range(30):
        step(x, y)
    assert F.cross_entropy(model(x)[1], y).item() < before


# %% wrong fails: returns False in place of raising
SEED = 3


def guard(make, x, y):
    model, optimizer, step = make()
    rates = [g["lr"] for g in optimizer.param_groups]
    return min(rates) > 0 and len(rates) == 5


# %% wrong fails: prints
SEED = 3


def guard(make, x, y):
    model, optimizer, step = make()
    print("broken")


# %% wrong passes: fails always
SEED = 3


def guard(make, x, y):
    assert False, "broken"


# %% wrong passes: no frozen part at all, which is meant so
SEED = 3


def guard(make, x, y):
    model, optimizer, step = make()
    assert all(p.requires_grad for p in model.parameters())


# %% wrong passes: no buffer moves, the own norm too
SEED = 3


def guard(make, x, y):
    model, optimizer, step = make()
    before = [b.clone() for b in model.buffers()]
    step(x, y)
    assert all(torch.equal(a, b) for a, b in zip(before, model.buffers()))


# %% wrong passes: two calls in train mode, compared after a step that moves
SEED = 3


def guard(make, x, y):
    model, optimizer, step = make()
    a = model(x)[1]
    step(x, y)
    assert torch.equal(a, model(x)[1])


# %% wrong passes: a name that it does not have
SEED = 3


def guard(make, x, y):
    model, optimizer, step = make()
    assert model.decoder.weight.grad is None


# %% wrong passes: takes make for the model
SEED = 3


def guard(make, x, y):
    model = make
    model.eval()
    assert torch.equal(model(x)[1], model(x)[1])


# %% wrong fails: catches its own assertion
SEED = 3


def guard(make, x, y):
    model, optimizer, step = make()
    try:
        assert len(list(model.parameters())) == 0
    except AssertionError:
        print("broken")


# %% wrong fails: parameters have names
SEED = 3


def guard(make, x, y):
    model, optimizer, step = make()
    assert all(name for name, _ in model.named_parameters())


# %% wrong TypeError|passes: two arguments alone
SEED = 3


def guard(make, x):
    assert make()[0] is not None


# %% wrong passes: luck
SEED = 0


def guard(make, x, y):
    assert torch.rand(()) < 0.0001
