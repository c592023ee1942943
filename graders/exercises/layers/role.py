"""Lesson 01, exercise role."""

import torch
from torch import nn

from graders.causes import shown, the_cause, word_cause
from graders.claims import claim, works
from graders.judge import exercise, run
from graders.look import as_found, reseed


def roles(learner, n, seed):
    """What the learner's function calls tensors of known roles; an exception of one question stops there."""
    reseed(seed)

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.gain, self.tilt = nn.Parameter(torch.ones(n)), nn.Parameter(torch.ones(n))
            self.body = nn.Sequential(nn.Linear(n, n), nn.Sequential(nn.ReLU(), nn.Linear(n, n)))
            self.norm = nn.BatchNorm1d(n)
            self.register_buffer("offset", torch.zeros(n, requires_grad=True))

        def forward(self, x):
            return self.gain * self.norm(self.body(x)) + self.tilt * x + self.offset

    net, other = Net(), nn.Linear(n, n)
    weight = net.body[0].weight
    x = torch.randn(n + 3, n, requires_grad=True)  # no batch as large as a width
    hidden = net.body[0](x)
    kept = net(x)
    kept.retain_grad()
    loss = kept.sum()
    loss.backward()
    cases = {
        "the weight of a Linear, body.0.weight": weight,
        "a bias two levels deep, body.1.1.bias": net.body[1][1].bias,
        "a Parameter of the module itself, gain": net.gain,
        "another Parameter of the module itself, tilt": net.tilt,
        "the weight of a BatchNorm, norm.weight": net.norm.weight,
        "the bias of a BatchNorm, norm.bias": net.norm.bias,
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
    "the weight of a Linear, body.0.weight": "parameter",
    "a bias two levels deep, body.1.1.bias": "parameter",
    "a Parameter of the module itself, gain": "parameter",
    "another Parameter of the module itself, tilt": "parameter",
    "the weight of a BatchNorm, norm.weight": "parameter",
    "the bias of a BatchNorm, norm.bias": "parameter",
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
WORDS = ("parameter", "leaf", "activation")


def word(parameter, leaf):
    return "parameter" if parameter else "leaf" if leaf else "activation"


def among(tensor, tensors):
    """Whether this very object is among the tensors."""
    return any(t is tensor for t in tensors)


EQUAL = "Equal numbers count as the same tensor here; `is` asks for the very object."
SIZES = "Shape or size decides here. Tensors of one shape can have different roles."
DEPTH = "Parameters of layers within layers are left out here; module.parameters() lists them at every depth."
HISTORY = (
    "What has no history is a leaf; a gradient in .grad, or one kept there, does not tell. Ask is_leaf or grad_fn."
)
# What an answer does wrong, with a wrong answer that does the same.
DOUBLES = [
    ("Every leaf is called a parameter here. A leaf may belong to no module, or to another one.",
     lambda t, m: word(t.is_leaf, False)),
    ("No parameter is recognised here. Is leaf asked first (every parameter is a leaf), or does the search compare with "
     "copies, names, or all of them at once?", lambda t, m: word(False, t.is_leaf)),
    (EQUAL, lambda t, m: word(any(p.shape == t.shape and p.equal(t) for p in m.parameters()), t.is_leaf)),
    (EQUAL, lambda t, m: word(t.sum().item() in [p.sum().item() for p in m.parameters()], t.is_leaf)),
    ("Tensors on the same memory count as the same tensor here; `is` asks for the very object.",
     lambda t, m: word(t.data_ptr() in [p.data_ptr() for p in m.parameters()], t.is_leaf)),
    (SIZES, lambda t, m: word(t.shape in [p.shape for p in m.parameters()], t.is_leaf)),
    (SIZES, lambda t, m: word(t.numel() in [p.numel() for p in m.parameters()], t.is_leaf)),
    (SIZES, lambda t, m: word(among(t, m.parameters()), t.shape[-1:] != list(m.parameters())[-1].shape[:1])),
    ("Every nn.Parameter is called a parameter here; its type does not tell whose it is.",
     lambda t, m: word(isinstance(t, nn.Parameter), t.is_leaf)),
    ("A Parameter that is not the module's comes out as an activation. Nothing computed it: it is a leaf.",
     lambda t, m: word(among(t, m.parameters()), t.is_leaf and not isinstance(t, nn.Parameter))),
    (DEPTH, lambda t, m: word(among(t, m.parameters(recurse=False)), t.is_leaf)),
    (DEPTH, lambda t, m: word(among(t, [p for part in [m, *m.children()] for p in part.parameters(recurse=False)]), t.is_leaf)),
    ("Only the children are searched here: Parameters of the module itself are left out.",
     lambda t, m: word(among(t, [p for child in m.children() for p in child.parameters()]), t.is_leaf)),
    ("Only Linear layers are searched here; other layers and the module itself hold parameters, too.",
     lambda t, m: word(among(t, [p for x in m.modules() if isinstance(x, nn.Linear) for p in x.parameters()]), t.is_leaf)),
    ("A buffer counts as a parameter here. A buffer is no parameter, even if it requires a gradient.",
     lambda t, m: word(among(t, [*m.parameters(), *m.buffers()]), t.is_leaf)),
    ("Only parameters with weight in their name are recognised here.",
     lambda t, m: word(among(t, [p for name, p in m.named_parameters() if "weight" in name]), t.is_leaf)),
    ("Only the module's first parameter is recognised: the loop returns in its first turn, whatever that finds.",
     lambda t, m: word(t is next(m.parameters()), t.is_leaf)),
    ("Only the module's last parameter is recognised: each turn of the loop overwrites what the one before found.",
     lambda t, m: word(t is list(m.parameters())[-1], t.is_leaf)),
    ("Leaves come out as activations here: what is no parameter still has to be told apart.",
     lambda t, m: word(among(t, m.parameters()), False)),
    ("Activations come out as leaves here: what is no parameter still has to be told apart.",
     lambda t, m: word(among(t, m.parameters()), True)),
    ("Leaf and activation have changed places. What was computed has a history, a grad_fn; a leaf has none.",
     lambda t, m: word(among(t, m.parameters()), not t.is_leaf)),
    (HISTORY, lambda t, m: word(among(t, m.parameters()), t.grad is not None)),
    (HISTORY, lambda t, m: word(among(t, m.parameters()), t.grad is None)),
    (HISTORY, lambda t, m: word(among(t, m.parameters()), t.retains_grad)),
]  # fmt: skip


def wrong_way(found, n, seed):
    """In a plain sentence what an answer does wrong that gave these words, if that is certain."""
    if sentence := word_cause(list(found.values()), WORDS):
        return sentence
    with as_found():
        scene = roles({"role": lambda tensor, module: (tensor, module)}, n, seed)
        return the_cause(DOUBLES, lambda double: all(double(*scene[told]) == said for told, said in found.items()))


@exercise(
    "layers/role",
    "role",
    hints=(
        "Look at the tensor that the card names. Was it computed from others? And is this very object one of the module's "
        "parameters?",
        "Ask for the parameter first, since a parameter is a leaf as well. Compare objects with `is`; == and `in` compare "
        "the numbers inside. tensor.is_leaf tells a leaf from what was computed.",
        "The first of the three answers:\n"
        "    if any(tensor is p for p in module.parameters()):\n"
        '        return "parameter"\n'
        "What is left is a leaf if tensor.is_leaf, and else an activation.",
    ),
)
def role(ask, rng):
    scene = {"n": rng.randint(3, 6), "seed": rng.randrange(10**6)}
    seen = ask(run(roles, "role", **scene))
    yield works(seen, "a function")
    words = seen["result"]
    for told, want in ROLES.items():
        same = words[told] == want
        yield claim(want, same, f"{told}: {want}", repr(want), shown(words[told]),
                    cause=None if same else wrong_way(words, **scene))  # fmt: skip
