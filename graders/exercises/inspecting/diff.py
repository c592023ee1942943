"""Lesson 03, exercise diff."""

from dataclasses import replace

import torch
from torch import nn

from graders import judge
from graders.causes import the_cause, told_by
from graders.claims import claim, works
from graders.exercises.inspecting import some, unlisted
from graders.judge import exercise, run_each
from graders.look import as_found, reseed

LISTS = ("moved", "stayed", "drifted")


def compared(learner, kind, sizes, seed):
    """What the learner's function says of a model before and after, as sorted names; with no learner the two models."""
    import copy

    reseed(seed)
    n, m, k = sizes

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.gain = nn.Parameter(torch.randn(m))
            self.body = nn.Sequential(nn.Linear(n, m), nn.Sequential(nn.Tanh(), nn.BatchNorm1d(m)))
            self.idle, self.head = nn.Linear(m, k), nn.Linear(m, k)
            self.register_buffer("shown", torch.zeros(()), persistent=False)
            self.register_buffer("table", torch.randn(k))

        def forward(self, x):
            self.shown += len(x) * self.training
            return self.head(self.gain * torch.tanh(self.body(x))) + self.table

    net = Net()
    x, y = torch.randn(m + 6, n), torch.randn(m + 6, k)

    def backward():
        net.zero_grad()
        (net(x) - y).square().mean().backward()

    def step(lr):
        with torch.no_grad():
            for p in net.parameters():
                if p.requires_grad and p.grad is not None:
                    p -= lr * p.grad

    if kind == "rate":  # gradients everywhere before, and none of them used
        backward()
    net.idle.eval()  # a part with a mode of its own
    if kind in ("frozen", "by-hand"):
        net.body.requires_grad_(False)
    if kind == "eval":
        net.eval()
    before = copy.deepcopy(net)
    if kind == "looking":
        with torch.no_grad():
            net(x)
    elif kind == "by-hand":
        with torch.no_grad():
            net.body[0].weight.view(-1)[torch.randint(1, n * m - 1, ())] += 1.0  # neither the first nor the last
            net.table[torch.randint(1, k - 1, ())] += 1.0
    elif kind == "tiny":
        with torch.no_grad():
            place = torch.randint(m * k, ())
            before.head.weight.view(-1)[place] = 4.0
            net.head.weight.view(-1)[place] = torch.nextafter(torch.tensor(4.0), torch.tensor(5.0))
            net.body[1][1].running_mean[place % m] += 1e-9
    elif kind == "back":  # two numbers change places: sum, mean and norm stay
        with torch.no_grad():
            net.head.bias.copy_(torch.arange(k) + 1.0)
            before.head.bias.copy_(torch.cat([torch.tensor([1.0 * k]), torch.arange(k)[1:-1] + 1.0, torch.ones(1)]))
    elif kind == "rate":
        net.eval()
        backward()
        step(0.0)
    else:
        backward()
        step(0.1)
    if learner is None:
        return before, net

    def whole(model):  # all that a function which looks only leaves as it is
        held = [*model.named_parameters(), *model.named_buffers()]
        grads = {name: None if p.grad is None else p.grad.clone() for name, p in model.named_parameters()}
        modes = [module.training for module in model.modules()]
        return {n: (t, t.detach().clone(), t.dtype, t.requires_grad) for n, t in held}, grads, modes

    def differences(model, kept):
        (held, grads, modes), (now, now_grads, now_modes) = kept, whole(model)
        if modes != now_modes:
            yield "modes", ""
        for name, (tensor, numbers, dtype, free) in held.items():
            if name not in now or now[name][0] is not tensor or tensor.dtype != dtype:
                yield "tensors", name
            elif not torch.equal(numbers, tensor):
                yield "numbers", name
            elif free != tensor.requires_grad:
                yield "requires_grad", name
        for name, grad in grads.items():
            now = now_grads.get(name)
            if (grad is None) != (now is None) or (grad is not None and not torch.equal(grad, now)):
                yield "gradients", name

    kept = {"before": whole(before), "after": whole(net)}
    given = {"before": before, "after": net}
    found = learner["diff"](before, net)
    if not hasattr(found, "items"):
        return {"type": type(found).__name__}
    told = {}
    for name, names in found.items():
        if isinstance(names, (str, dict, torch.Tensor)) or not hasattr(names, "__iter__"):
            return {"value": type(names).__name__}
        names = list(names)
        if odd := [item for item in names if not isinstance(item, str)]:
            return {"item": type(odd[0]).__name__}
        told[str(name)] = sorted(names)
    changed = [(which, *where) for which in given for where in differences(given[which], kept[which])]
    return {"lists": told, "changed": changed}


def unequal(a, b):
    return not torch.equal(a, b)


def sort_out(before, after, differs=unequal, parameters=None, buffers=None, moved=None, drifted=None):
    """The three lists; wrong where an argument says so. ``moved`` and ``drifted`` choose from (parameter?, changed, p)."""
    ps, bs = dict(after.named_parameters()), dict(after.named_buffers())
    old = dict([*before.named_parameters(), *before.named_buffers()])
    ps = parameters(after) if parameters else ps
    bs = buffers(after) if buffers else bs
    table = {name: [] for name in LISTS}
    for name, t in [*ps.items(), *bs.items()]:
        parameter, change = name in ps, bool(differs(old[name].detach(), t.detach()))
        goes = "stayed"
        if (moved or (lambda parameter, change, t: parameter and change))(parameter, change, t):
            goes = "moved"
        elif (drifted or (lambda parameter, change, t: not parameter and change))(parameter, change, t):
            goes = "drifted"
        table[goes].append(name)
    return {name: sorted(names) for name, names in table.items()}


def near(held):
    return lambda m: {f"{n}.{k}": t for n, c in m.named_children() for k, t in getattr(c, held).items() if t is not None}


def without(pattern):
    return lambda m: {name: b for name, b in m.named_buffers() if pattern(name, b)}


SMALL = "A small change counts as none. Moved means: not exactly the same numbers, torch.equal."
ONE = "One number of each tensor is looked at here, and another may have changed: torch.equal compares all."
# What an answer does wrong, as the arguments of `sort_out` that make the same mistake.
DOUBLES = [
    ("Buffers are left out. named_buffers() lists them, and they can drift or stay.", {"buffers": lambda m: {}}),
    ("Buffers that stayed are left out: stayed holds parameters and buffers.", {"buffers": "changed"}),
    ("Buffers that are not saved are left out: state_dict() does not hold them, named_buffers() does.",
     {"buffers": lambda m: {k: b for k, b in m.named_buffers() if k in m.state_dict()}}),
    ("Counters are left out, such as num_batches_tracked: a whole number can drift, too.",
     {"buffers": without(lambda name, b: b.is_floating_point())}),
    ("Only running statistics count as buffers here; others have other names.", {"buffers": without(lambda name, b: "running" in name)}),
    (SMALL, {"differs": lambda a, b: not torch.allclose(a.double(), b.double())}),
    (SMALL, {"differs": lambda a, b: (a - b).abs().max() > 1e-6}),
    ("Sums or means are compared here, and numbers can change places: torch.equal compares each.", {"differs": lambda a, b: a.double().sum() != b.double().sum()}),
    ("Sums or means are compared here, and numbers can change places: torch.equal compares each.", {"differs": lambda a, b: a.float().mean() != b.float().mean()}),
    ("Sums or means are compared here, and numbers can change places: torch.equal compares each.", {"differs": lambda a, b: a.float().norm() != b.float().norm()}),
    ("Whether it has a gradient decides here. Moved means that the numbers changed, for whatever reason.",
     {"moved": lambda p, change, t: p and t.grad is not None}),
    ("Whether it has a gradient decides here. Moved means that the numbers changed, for whatever reason.",
     {"moved": lambda p, change, t: p and (change or t.grad is not None)}),
    ("Whether it is free decides here. Moved means that the numbers changed, for whatever reason.",
     {"moved": lambda p, change, t: p and t.requires_grad}),
    ("A frozen parameter that changed is no buffer: it moved. drifted is for buffers.",
     {"moved": lambda p, change, t: p and change and t.requires_grad, "drifted": lambda p, change, t: change}),
    ("A frozen parameter can be changed by hand: then it moved.", {"moved": lambda p, change, t: p and change and t.requires_grad}),
    ("Buffers are called moved. A buffer that changed has drifted.", {"moved": lambda p, change, t: change}),
    ("Buffers are called moved. A buffer that changed has drifted.",
     {"moved": lambda p, change, t: change, "buffers": lambda m: {k: b for k, b in m.named_buffers() if k in m.state_dict()}}),
    ("Only running statistics can drift here. Other buffers change, too.",
     lambda r, ps: {**r, "drifted": [n for n in r["drifted"] if "running" in n], "stayed": sorted(r["stayed"] + [n for n in r["drifted"] if "running" not in n])}),
    ("Buffers always count as drifted here. Those that are the same have stayed.", {"drifted": lambda p, change, t: not p}),
    ("Moved and stayed have changed places.", {"moved": lambda p, change, t: p and not change, "drifted": lambda p, change, t: not p and change}),
    ("Moved and stayed have changed places.", "swapped"),
    ("Changed and unchanged have changed places: torch.equal is True where nothing changed.", {"differs": torch.equal}),
    ("All numbers have to differ here. One that changed is enough: torch.equal compares all.", {"differs": lambda a, b: (a != b).all()}),
    (ONE, {"differs": lambda a, b: a.flatten()[0] != b.flatten()[0]}),
    (ONE, {"differs": lambda a, b: a.flatten()[-1] != b.flatten()[-1]}),
    ("Numbers that became smaller count as the same. torch.equal(a, b) asks for any change.", {"differs": lambda a, b: (b.double() - a.double()).max() > 0}),
    ("moved and drifted have changed places: drifted is for buffers.", lambda r, ps: {**r, "moved": r["drifted"], "drifted": r["moved"]}),
    ("Frozen parameters are in no list; they have moved or stayed, too.", {"parameters": lambda m: {k: p for k, p in m.named_parameters() if p.requires_grad}}),
    ("stayed holds buffers alone: is the list of parameters in it overwritten?", lambda r, ps: {**r, "stayed": [n for n in r["stayed"] if n not in ps]}),
    ("Only parameters of layers are compared: the model holds some itself.", {"parameters": lambda m: {k: p for k, p in m.named_parameters() if "." in k}}),
    ("Whether they are the same object decides here, and those of a copy never are: compare the numbers.", {"differs": lambda a, b: True}),
    ("Only the direct children are asked. Tensors also sit deeper, and on the model itself.", {"parameters": near("_parameters"), "buffers": near("_buffers")}),
    ("Only the first tensor is looked at: return stands in the loop, and belongs after it.", "first"),
    ("before is compared with itself, or nothing is compared: nothing ever changes here.", {"differs": lambda a, b: False}),
]  # fmt: skip


def double(models, wrong):
    before, after = models
    if wrong == "swapped":
        right = sort_out(before, after)
        return {**right, "moved": right["stayed"], "stayed": right["moved"]}
    if callable(wrong):  # of what is right and the parameters
        return wrong(sort_out(before, after), dict(after.named_parameters()))
    if wrong == "first":
        name = next(iter(dict(after.named_parameters())))
        return {key: [n for n in names if n == name] for key, names in sort_out(before, after).items()}
    if wrong.get("buffers") == "changed":
        right = sort_out(before, after)
        return {**right, "stayed": [name for name in right["stayed"] if name in dict(after.named_parameters())]}
    return sort_out(before, after, **wrong)


MODELS = "before and after are models; dict(model.named_parameters()) gives names and tensors."
ERRORS = {
    r"mean\(\): could not infer output dtype": "Counters hold whole numbers, which have no mean; torch.equal compares numbers of any kind.",
    "Boolean value": "== and != compare the numbers one by one; torch.equal(a, b) gives one yes or no.",
    r"'Net' object has no attribute '\w+\.": "getattr takes one step, and this name is a path of several: dict(after.named_parameters())[name].",
    "'Net' object is not": MODELS,
    "'Net' object has no attribute": MODELS,
    "'generator' object is not subscriptable": "named_parameters() hands out pairs one by one; dict(...) makes a dict of them.",
    "'OrderedDict' object has no attribute": "A state_dict is a dict of names and tensors, no model any more.",
    "argument 'other'": "torch.equal takes two tensors: named_parameters() gives pairs, name and tensor.",
}
WRITES = {  # what changes a model, by what is changed
    "modes": "eval() and train() change a model, and comparing tensors needs neither.",
    "tensors": "double(), float() or a new Parameter change a model: change the tensors that you compare, not it.",
    "numbers": "Something in it writes: load_state_dict, a method with _ at the end, or a call in train() mode.",
    "requires_grad": "requires_grad_() changes a model, and comparing tensors does not need it.",
    "gradients": "zero_grad() and backward() change a model, and gradients play no part here.",
}
KINDS = {
    "step": "a training step: free parameters move, running statistics drift",
    "eval": "a step in eval(): the statistics stay",
    "frozen": "frozen parameters stay, and their statistics drift all the same",
    "looking": "looking alone, without a gradient: buffers drift",
    "rate": "gradients alone move nothing",
    "by-hand": "what was changed by hand counts, frozen or not",
    "tiny": "the smallest change is a change",
    "back": "numbers that change places have moved",
}
DONE = {
    "step": "one training step in train() mode",
    "eval": "one training step in eval() mode",
    "frozen": "one training step, with body frozen",
    "looking": "a forward pass in train() mode under no_grad",
    "rate": "backward() and a step with learning rate 0, in eval()",
    "by-hand": "one number of body.0.weight, frozen, and of the buffer table was changed",
    "tiny": "one number of head.weight and of a running mean changed by the least that counts",
    "back": "the first and the last number of head.bias changed places",
}


def wrong_way(cases, found):
    """In a plain sentence what an answer does wrong that gave these lists, if that is certain."""
    with as_found():
        pairs = [(compared(None, **case), f["lists"]) for case, f in zip(cases, found) if "lists" in f]
        return the_cause(DOUBLES, lambda wrong: all(double(models, wrong) == lists for models, lists in pairs))


@exercise(
    "inspecting/diff",
    "diff",
    hints=(
        "Take the one name in which the card differs. Is it a parameter or a buffer, and are its numbers before and after exactly "
        "the same?",
        "Make a dict of before: names and tensors, parameters and buffers alike. Then go through named_parameters() and "
        "named_buffers() of after, and compare by torch.equal. Gradients and requires_grad play no part.",
        "Parameters first; buffers go the same way, into drifted:\n"
        "    old = dict(before.named_parameters())\n"
        "    for name, p in after.named_parameters():\n"
        "        same = torch.equal(p, old[name])\n"
        '        answer["stayed" if same else "moved"].append(name)',
    ),
)
def diff(ask, rng):
    sizes = rng.sample(range(3, 8), 3)
    cases = [{"kind": kind, "sizes": sizes, "seed": rng.randrange(10**6)} for kind in KINDS]
    answers = judge.answers(ask(run_each(compared, "diff", each=cases)))
    found = [seen["result"] for seen in answers if "result" in seen]
    for case, seen in zip(cases, answers):
        fine = works(seen, "a function")
        text = seen.get("error", {}).get("text", "")
        fine = replace(fine, cause=told_by(text, ERRORS.items()) or fine.cause)
        yield fine
        if "result" not in seen:
            return
        got, kind = seen["result"], case["kind"]
        if "lists" not in got:
            what, cause = unlisted(got, "a dict of three lists") if "type" in got else (
                f"something of type {got.get('value', got.get('item'))} in it", "Each of the three is a list of names, as text.")  # fmt: skip
            yield claim("lists", False, "", "a dict of three lists: moved, stayed, drifted", what, cause=cause)
            return
        lists = got["lists"]
        absent = [name for name in LISTS if name not in lists]
        yield claim("lists", not absent and len(lists) == 3, "the answer has moved, stayed and drifted",
                    found=f"a dict with {some(lists)}", cause=f"There is no entry {absent[0]!r}." if absent else None)  # fmt: skip
        which, what, name = (got["changed"] or [("", "", "")])[0]
        yield claim("untouched", not which, "both models are left as they are",
                    found=f"{'other ' + what if what in ('modes', 'tensors') else 'changed ' + what}{' for ' * bool(name)}{name} in {which}",
                    cause=f"diff only looks. {WRITES.get(what)}")  # fmt: skip
        with as_found():
            want = sort_out(*compared(None, **case))
        same, told, expected = lists == want, "", ""
        if not same:
            expected, told = first_difference(want, lists)
        small = SMALL if kind == "tiny" and told.endswith("stayed") else None  # all that is larger was seen
        yield claim(kind, same, KINDS[kind], f"{expected}, after this: {DONE[kind]}", told,
                    cause=None if same else wrong_way(cases, found) or small)  # fmt: skip


def first_difference(want, lists):
    """The first name that is in another list, and where it was found."""
    right = {name: key for key, names in want.items() for name in names}
    for name, key in right.items():
        places = [other for other in LISTS if name in lists[other]]
        if places != [key]:
            return f"{name} in {key}", f"{name} in {' and '.join(places)}" if places else f"{name} in none of the lists"
    key, name = next(
        ((key, name) for key in LISTS for name in lists[key] if name not in right), (LISTS[0], "a name twice")
    )
    return "each parameter and buffer in one list, once", f"{name} in {key}"
