"""Lesson 05, exercise tied-autoencoder."""

import re
from dataclasses import replace

import torch

from graders.causes import the_cause, with_cause
from graders.claims import claim, learns, output_shape, works
from graders.exercises.sharing import error_cause
from graders.judge import exercise, model, run
from graders.look import reseed


def coded(learner, k, rows, seed):
    """The output for one input after the parameters were filled with other numbers, the parameters by their sizes, and
    the gradient of the weight for one loss."""
    reseed(seed)
    net, x = learner["TiedAutoencoder"](k).train(), torch.randn(rows, 64)
    with torch.no_grad():
        for p in net.parameters():
            p.copy_(torch.randn(p.shape) / 4)
    out = net(x)
    out.square().sum().backward()
    by_size = {p.numel(): p for p in net.parameters() if p.requires_grad}
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


def rebuilt(x, weight, code_bias, pixel_bias, bend=torch.relu, first=nothing, last=nothing, decoder=None, turn=nothing):
    """What the tied autoencoder makes of x; ``weight`` is (k, 64)."""
    h = bend(first(x) @ weight.T + code_bias)
    return last(h @ turn(weight if decoder is None else decoder) + pixel_bias)


VIEW = "view() and reshape() cut the numbers anew and turn nothing: .t() exchanges rows and columns."
DOUBLES = [
    (VIEW, {"turn": lambda w: w.contiguous().view(64, -1).t()}),
    ("The ReLU is missing: it follows the encoder.", {"bend": nothing}),
    ("The ReLU bends the input: it belongs on what the encoder gives.", {"bend": nothing, "first": torch.relu}),
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
    if found == weight + 2 * k:
        return "The decoder has a bias of 64 numbers, one for each pixel; here are two biases of k."
    if found == weight:
        return "Both biases are missing: the encoder has one of k numbers, the decoder one of 64."
    if found and found > 64 and (found - 64) % 65 == 0:
        return f"A code of {(found - 64) // 65} numbers is written down: k says how many there are."
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
    k, rows = rng.sample([n for n in range(5, 21) if n != 16], 2)  # 16 is the example's, which an answer may write down
    net = ask(model("TiedAutoencoder", k, inputs=[[rows, 64]], seed=rng.randrange(10**6)))
    text = net.get("error", {}).get("text", "")
    cause = error_cause(text)
    if re.search(rf"\(64\) must match .*\({k}\)", text):
        cause = "A bias of k numbers meets 64 pixels: the decoder has a bias of its own, 64 numbers."
    elif re.search(rf"\(\d+x64 and {k}x64\)", text):
        cause = "The encoder's sizes stand the wrong way round: nn.Linear(64, k) goes from 64 to k, and its weight is not turned there."
    yield with_cause(works(net), cause)
    shape = net["forward"]["shape"]
    cause = "The code comes back, and the decoder is missing." if shape == [rows, k] else None
    if net["forward"]["type"] in ("tuple", "list"):
        cause = "Several things come back, such as the code and the image: the rebuilt image alone is asked for."
    yield with_cause(output_shape(net, rows, 64), cause)
    turned = next((one for one in net["hidden"] if one["kind"] == "nonleaf" and one["numel"] == 64 * k), None)
    yield claim(
        "turned-once", turned is None or net["copies"], "the weight is turned anew at each call",
        f"self.{(turned or {'path': ''})['path']} is no result of __init__", "it was computed once, with a history that the first backward() uses up",
        cause="Only .t() in forward() gives a fresh result at each call: F.linear(h, self.encoder.weight.t(), ...). Keep no result of it.",
    )  # fmt: skip
    aliased = [name for pair in net["tied"]["aliased"] for name in pair]
    yield claim(
        "one-object", not aliased, "the weight is one Parameter", "one Parameter of 64 times k numbers, used twice",
        f"two Parameters on one memory: {', '.join(aliased[:2])}",
        cause="nn.Parameter() and .data make a second Parameter on the same numbers; both are counted and stepped. Hold one, and use "
        "its .t() in forward(): F.linear(h, W, b).",
    )  # fmt: skip
    status = net["gradients"]["status"]
    idle = [p["names"][0] for p in net["parameters"] if p["numel"] == 64 * k and status.get(p["names"][0]) == "none"]
    if changed := net["forward"]["registry_changed"]:
        yield claim(
            "same-parameters", False, "", "a call leaves the Parameters as they are", f"{changed[0]} is another Parameter after each call",
            cause="forward() makes or assigns a Parameter: an optimizer from before holds the old one. Use encoder.weight.t() there itself.",
        )  # fmt: skip
    yield claim(
        "unused", not idle or net["effective"] <= 64 * k + k + 64, "each weight is used", "each weight is used",
        f"{(idle or [''])[0]}: no use of it in forward()",
        cause="A whole layer is kept for its bias, and brings a weight that nothing uses. nn.Parameter(torch.zeros(64)) is a bias alone.",
    )  # fmt: skip
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
