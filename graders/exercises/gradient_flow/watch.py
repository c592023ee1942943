"""Lesson 08, exercise watch."""

import torch
from torch import nn

from graders.claims import claim
from graders.exercises.gradient_flow import running, some
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def watched(learner, kind, sizes, seed):
    """What watch records of a model's calls, and what it leaves behind."""
    import copy

    from torch.nn.modules import module as tables

    reseed(seed)
    n, m, k, rows = sizes

    made = []

    class Last(nn.Linear):  # knows what it gave, before any hook

        def forward(self, x):
            made.append(super().forward(x))
            return made[-1]

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.act = nn.Linear(n, m), nn.ReLU(inplace=kind == "inplace")
            self.deep = nn.Sequential(nn.Sequential(nn.Linear(m, m), nn.Tanh()), nn.ModuleDict({"last": Last(m, k)}))
            self.spare = nn.Linear(n, n)
            if kind == "dropout":
                self.deep[0][1] = nn.Dropout(0.5)

        def forward(self, x):
            h = self.act(self.first(x))
            h = self.act(self.deep[0](h) - 0.1) if kind == "shared" else self.deep[0](h)
            return self.deep[1]["last"](h)

    def layers(model):
        return [(name, layer) for name, layer in model.named_modules() if not list(layer.children())]

    def hooks(model):
        found = [len(h) for layer in model.modules() for h in (layer._forward_hooks, layer._forward_pre_hooks, layer._backward_hooks, layer._backward_pre_hooks)]
        patched = [key for layer in model.modules() for key in ("forward", "__call__", "_call_impl") if key in vars(layer)]
        return sum(found) + len(tables._global_forward_hooks) + len(tables._global_forward_pre_hooks) + len(patched)

    net, x = Net(), torch.randn(rows, n)
    twin, want, handles = copy.deepcopy(net), {}, []
    for name, layer in layers(twin):
        handles.append(layer.register_forward_hook(lambda _, __, out, name=name: want.setdefault(name, []).append(out.detach().clone())))
    def use(net):
        """Two calls and a backward: the outputs, the gradients (None where there can be none), the modes."""
        reseed(seed + 1)
        outs = [net(x), net(2 * x)]
        modes = [layer.training for layer in net.modules()]
        if not all(isinstance(out, torch.Tensor) and out.requires_grad for out in outs):
            return outs, None, modes
        net.zero_grad()
        (outs[0].square().sum() + outs[1].sum()).backward()
        return outs, [p.grad for p in net.parameters()], modes

    right, gradients, modes = use(twin)
    for handle in handles:
        handle.remove()
    heard = []
    if kind == "hooked":
        net.first.register_forward_hook(lambda *_: heard.append(1))
    before, raised, used, during = hooks(net), None, ([], None, []), {}

    def body(seen):
        nonlocal used, during
        made.clear()
        used = use(net)
        during = {"history": torch.is_grad_enabled(), "filled": isinstance(seen, dict) and bool(seen)}

    if kind == "raises":
        try:
            with learner["watch"](net) as seen:
                body(seen)
                raise KeyError("raised in the body")
        except KeyError as error:
            raised = "raised in the body" in str(error)
    else:
        with learner["watch"](net) as seen:
            body(seen)
    outs, reached, mode = used
    left = hooks(net) - before
    outside = {name: len(kept) for name, kept in seen.items()} if isinstance(seen, dict) and all(hasattr(v, "__len__") and not isinstance(v, torch.Tensor) for v in seen.values()) else None
    told = len(heard)
    net(x)
    result = {
        "type": type(seen).__name__,
        "left": left,
        "raised": raised,
        "user": kind != "hooked" or (told == 2 and len(heard) == 3),
        "same": len(outs) == 2 and all(isinstance(out, torch.Tensor) and torch.allclose(out, one, atol=1e-6) for out, one in zip(outs, right)),
        "replaced": any(out is not one for out, one in zip(outs, made)),
        "modes": mode == modes == [layer.training for layer in net.modules()],
        "trains": reached is not None
        and all((g is None and one is None) or (g is not None and one is not None and torch.allclose(g, one, atol=1e-5)) for g, one in zip(reached, gradients)),
        "during": during,
    }
    if outside is None:
        return result | {"odd": isinstance(seen, dict), "tensor": isinstance(seen, dict) and any(isinstance(v, torch.Tensor) for v in seen.values())}
    result["later"] = {name: len(kept) for name, kept in seen.items()} != outside
    kept = {name: list(values) for name, values in seen.items() if len(values)}
    result["names"], result["want"] = [str(name) for name in kept], list(want)
    result["keys"] = sorted({type(name).__name__ for name in kept if not isinstance(name, str)})
    result["kinds"] = sorted({type(layer).__name__ for _, layer in layers(net)})
    result["calls"] = {str(name): len(values) for name, values in kept.items()}
    result["should"] = {name: len(values) for name, values in want.items()}
    items = [value for values in kept.values() for value in values]
    result["tensors"] = all(isinstance(value, torch.Tensor) for value in items)
    if result["tensors"]:
        result["grad"] = any(value.requires_grad for value in items)
        off = [
            (name, n) for name in want if name in kept
            for n, (one, value) in enumerate(zip(want[name], kept[name]))
            if value.shape != one.shape or not torch.allclose(value.detach(), one, atol=1e-6)
        ]  # fmt: skip
        result["off"] = off[:1]
        result["cut"] = bool(off) and kept[off[0][0]][off[0][1]].shape == want[off[0][0]][off[0][1]].shape and bool((kept[off[0][0]][off[0][1]].detach() == want[off[0][0]][off[0][1]].clamp(min=0)).all())
        result["first"] = [list(value.shape) for value in kept.get("first", [])[:1]] == [[rows, n]]
    return result


TOLD = {
    "plain": "nested layers, two calls",
    "shared": "a layer that is used twice in a call",
    "inplace": "a ReLU(inplace=True) behind a layer",
    "raises": "the body of the with raises an error",
    "hooked": "a hook of somebody else is there",
    "dropout": "a model with dropout, in train()",
}


RETURNS = "Your hook returns something, and that takes the output's place: return nothing."


def names_cause(seen):
    names, want = set(seen["names"]), set(seen["want"])
    if seen["keys"]:
        return "The keys are no texts: the name that named_modules() gives is asked for."
    if names and names <= set(seen["kinds"]):
        return "The keys are kinds of layers: two layers of one kind share a key. Take the name from named_modules()."
    if not names and seen["during"].get("filled"):
        return "Inside the with the dict was filled, and afterwards it is empty: leave it as it is."
    if not names:
        return "Nothing is recorded. Are the hooks on the model itself, not on a copy, and on before the body runs?"
    if "" in names or "deep" in names or "deep.0" in names:
        return "Modules that hold others are recorded too: a layer here has no children."
    if names < want and not any("." in name for name in names):
        return "Only direct children are listened to: named_modules() goes to every depth."
    if names < want:
        return "Some kinds of layers are left out: every module without children is a layer, whatever its type."
    if len(names) == 1:
        return "All calls stand under one name: a function made in a loop sees the loop's last name. Hand the name over: lambda ..., name=name."
    return None


@exercise(
    "gradient_flow/watch",
    "watch",
    hints=(
        "What has to happen before the body of the with runs, and what after it, even when the body raises an error?",
        "@contextmanager above a function with yield: what stands before yield comes first; finally: comes always. "
        "register_forward_hook gives a handle, and handle.remove() takes the hook off.",
        "In watch:\n"
        "    seen, handles = {}, []\n"
        "    for name, layer in model.named_modules():\n"
        "        if not list(layer.children()):\n"
        "            def note(layer, args, output, name=name):\n"
        "                seen.setdefault(name, []).append(output.detach().clone())\n"
        "            handles.append(layer.register_forward_hook(note))\n"
        "    try:\n"
        "        yield seen\n"
        "    finally:\n"
        "        for handle in handles:\n"
        "            handle.remove()",
    ),
)
def watch(ask, rng):
    cases = []
    for kind in TOLD:
        n, m, k = rng.sample(range(3, 10), 3)
        cases.append({"kind": kind, "sizes": [n, m, k, rng.randint(11, 15)], "seed": rng.randrange(10**6)})
    for case, reply in zip(cases, answers(ask(run_each(watched, "watch", each=cases)))):
        yield running(reply, "a context manager")
        seen, kind = reply["result"], case["kind"]
        if "names" not in seen:
            cause = "yield hands over what stands behind `as`: yield seen." if seen["type"] == "NoneType" else None
            if seen.get("odd"):
                cause = "A list for each name is asked for, with an output for each call: seen[name] = [output, ...]."
            if seen.get("tensor"):
                seen["type"] = "dict, with a tensor where a list should stand"
            yield claim("kind", False, "", "`with watch(model) as seen`: a dict of name -> list of outputs",
                        "nothing" if seen["type"] == "NoneType" else f"another kind of {seen['type']}", cause=cause)  # fmt: skip
        yield claim(
            "removed", not seen["left"] and not seen["later"], f"{TOLD[kind]}: no hook of yours remains",
            f"after the with no hook of yours is left ({TOLD[kind]})",
            f"{seen['left']} too many" if seen["left"] > 0 else f"{-seen['left']} too few" if seen["left"] else "later calls are recorded as well",
            cause="After yield nothing runs when the body raises, unless it stands behind finally: (try: yield seen finally: ...)."
            if kind == "raises" and seen["left"] > 0 else "Hooks of others are removed as well: keep your own handles, and remove those."
            if seen["left"] < 0 else "Each register_forward_hook gives a handle: keep it, and call handle.remove() after yield."
            if seen["left"] > 0 else None,
        )  # fmt: skip
        if kind == "raises":
            yield claim(
                "goes-on", seen["raised"], "an error in the body goes on to whoever called", found="the error is gone, or another one",
                cause="The error is swallowed: no except and no return True; finally alone lets it pass.",
            )  # fmt: skip
        yield claim(
            "modes", seen["modes"], f"{TOLD[kind]}: each layer stays in its mode", f"each layer stays in its mode, train or eval ({TOLD[kind]})",
            "another mode, inside the with or after it", cause="Looking needs no eval(): with it, dropout and BatchNorm compute something else.",
        )  # fmt: skip
        yield claim(
            "output", seen["same"], f"{TOLD[kind]}: the model answers as without you",
            f"the outputs of the model stay as they are ({TOLD[kind]})", "other outputs, or none",
            cause=RETURNS if seen["replaced"] else None,
        )  # fmt: skip
        yield claim(
            "trains", seen["trains"], f"{TOLD[kind]}: backward() works inside the with",
            f"inside the with, backward() gives the gradients that it gives without you ({TOLD[kind]})", "other gradients, or none",
            cause="yield stands under no_grad(), so the body of the with computes without a history." if not seen["during"].get("history", True)
            else RETURNS if seen["replaced"] else "The output itself loses its history, as by detach_(): detach() leaves it, and gives another tensor.",
        )  # fmt: skip
        missing, extra = sorted(set(seen["want"]) - set(seen["names"])), sorted(set(seen["names"]) - set(seen["want"]))
        yield claim(
            "names", not missing and not extra, f"{TOLD[kind]}: each layer that was called",
            f"a list for each layer that was called: {some(seen['want'])}",
            "nothing" if not seen["names"] else f"{some(missing)} missing" if missing else f"{some(extra)} too much",
            cause=None if not missing and not extra else names_cause(seen),
        )  # fmt: skip
        wrong = [name for name in seen["want"] if seen["calls"].get(name) != seen["should"][name]]
        yield claim(
            "calls", not wrong, f"{TOLD[kind]}: an entry for each call",
            f"{seen['should'][wrong[0]] if wrong else ''} outputs of {wrong[0] if wrong else ''} ({TOLD[kind]}, called twice)",
            f"{seen['calls'][wrong[0]] if wrong else ''}",
            cause="The next call takes the place of the one before: append to a list." if wrong and seen["calls"][wrong[0]] == 1 else None,
        )  # fmt: skip
        if not seen["tensors"]:
            yield claim("tensors", False, "", "the outputs themselves, as tensors", "something else in the lists")
        good = not seen["off"]
        cause = None if good else "A later layer wrote into what you kept: clone() makes a copy." if seen["cut"] and kind == "inplace" else None
        if not good and cause is None and seen["first"]:
            cause = "The inputs are kept, not the outputs: the hook gets (layer, args, output)."
        yield claim(
            "values", good, f"{TOLD[kind]}: the outputs", f"the output of {seen['off'][0][0] if seen['off'] else ''} as it was ({TOLD[kind]})",
            "other numbers", cause=cause,
        )  # fmt: skip
        yield claim(
            "history", not seen["grad"], f"{TOLD[kind]}: no history is kept", "kept outputs have no history: requires_grad is False",
            "requires_grad is True", cause="The whole graph stays in memory with each output: detach() leaves it behind.",
        )  # fmt: skip
        yield claim(
            "others", seen["user"], f"{TOLD[kind]}: hooks of others work on", "a hook of somebody else works on",
            "it is gone, or was not called", cause="Hooks of others are removed as well: keep your own handles, and remove those.",
        )  # fmt: skip
