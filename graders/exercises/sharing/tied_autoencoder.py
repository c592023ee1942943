"""Lesson 05, exercise tied-autoencoder."""

from dataclasses import replace

import torch

from graders.claims import claim, learns, output_shape, works
from graders.exercises.sharing import ERRORS, the_cause, with_cause
from graders.judge import exercise, model, run
from graders.look import reseed


def coded(learner, k, rows, seed):
    """The output for one input after the parameters were filled with other numbers, the parameters by their sizes, and
    the gradient of the weight for one loss."""
    reseed(seed)
    net, x = learner["TiedAutoencoder"](k).train(), torch.rand(rows, 64)
    with torch.no_grad():
        for p in net.parameters():
            p.copy_(torch.randn(p.shape) / 4)
    out = net(x)
    out.square().sum().backward()
    by_size = {p.numel(): p for p in net.parameters()}
    weight = by_size[64 * k]
    return {
        "x": x.tolist(),
        "out": out.tolist(),
        "weight": weight.reshape(weight.shape).tolist(),
        "gradient": weight.grad.tolist(),
        "code_bias": by_size[k].reshape(-1).tolist(),
        "pixel_bias": by_size[64].reshape(-1).tolist(),
    }


def nothing(h):
    return h


def rebuilt(x, weight, code_bias, pixel_bias, bend=torch.relu, last=nothing, decoder=None):
    """What the tied autoencoder makes of x; ``weight`` is (k, 64)."""
    h = bend(x @ weight.T + code_bias)
    return last(h @ (weight if decoder is None else decoder) + pixel_bias)


DOUBLES = [
    ("The ReLU is missing: it follows the encoder.", {"bend": nothing}),
    ("The ReLU belongs on the code alone, and the output is bent as well.", {"last": torch.relu}),
    ("The ReLU belongs on the code, and stands at the end.", {"bend": nothing, "last": torch.relu}),
    ("A sigmoid bends the output: the decoder ends without.", {"last": torch.sigmoid}),
    ("A tanh stands in the place of the ReLU.", {"bend": torch.tanh}),
    ("A sigmoid stands in the place of the ReLU.", {"bend": torch.sigmoid}),
]


def count_cause(net, k):
    """What the number of trainable numbers tells."""
    weight, found = 64 * k, net.get("effective")
    if found == weight + k:
        return "The bias of the decoder is missing: 64 numbers of its own, one for each pixel."
    if found == weight + 64:
        return "The bias of the encoder is missing: nn.Linear(64, k) brings it."
    if found == weight:
        return "Both biases are missing: the encoder has one of k numbers, the decoder one of 64."
    return None


@exercise(
    "sharing/tied-autoencoder",
    "TiedAutoencoder",
    hints=(
        "How many weights of 64 times k does your model hold? The decoder needs none of its own: which one does it use, "
        "and in which direction?",
        "In __init__: the encoder, nn.Linear(64, k), and an nn.Parameter of 64 zeros, the decoder's bias. In forward: "
        "F.linear(h, W, b) takes a W of (64, k), and the encoder's weight is (k, 64), so .t() turns it.",
        "In __init__, after super().__init__():\n"
        "    self.encoder = nn.Linear(64, k)\n"
        "    self.bias = nn.Parameter(torch.zeros(64))\n"
        "In forward:\n"
        "    h = torch.relu(self.encoder(x))\n"
        "    return F.linear(h, self.encoder.weight.t(), self.bias)",
    ),
)
def tied_autoencoder(ask, rng):
    k, rows = rng.sample(range(5, 21), 2)
    net = ask(model("TiedAutoencoder", k, inputs=[[rows, 64]], seed=rng.randrange(10**6)))
    text = net.get("error", {}).get("text", "")
    yield with_cause(works(net), next((why for part, why in ERRORS if part in text), None))
    shape = net["forward"]["shape"]
    yield with_cause(
        output_shape(net, rows, 64),
        "The code comes back, and the decoder is missing." if shape == [rows, k] else None,
    )
    for fact in learns(net, 64 * k + k + 64, f"64·{k}+{k} + 64, with one weight for both"):
        if fact.name == "parameter-count":
            fact = replace(fact, intent={**fact.intent, "shared": 1})
        yield with_cause(fact, count_cause(net, k) if fact.name == "parameter-count" else None)
    yield claim(
        "copies", net["copies"], "it can be copied by copy.deepcopy",
        found="copy.deepcopy raises an error", seen=net,
        cause="A transposed weight is stored as an attribute: it is a result, with a history. Transpose in forward().",
    )  # fmt: skip

    seen = ask(run(coded, "TiedAutoencoder", k=k, rows=rows, seed=rng.randrange(10**6)))
    yield works(seen)
    found = {key: torch.tensor(value) for key, value in seen["result"].items()}
    weight, gradient = found["weight"], found["gradient"]
    if weight.shape != (k, 64):
        weight, gradient = (t.reshape(64, k).T for t in (weight, gradient))
    weight = weight.clone().requires_grad_()
    parts = (found["x"], weight, found["code_bias"], found["pixel_bias"])
    want = rebuilt(*parts)
    place = (found["out"] - want).abs().argmax().item()
    yield claim(
        "value",
        torch.allclose(found["out"], want, atol=1e-3),
        "it computes ReLU(x times weight, plus bias), and back with the same weight",
        found=f"an output is {found['out'].flatten()[place]:.3f}, not {want.flatten()[place]:.3f}",
        seen=net,
        cause=the_cause(DOUBLES, lambda other: torch.allclose(found["out"], rebuilt(*parts, **other), atol=1e-3)),
    )
    want.square().sum().backward()
    encoder, decoder = (weight.detach().clone().requires_grad_() for _ in range(2))
    rebuilt(found["x"], encoder, *parts[2:], decoder=decoder).square().sum().backward()
    uses = [
        (
            "Only the encoder's use of the weight sends its gradient: the decoder works with detached numbers.",
            encoder.grad,
        ),
        (
            "Only the decoder's use of the weight sends its gradient: the encoder works with detached numbers.",
            decoder.grad,
        ),
    ]
    close = {"rtol": 1e-3, "atol": 1e-3 * weight.grad.abs().max().item()}
    yield claim(
        "summed",
        torch.allclose(gradient, weight.grad, **close),
        "the gradients of both uses arrive at the weight, and add up",
        found="another gradient at the weight",
        seen=net,
        cause=the_cause(uses, lambda one: torch.allclose(gradient, one, **close)),
    )
