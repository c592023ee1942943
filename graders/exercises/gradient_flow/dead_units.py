"""Lesson 08, exercise dead-units."""

import torch
from torch import nn

from graders.claims import claim
from graders.exercises.gradient_flow import running, some, typed
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def counted(learner, kind, sizes, seed):
    """What dead_units counts in a model, beside what other ways of counting give."""
    reseed(seed)
    n, m, j, rows = sizes
    x = torch.rand(rows, n) + 0.5
    x[:, 0] = 1.0
    first, second = nn.Linear(n, m), nn.Linear(m, j)
    with torch.no_grad():
        first.weight.mul_(0.1)
        first.bias.zero_()
        x[:, 3] = 2.0
        x[0, 3], x[1:9, 3], x[20:30, 3] = 0.5, 1.0, 0.3
        x[:, 1], x[-1, 1] = 0.5, 50.0
        first.weight[3:14] = 0
        first.bias[:3] = -100.0  # dead
        for unit, value in ((3, 100.0), (5, 1e-5), (11, 0.7)):  # always on, always the same
            first.bias[unit] = value
        first.weight[4, 1], first.bias[4] = 0.01, -0.495  # on for the last row alone, and faint
        first.bias[6] = -1.0
        first.weight[8, 3], first.bias[8] = 1.0, -0.75  # off for the first row alone
        first.weight[[9, 10, 12], 3], first.bias[[9, 10, 12]] = 1.0, -1.5  # off for the first nine
        first.weight[7, 2] = 0.3
        first.weight[13, 3], first.bias[13] = 1.0, -0.4  # off for a few in the middle
        second.bias[:2] = -1e4
    body = [first, nn.ReLU(), second, nn.ReLU()]
    if kind == "dropout":  # a unit that only wakes where dropout takes out what holds it down
        with torch.no_grad():
            first.weight[6, 0], first.weight[6, 2], first.bias[6] = 1.0, -9.0, 0.0
        body = [nn.Dropout(0.5), *body]
    if kind == "norm":  # by its record one unit is dead, by the batch none
        norm = nn.BatchNorm1d(m)
        norm.running_mean[7] = 1e4
        body = [first, norm, nn.ReLU(), second, nn.ReLU()]
    if kind == "nested":
        body = [nn.Sequential(first, nn.ReLU()), nn.Sequential(nn.Sequential(second, nn.ReLU()))]
    if kind == "fresh":
        body = [nn.Linear(n, m), nn.ReLU(), nn.Linear(m, j), nn.ReLU()]
    net = nn.Sequential(*body, nn.Linear(j, 4))
    if kind == "fresh":
        nn.init.constant_(net[-1].bias, -1e3)  # negative scores are no dead units
    if kind == "eval":
        net.eval()
    modes = [layer.training for layer in net.modules()]
    if kind == "mixed modes":
        net[0].eval()
        modes = [layer.training for layer in net.modules()]
    state = {key: value.clone() for key, value in net.state_dict().items()}
    net.eval()
    kept, handles = {}, []
    for name, layer in net.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda _, __, out, name=name: kept.update({name: out.detach()})))
    with torch.no_grad():
        net(x)
    for handle in handles:
        handle.remove()
    for layer, mode in zip(net.modules(), modes):
        layer.training = mode
    given = learner["dead_units"](net, x)
    if not isinstance(given, dict):
        return {"type": type(given).__name__}

    def number(value):
        if isinstance(value, torch.Tensor):
            return value.item() if value.numel() == 1 else None
        if isinstance(value, bool):
            return None
        return int(value) if hasattr(value, "__index__") else float(value) if hasattr(value, "__float__") else None

    ways = {
        "any": lambda h: (h == 0).any(0).sum(), "rows": lambda h: (h == 0).all(1).sum(), "zeros": lambda h: (h == 0).sum(),
        "first": lambda h: (h[0] == 0).sum(), "few": lambda h: (h[:8] == 0).all(0).sum(), "mean": lambda h: (h.mean(0) < 1e-3).sum(),
        "cent": lambda h: (h.mean(0) < 1e-2).sum(), "faint": lambda h: (h < 1e-3).all(0).sum(), "fifty": lambda h: (h[:50] == 0).all(0).sum(),
        "still": lambda h: (h.std(0) == 0).sum(), "share": lambda h: (h == 0).all(0).float().mean(),
        "alive": lambda h: (h != 0).any(0).sum(), "sum": lambda h: (h.sum(0) < 1e-2).sum(), "always": lambda h: (h > 0).all(0).sum(),
        "mostly": lambda h: ((h == 0).float().mean(0) > 0.9).sum(), "percent": lambda h: 100 * (h == 0).all(0).float().mean(),
    }  # fmt: skip
    told = {str(name): number(value) for name, value in given.items()}
    want = {name: (h == 0).all(0).sum().item() for name, h in kept.items()}
    return {
        "given": told,
        "types": {str(name): type(value).__name__ for name, value in given.items()},
        "want": want,
        "ways": {way: {name: count(h).item() for name, h in kept.items()} for way, count in ways.items()} if told != want else {},
        "layers": [name for name, _ in net.named_modules()],
        "modes": modes != [layer.training for layer in net.modules()],
        "hooks": sum(len(layer._forward_hooks) + len(layer._forward_pre_hooks) for layer in net.modules()),
        "state": [key for key, value in net.state_dict().items() if not value.equal(state[key])],
    }


TOLD = {
    "trained": "dead units, a unit on for one row alone, a faint one",
    "nested": "ReLUs in nested blocks",
    "dropout": "a model with dropout, in train()",
    "norm": "a model with a BatchNorm, in train()",
    "fresh": "an untouched network, whose last scores are negative",
    "eval": "a model in eval()",
    "mixed modes": "a model with one part in eval()",
}
WAYS = {
    "any": "A unit counts as soon as it gives 0 once: dead means 0 in all rows, all(0).",
    "rows": "Rows are counted that are 0 in all units: the units are the columns, all(0).",
    "zeros": "Zeros are counted, one by one: a unit is dead if its whole column is 0.",
    "first": "Only the first row is looked at: a unit may wake for another one.",
    "fifty": "Only the first rows are looked at: a unit may wake for another one.",
    "faint": "A faint unit is not dead: a ReLU that is off gives exactly 0.",
    "cent": "A unit whose mean is small may still be on for one row: ask for zeros in all rows.",
    "few": "Only the first rows are looked at: a unit may wake for another one.",
    "mean": "A unit whose mean is small may still be on for one row: ask for zeros in all rows.",
    "sum": "A unit whose mean is small may still be on for one row: ask for zeros in all rows.",
    "still": "A unit that always gives the same number is not dead unless this number is 0.",
    "share": "A share is given: the number of units is asked for.",
    "percent": "A share is given: the number of units is asked for.",
    "alive": "These are the units that are alive.",
    "always": "These are the units that are always on.",
    "mostly": "A unit that is nearly always 0 is not dead: one row is enough to wake it.",
}


@exercise(
    "gradient_flow/dead-units",
    "dead_units",
    hints=(
        "What does the column of a dead unit look like in the output of its ReLU, and over which rows do you have to ask?",
        "eval() first, with watch(model) as seen around model(X), and then each nn.ReLU of named_modules(): "
        "(output == 0).all(0).sum(). The modes come back at the end.",
        "For one output h of a ReLU, rows by units:\n"
        "    dead = (h == 0).all(0).sum().item()\n"
        "The modes of all modules, before and after:\n"
        "    modes = {layer: layer.training for layer in model.modules()}\n"
        "    for layer, mode in modes.items():\n"
        "        layer.training = mode",
    ),
)
def dead_units(ask, rng):
    cases = []
    for kind in TOLD:
        n, m, j = rng.randint(4, 6), rng.randint(14, 17), rng.randint(8, 11)
        cases.append({"kind": kind, "sizes": [n, m, j, rng.randint(100, 112)], "seed": rng.randrange(10**6)})
    for case, reply in zip(cases, answers(ask(run_each(counted, "dead_units", each=cases)))):
        yield running(reply)
        seen, kind = reply["result"], case["kind"]
        if "type" in seen:
            found, cause = typed(seen, "a dict: name -> number of dead units")
            yield claim("kind", False, "", "dead_units(model, X) returns a dict", found, cause=cause)
        given, want = seen["given"], seen["want"]
        missing, extra = sorted(set(want) - set(given)), sorted(set(given) - set(want))
        cause = None
        if not given:
            cause = "Nothing is found: named_modules() goes to every depth, and isinstance(layer, nn.ReLU) knows a ReLU."
        elif set(given) >= set(want) and set(given) <= set(seen["layers"]):
            cause = "Other layers are counted as well: a negative score is no dead unit. Take the nn.ReLU alone."
        elif not set(given) & set(want) and set(given) <= set(seen["layers"]):
            cause = "Other layers are listed: the names of the nn.ReLU are asked for."
        elif kind == "nested" and missing:
            cause = "Only direct children are looked at: named_modules() goes to every depth."
        yield claim(
            "names", not missing and not extra, f"{TOLD[kind]}: each ReLU", f"a number for each ReLU: {some(want)} ({TOLD[kind]})",
            f"{some(missing)} missing" if missing else f"{some(extra)} too much", cause=cause,
        )  # fmt: skip
        odd = [name for name in want if given[name] is None]
        if odd:
            article = "an" if seen["types"][odd[0]][:1] in "aeiou" else "a"
            cause = "Add up how many of them are dead: .sum().item()." if seen["types"][odd[0]] in ("Tensor", "list", "ndarray") else None
            yield claim("number", False, "", "a number for each ReLU", f"{article} {seen['types'][odd[0]]} for {odd[0]!r}", cause=cause)
        good = given == want
        cause = None
        if not good:
            fits = [way for way, numbers in seen["ways"].items() if all(abs(given[n] - numbers[n]) < 1e-4 for n in want)]
            cause = WAYS[fits[0]] if len({WAYS[way] for way in fits}) == 1 else None
            if set(fits) == {"any", "alive"}:
                cause = "These are units that are 0 once, or alive: dead means 0 in all rows, (h == 0).all(0)."
            if set(fits) == {"faint", "fifty"}:
                cause = "A unit too many: a faint one is not dead, only exactly 0 is; or are not all rows looked at?"
            if not any(given.values()):
                cause = "None is found dead: a ReLU that is off gives exactly 0, `== 0`, and the question is asked for each column."
            if kind in ("dropout", "norm") and not fits:
                cause = "It was measured in train(), where dropout and batches change what arrives: eval() first."
        yield claim(
            "count", good, f"{TOLD[kind]}: {', '.join(map(str, want.values()))} dead",
            f"{want}, for {TOLD[kind]}", f"{given}", cause=cause,
        )  # fmt: skip
        yield claim(
            "modes", not seen["modes"], f"{TOLD[kind]}: every module is in the mode it was in",
            "afterwards every module is in the mode in which it came", "another mode",
            cause="train(mode) goes down to all parts: keep m.training of each module, and set it again." if kind in ("eval", "mixed modes") else "eval() stays on: put the modes back.",
        )  # fmt: skip
        yield claim(
            "left-alone", not seen["hooks"] and not seen["state"], f"{TOLD[kind]}: nothing is left behind",
            "no hook is left, and no number has changed", f"{seen['hooks']} hooks left" if seen["hooks"] else f"changed: {some(seen['state'])}",
            cause="Each hook has a handle: handle.remove(), or the with of watch." if seen["hooks"] else None,
        )  # fmt: skip
