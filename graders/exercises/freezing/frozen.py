"""Lesson 06, exercise frozen."""

import torch
from torch import nn

from graders.causes import told_by, with_cause
from graders.claims import claim, works
from graders.exercises.freezing import ERRORS
from graders.judge import exercise, run
from graders.look import reseed


def wrapped(learner, sizes, seed):
    """What a Frozen gives and keeps, alone and as a part of a model that is switched to train() and trained."""
    import copy

    reseed(seed)
    width, hidden, out, rows = sizes

    def fresh():
        inner = nn.Sequential(
            nn.Linear(width, hidden), nn.BatchNorm1d(hidden), nn.Tanh(), nn.Dropout(0.5), nn.Linear(hidden, out)
        )
        inner[1].running_mean.copy_(torch.randn(hidden))
        inner[1].running_var.copy_(torch.rand(hidden) + 0.5)
        return inner

    inner, x = fresh(), torch.randn(rows, width) * 3 + 2
    right = copy.deepcopy(inner).eval()
    want = right(x).detach()
    made = learner["Frozen"](inner)
    if not isinstance(made, nn.Module):
        return {"gave": type(made).__name__}
    seen = {"listed": sum(p.numel() for p in made.parameters()), "size": sum(p.numel() for p in inner.parameters())}
    seen["saved"] = sum(t.numel() for t in made.state_dict().values()) >= sum(
        t.numel() for t in right.state_dict().values()
    )
    seen["free"] = sum(p.requires_grad for p in made.parameters())

    seen["on_module"] = any("requires_grad" in vars(m) for m in made.modules())

    def alike(y):
        return isinstance(y, torch.Tensor) and y.shape == want.shape and bool(torch.allclose(y, want, atol=1e-4))

    def numbers():
        return [b.clone() for b in made.buffers()]

    kept = numbers()
    first = made(x)
    seen["type"] = type(first).__name__
    if not isinstance(first, torch.Tensor):
        return seen
    seen["at_first"] = alike(first)
    model = nn.Sequential(nn.Linear(width, width), nn.Sequential(made), nn.Linear(out, 2))
    seen["self"] = {}
    for words, call in (
        ("train()", lambda: made.train()),
        ("eval()", lambda: made.eval()),
        ("train(False)", lambda: made.train(False)),
    ):
        seen["self"][words] = call() is made
    model.eval()
    seen["in_eval"] = alike(made(x))
    try:
        model.train()
    except AttributeError as error:  # a train() that gives nothing back
        seen["train_error"] = str(error)[:100]
    seen["free_later"] = sum(p.requires_grad for p in made.parameters())
    seen["others_train"] = model[0].training and model[2].training
    seen["in_train"], seen["twice"] = alike(made(x)), alike(made(x))
    made.train(True)
    seen["own_train"] = alike(made(x))
    seen["buffers"] = all(a.equal(b) for a, b in zip(kept, made.buffers()))
    given = x.clone().requires_grad_()
    output = made(given)
    seen["passes"] = False
    if isinstance(output, torch.Tensor) and output.requires_grad:
        output.square().sum().backward()
        reference = x.clone().requires_grad_()
        right(reference).square().sum().backward()
        seen["passes"] = given.grad is not None and bool(torch.allclose(given.grad, reference.grad, atol=1e-3))
    loss = model(x).square().sum()
    before = [p.detach().clone() for p in made.parameters()]
    if loss.requires_grad:
        loss.backward()
    seen["adapter"] = model[0].weight.grad is not None
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= 0.1 * p.grad
    seen["still"] = all(p.equal(q) for p, q in zip(made.parameters(), before))
    seen["grad_on"] = torch.is_grad_enabled()
    return seen


AWAKE = (
    "train() left a layer inside awake. An eval() in __init__ lasts until then, one before super().train(mode) is undone by it, "
    "one after return never runs; training = False sets one module only."
)


@exercise(
    "freezing/frozen",
    "Frozen",
    hints=(
        "model.train() calls train(True) on your module. What should your module pass on to the one that it holds?",
        "Write a method train(self, mode=True) that calls super().train(False) and gives back self. In forward use the module "
        "as if nothing was frozen: no no_grad(), no detach().",
        "In __init__:\n"
        "    super().__init__()\n"
        "    self.module = module.requires_grad_(False)\n"
        "    self.module.eval()\n"
        "In train:\n    return super().train(False)\n"
        "In forward:\n    return self.module(x)",
    ),
)
def frozen(ask, rng):
    sizes = [*rng.sample(range(4, 10), 3), rng.randint(12, 16)]
    seen = ask(run(wrapped, "Frozen", sizes=sizes, seed=rng.randrange(10**6)))
    yield with_cause(works(seen, "a class"), told_by(seen.get("error", {}).get("text", ""), ERRORS))
    seen = seen["result"]
    if "gave" in seen:
        yield claim("module", False, "", "Frozen(module) is a module", f"it is a {seen['gave']}",
                    cause="Its first line needs the base class: class Frozen(nn.Module).")  # fmt: skip
        return
    yield claim(
        "output-type", seen["type"] == "Tensor", "it gives a tensor", "Frozen(module)(x) is a tensor",
        "nothing" if seen["type"] == "NoneType" else f"a {seen['type']}",
        cause="forward() computes, and gives nothing back: its last line needs a return." if seen["type"] == "NoneType" else None,
    )  # fmt: skip
    yield claim(
        "registered", seen["listed"] == seen["size"] and seen["saved"], "the module inside is registered and saved",
        f"parameters() lists the {seen['size']} numbers of the module inside",
        f"{seen['listed']} numbers" if seen["listed"] != seen["size"] else "state_dict() holds fewer numbers than the module",
        cause="A list, a tuple or a lambda hides the module from PyTorch: assign it to self." if not seen["listed"] else None,
    )  # fmt: skip
    cause = "requires_grad_(False) freezes them, in __init__; eval() is a mode and freezes nothing."
    if seen["on_module"]:
        cause = "A module has no such switch: requires_grad became a new attribute of it. Call requires_grad_(False)."
    elif not seen.get("free_later", 1):
        cause = "They are frozen once train() is called: freeze in __init__."
    yield claim(
        "frozen", not seen["free"], "its parameters are frozen", found=f"{seen['free']} parameters still ask for a gradient",
        cause=cause,
    )  # fmt: skip
    if "train_error" in seen or not all(seen["self"].values()):
        wrong = next((words for words, same in seen["self"].items() if not same), "train()")
        yield claim(
            "gives-self", False, "", f"{wrong} gives back the object itself", "something else, or nothing",
            cause="train() ends in `return self`; eval() calls train(False) and hands on what it gives.",
        )  # fmt: skip
    cut = not seen["passes"] and not seen["adapter"]
    if seen["at_first"] and (seen["in_train"] or cut):
        yield claim(
            "passes-on", seen["passes"] and seen["adapter"], "gradients reach its input", "a layer before it gets a gradient",
            "no gradient reaches the input" if cut else "another gradient reaches the input",
            cause="The way back is cut, by no_grad() or detach(). Frozen parameters ask for nothing; let the rest pass." if cut else None,
        )  # fmt: skip
    yield claim(
        "at-first", seen["at_first"], "at once it computes as the module does in eval()", "a new Frozen(module) computes as the module does in eval()",
        "another output",
        cause="The module came in train() and still is: call self.module.eval() in __init__ too." if seen["in_train"]
        else "The module computes in train(): Dropout draws at random, BatchNorm uses the batch."
        if not seen["in_eval"] or not seen["in_train"] else None,
    )  # fmt: skip
    yield claim(
        "in-train", seen["in_train"] and seen["twice"] and seen["own_train"], "it computes so after train() too",
        "after model.train() it computes as the module does in eval()", "another output",
        cause=AWAKE if not (seen["in_train"] and seen["own_train"]) else None,
    )  # fmt: skip
    yield claim(
        "buffers", seen["buffers"], "the record inside stands still", found="the running mean or variance inside moved",
        cause="A batch went through in train() and was mixed into the record.",
    )  # fmt: skip
    yield claim("others-train", seen["others_train"], "the layers around it are in train()", found="they are in eval()",
                cause="train() of your module reaches beyond it.")  # fmt: skip
    yield claim("still", seen["still"], "a step leaves its numbers alone", found="a step moved them")
    yield claim("grad-on", seen["grad_on"], "gradients are on afterwards", found="they are switched off for everybody",
                cause="torch.set_grad_enabled(False) outlasts your method.")  # fmt: skip
