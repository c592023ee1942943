# %% right: for list
SEED = 8


def guard(make, x, y):
    model, optimizer, step = make()
    own = {id(p) for p in model.parameters()}
    waiting, seen = [model(x)[1].sum().grad_fn], set()
    while waiting:
        node = waiting.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        if hasattr(node, "variable"):
            assert id(node.variable) in own, "a tensor computes that no parameter list holds"
        waiting += [n for n, _ in node.next_functions]


# %% right: for local
SEED = 1


def guard(make, x, y):
    torch.manual_seed(0)
    a = make()[0].eval()
    torch.manual_seed(1)
    b = make()[0].eval()
    b.load_state_dict(a.state_dict())
    with torch.no_grad():
        assert torch.allclose(a(x)[1], b(x)[1], atol=1e-5), "saved and loaded, it answers differently"


# %% right: for in-forward
SEED = 15


def guard(make, x, y):
    model, _, _ = make()
    model.eval()
    with torch.no_grad():
        if not torch.equal(model(x)[1], model(x)[1]):
            raise AssertionError("two calls, two answers")


# %% right: for drift
SEED = 3


def guard(make, x, y):
    model, optimizer, step = make()
    model.eval()
    before = model(x)[0].detach().clone()
    for _ in range(3):
        step(x, y)
    model.eval()
    assert torch.allclose(model(x)[0], before, atol=1e-5), "the old task is forgotten"


# %% right: for typo
SEED = 7


def guard(make, x, y):
    model, optimizer, step = make()
    backbone = list(model.children())[0]
    for p in backbone.parameters():
        assert p.requires_grad is False


# %% right: for untied
SEED = 4


def guard(make, x, y):
    model, _, _ = make()
    assert model.right.weight is model.left.weight and model.right.bias is model.left.bias


# %% right: for frozen-head
SEED = 11


def guard(make, x, y):
    model, optimizer, step = make()
    frozen = [p.shape for p in model.parameters() if not p.requires_grad]
    assert torch.Size([y.max().item() + 1, 64]) not in frozen, f"frozen: {frozen}"


# %% right: for stale-optimizer
SEED = 8


def guard(make, x, y):
    model, optimizer, step = make()
    held = {id(p) for g in optimizer.param_groups for p in g["params"]}
    missing = [n for n, p in model.named_parameters() if p.requires_grad and id(p) not in held]
    assert not missing, missing


# %% right: for lr-0
SEED = 14


def guard(make, x, y):
    rates = [g["lr"] for g in make()[1].param_groups]
    assert min(rates) > 0, rates


# %% right: for no-zero-grad
SEED = 1


def guard(make, x, y):
    model, optimizer, step = make()
    step(x, y)
    for p in model.parameters():
        if p.grad is not None:
            p.grad = p.grad * float("nan")
    step(x, y)
    assert not any(p.isnan().any() for p in model.parameters()), "old gradients are used"


# %% right: a number of parameters, counted by hand
SEED = 16


def guard(make, x, y):
    model, _, _ = make()
    count = sum(p.numel() for p in model.parameters() if p.requires_grad)
    assert count == 17954


# %% right: it raises an error of another kind on the broken one
SEED = 3


def guard(make, x, y):
    model, _, _ = make()
    model.get_submodule("gate")
