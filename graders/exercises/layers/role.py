"""Lesson 01, exercise role."""

import torch
from torch import nn

from graders.claims import claim, works
from graders.judge import exercise, run


def roles(learner, n, seed):
    """What the learner's function calls tensors of known roles; an exception of one question stops there."""
    torch.manual_seed(seed)

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.gain = nn.Parameter(torch.ones(n))
            self.body = nn.Sequential(nn.Linear(n, n), nn.Sequential(nn.ReLU(), nn.Linear(n, n)))
            self.norm = nn.BatchNorm1d(n)
            self.register_buffer("offset", torch.zeros(n, requires_grad=True))

        def forward(self, x):
            return self.gain * self.norm(self.body(x)) + self.offset

    net, other = Net(), nn.Linear(n, n)
    weight = net.body[0].weight
    x = torch.randn(4, n, requires_grad=True)
    hidden = net.body[0](x)
    kept = net(x)
    kept.retain_grad()
    loss = kept.sum()
    loss.backward()
    cases = {
        "the weight of a layer": weight,
        "a bias two levels deep": net.body[1][1].bias,
        "a Parameter of the module itself": net.gain,
        "the weight of a BatchNorm": net.norm.weight,
        "an input with requires_grad=True": x,
        "the parameter of another module": other.weight,
        "a Parameter with equal values, but another object": nn.Parameter(weight.detach().clone()),
        "a new Parameter on the same memory": nn.Parameter(weight),
        "a buffer that requires a gradient": net.offset,
        "a leaf of the shape of a weight": torch.zeros(n, n, requires_grad=True),
        "a number of its own": torch.tensor(1.0, requires_grad=True),
        "a feature map": hidden,
        "a feature map that kept its gradient": kept,
        "the loss": loss,
        "a weight times 0.5": weight * 0.5,
        "a transposed weight": weight.t(),
    }
    return {told: learner["role"](tensor, net) for told, tensor in cases.items()}


ROLES = {
    "the weight of a layer": "parameter",
    "a bias two levels deep": "parameter",
    "a Parameter of the module itself": "parameter",
    "the weight of a BatchNorm": "parameter",
    "an input with requires_grad=True": "leaf",
    "the parameter of another module": "leaf",
    "a Parameter with equal values, but another object": "leaf",
    "a new Parameter on the same memory": "leaf",
    "a buffer that requires a gradient": "leaf",
    "a leaf of the shape of a weight": "leaf",
    "a number of its own": "leaf",
    "a feature map": "activation",
    "a feature map that kept its gradient": "activation",
    "the loss": "activation",
    "a weight times 0.5": "activation",
    "a transposed weight": "activation",
}


@exercise(
    "layers/role",
    "role",
    hints=(
        "Two questions tell the three apart. Was the tensor computed from others? And does the module own this very object?",
        "A tensor that was computed has a history: tensor.grad_fn is not None, tensor.is_leaf is False. Compare objects with `is`, "
        "not with ==, which compares numbers.",
        'if any(tensor is p for p in module.parameters()): return "parameter"; then return "leaf" if tensor.is_leaf else "activation".',
    ),
)
def role(ask, rng):
    seen = ask(run(roles, "role", n=rng.randint(3, 6), seed=rng.randrange(10**6)))
    yield works(seen, "a function")
    for told, want in ROLES.items():
        found = seen["result"][told]
        yield claim(want, found == want, f"{told}: {want}", repr(want), repr(found)[:60])
