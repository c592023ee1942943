"""Lesson 03, exercise load-matching."""

from dataclasses import replace

import torch
from torch import nn

from graders import judge
from graders.causes import told_by
from graders.claims import claim, works
from graders.exercises.inspecting import some, unlisted
from graders.judge import exercise, run_each
from graders.look import reseed

LISTS = ("missing", "unexpected", "mismatched")


def loaded(learner, kind, sizes, seed):
    """What the learner's function reports when a state_dict of another model is loaded, and what became of both."""
    import copy

    reseed(seed)
    n, m, k = sizes

    class Net(nn.Module):
        def __init__(self, out, extra=()):
            super().__init__()
            self.gain = nn.Parameter(torch.randn(m))
            self.body = nn.Sequential(nn.Linear(n, m), nn.BatchNorm1d(m))
            self.turn = nn.Linear(n, m, bias=False)
            self.head = nn.Linear(m, out)
            self.register_buffer("hint", torch.randn(3), persistent=False)
            for name in extra:
                setattr(self, name, nn.Linear(2, 2))

        def forward(self, x):
            return self.head(self.gain * self.body(x))

    model = Net(k, ("fresh",) if kind in ("keys", "mixed") else ())
    source = Net(k + 1 if kind in ("shapes", "mixed") else k, ("stray",) if kind in ("keys", "mixed") else ())
    source(torch.randn(m + 4, n) + 3.0)  # its statistics are no longer those of a new model
    model.turn.eval()  # a part with a mode of its own
    if kind == "turned":
        source.turn = nn.Linear(m, n, bias=False)
    if kind == "inputs":
        source.gain, source.turn = nn.Parameter(torch.randn(1)), nn.Linear(n + 1, m, bias=False)
    if kind == "frozen":
        model.body.requires_grad_(False)
        source.head.requires_grad_(False)
        model.gain.requires_grad_(False)
    saved = {name: tensor.clone() for name, tensor in source.state_dict().items()}
    if kind == "frozen":
        saved = source.state_dict(keep_vars=True)
    if kind == "prefix":
        saved = {f"module.{name}": tensor for name, tensor in saved.items()}
    keys = list(saved)
    given = {name: tensor.detach().clone() for name, tensor in saved.items()}
    state = model.state_dict()
    fits = {name for name in state if name in saved and saved[name].shape == state[name].shape}
    start = copy.deepcopy(state)
    objects = dict(model.named_parameters())
    flags = {name: p.requires_grad for name, p in objects.items()}
    modes = [module.training for module in model.modules()]
    found = learner["load_matching"](model, saved)
    if hasattr(found, "_asdict"):
        found = found._asdict()
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
    now, after = model.state_dict(), dict(model.named_parameters())
    same = {name: name in now and now[name].shape == start[name].shape for name in start}
    return {
        "lists": told,
        "right": {
            "missing": sorted(set(state) - set(given)),
            "unexpected": sorted(set(given) - set(state)),
            "mismatched": sorted(name for name in state if name in given and name not in fits),
        },
        "old": [name for name in fits if not same[name] or not torch.equal(now[name], given[name])],
        "lost": [
            name for name in start if name not in fits and not (same[name] and torch.equal(now[name], start[name]))
        ],
        "frozen": [name for name, free in flags.items() if not free],
        "replaced": [name for name, p in objects.items() if after.get(name) is not p],
        "flags": [name for name, p in after.items() if p.requires_grad != flags.get(name)],
        "tied": [name for name in fits if name in saved and now[name].data_ptr() == saved[name].data_ptr()],
        "saved": list(saved) != keys or any(not torch.equal(saved[name], given[name]) for name in keys),
        "modes": modes != [module.training for module in model.modules()],
    }


KINDS = {
    "all": "a state_dict that fits is loaded whole",
    "keys": "what is missing and what is unexpected is reported, the rest is loaded",
    "shapes": "a wrong shape is reported and not loaded; all that fits is",
    "turned": "a turned shape is wrong, too: the same count of numbers is not enough",
    "inputs": "one number is another shape than many, and so is another count of inputs",
    "frozen": "freezing is the model's own: it stays as it was",
    "mixed": "all three at once",
    "prefix": "when no key fits, nothing is loaded, and all of it is reported",
}
DONE = {
    "all": "the file fits",
    "keys": "fresh is not in the file, and stray is in it alone",
    "shapes": "the head in the file has one output more",
    "turned": "turn in the file is turned round",
    "inputs": "gain in the file is one number, and its turn has one input more",
    "frozen": "body is frozen in the model, head in the source of the file",
    "mixed": "fresh is not in the file, stray is in it alone, and the head has another size",
    "prefix": "every key in the file begins with module.",
}


def lists_cause(right, lists):
    """Why the three lists are not the right ones, where the lists tell."""
    missing, unexpected, mismatched = (set(lists[name]) for name in LISTS)
    wants = {name: set(right[name]) for name in LISTS}
    if "hint" in missing:
        return "hint is a buffer that is never saved. Ask model.state_dict() for the names, not named_buffers()."
    if missing == wants["unexpected"] and unexpected == wants["missing"] and missing != unexpected:
        return "missing and unexpected have changed places: missing is what the model has and the file has not."
    if wants["mismatched"] and wants["mismatched"] & (missing | unexpected):
        return "A name of another shape is in both, model and file: it is mismatched, and in no other list."
    if "gain" in wants["mismatched"] - mismatched:
        return "One number fits into any shape for copy_(), and an assignment: the shapes themselves are to be compared."
    if wants["mismatched"] and not mismatched:
        return "Shapes are not compared: of what is in both, look at .shape. The count of numbers is not enough."
    if mismatched < wants["mismatched"]:
        return "Some that differ in shape are left out of mismatched. Does the loop end at the first of them?"
    if mismatched > wants["mismatched"]:
        return "Names that fit are called mismatched. Is one shape compared with the other?"
    if missing < wants["missing"] and all("num_batches" in n for n in wants["missing"] - missing):
        return "PyTorch's own missing_keys leaves num_batches_tracked out for a plain dict: compare the names yourself."
    if unexpected > wants["unexpected"] and all("running" in n or "num_b" in n for n in unexpected - wants["unexpected"]):
        return "Buffers are called unexpected: named_parameters() leaves them out, model.state_dict() holds them."
    if missing < wants["missing"] and all("running" in n or "num_batches" in n for n in wants["missing"] - missing):
        return "Buffers are left out. state_dict() holds both, parameters and buffers."
    if not unexpected and wants["unexpected"] and missing == wants["missing"]:
        return "Names that only the file has are unexpected, even if nothing is loaded from them."
    if not any(lists.values()) and all(name.startswith("module.") for name in right["unexpected"]):
        return "Nothing is reported, and no name fits: names are compared as they are, module.gain is not gain."
    if not any(lists.values()) and any(right.values()):
        return "Nothing is reported, although not everything fits."
    return None


def effects(got):
    """Claims on what became of the model and of the file: (name, holds, fact, found, cause)."""
    old, lost = got["old"], got["lost"]
    buffers = [n for n in old if "running" in n or "num_batches" in n]
    yield (
        "loaded",
        not old,
        "everything that fits is loaded",
        f"{some(sorted(old), 3)} still hold{'s' * (len(old) == 1)} the old numbers",
        "Only parameters are loaded. Buffers, such as running statistics, are in the file, too."
        if old and len(buffers) == len(old)
        else "Frozen parameters are skipped. Freezing keeps training away from them; loading writes them, too."
        if old and set(old) <= set(got["frozen"])
        else "What fits has to be loaded even if something else does not."
        if any(got["right"].values())
        else "The numbers do not reach the model: do they end in a copy of it, or in a dict? model.load_state_dict(...) or p.copy_(...) loads.",
    )
    yield ("kept", not lost, "what does not fit keeps its numbers and its shape", f"{some(lost, 3)} changed",
           "A name that is not in the file got other numbers. Names decide what fits together, not positions."
           if set(lost) & set(got["right"]["missing"]) else "Names that do not fit stay as they were in the model.")  # fmt: skip
    yield ("objects", not got["replaced"], "the parameters are the same objects as before",
           f"{some(got['replaced'], 3)} replaced by new ones",
           "A new Parameter took the place: an optimizer made before goes on with the old one. Copy the numbers into it.")  # fmt: skip
    yield ("flags", not got["flags"], "requires_grad is as it was", f"another requires_grad for {some(got['flags'], 3)}",
           "Freezing is not in a state_dict: what the model froze stays frozen, and what it left free stays free.")  # fmt: skip
    yield ("copied", not got["tied"], "the model holds numbers of its own, not those of the file",
           f"{some(sorted(got['tied']), 3)} on one memory with the file",
           "The file's tensors themselves stand in the model now: training would change them. Copy the numbers.")  # fmt: skip
    yield ("file", not got["saved"], "the state_dict that is given stays as it was", "other entries than before",
           "pop and del, or an assignment, change the caller's dict: make a new dict for what is to be loaded.")  # fmt: skip
    yield ("modes", not got["modes"], "train() and eval() modes are as they were", "other modes than before",
           "eval() or train() is called, and reaches every part: loading needs neither.")  # fmt: skip


ERRORS = {
    "slice.. cannot be applied to a 0-dim": "A counter is one number, of shape (), and has no [:]: own[name].copy_(saved[name]) fits any shape.",
    r"^'(module\.|stray)": "The file has a name that the model has not: ask whether it is `in` the model's state_dict first.",
    r"^'fresh": "The model has a name that is not in the file: ask whether it is `in` saved first.",
    "size mismatch": "PyTorch raises on another shape even with strict=False: hand it only what fits.",
    "Missing key": "strict=True raises where a key is missing. strict=False loads what is there.",
    "Unexpected key": "strict=True raises where a key is unexpected. strict=False loads what is there.",
    "Dict' object has no attribute": "saved is a state_dict: a dict of names and tensors, no model.",
    "'dict' object has no attribute": "saved is a state_dict: a dict of names and tensors, no model.",
    "'Net' object is not": "A model is no dict; model.state_dict() is one.",
    "too many values to unpack": "A loop over a dict gives its names; .items() gives names and tensors.",
    "must match the size": "Numbers are copied into another shape: compare the shapes first.",
    "a leaf Variable that requires grad": "Writing into a Parameter needs torch.no_grad() around it.",
    "changed size during iteration": "Something is removed from the dict that the loop goes through: make a new dict.",
}
TYPES = {
    "_IncompatibleKeys": "That is PyTorch's own report; it knows no mismatched. The answer is a dict of three lists.",
    "tuple": "A tuple is returned. The answer is a dict: {'missing': [...], 'unexpected': [...], 'mismatched': [...]}.",
}


@exercise(
    "inspecting/load-matching",
    "load_matching",
    hints=(
        "For the case that the card names: which names does the model have, which does the file have, and where both have one, "
        "are the shapes equal?",
        "Compare model.state_dict() with saved. The names that are in both with one shape go into a new dict, and "
        "model.load_state_dict(new, strict=False) loads just these. For the report compare "
        "names and shapes yourself: what load_state_dict gives back is not it.",
        "The new dict, and one of the three lists:\n"
        "    own = model.state_dict()\n"
        "    fits = {}\n"
        "    for name, tensor in saved.items():\n"
        "        if name in own and own[name].shape == tensor.shape:\n"
        "            fits[name] = tensor\n"
        "    model.load_state_dict(fits, strict=False)\n"
        "    missing = [name for name in own if name not in saved]",
    ),
)
def load_matching(ask, rng):
    sizes = rng.sample(range(3, 9), 3)
    cases = [{"kind": kind, "sizes": sizes, "seed": rng.randrange(10**6)} for kind in KINDS]
    for case, seen in zip(cases, judge.answers(ask(run_each(loaded, "load_matching", each=cases)))):
        fine, text = works(seen, "a function"), seen.get("error", {}).get("text", "")
        yield replace(fine, cause=told_by(text, ERRORS.items()) or fine.cause)
        if not fine.holds:
            return
        got, kind = seen["result"], case["kind"]
        if "lists" not in got:
            what, cause = (
                unlisted(got, "a dict of three lists", TYPES)
                if "type" in got
                else (
                    f"something of type {got.get('value', got.get('item'))} in it",
                    "Each entry is a list of names, as text.",
                )
            )
            yield claim("lists", False, "", "a dict of three lists: missing, unexpected, mismatched", what, cause=cause)
            return
        lists, right = got["lists"], got["right"]
        absent = [name for name in LISTS if name not in lists]
        yield claim("lists", not absent, "the report has missing, unexpected and mismatched",
                    found=f"a dict with {some(lists)}", cause=f"There is no entry {absent[0]!r}." if absent else None)  # fmt: skip
        wrong = next((name for name in LISTS if lists[name] != right[name]), None)
        cause = lists_cause(right, lists) if wrong else None
        yield claim(kind, wrong is None, KINDS[kind],
                    f"{wrong}: {some(right[wrong], 3)}, where {DONE[kind]}" if wrong else "",
                    f"{wrong}: {some(lists[wrong], 3)}" if wrong else "", cause=cause)  # fmt: skip
        for name, holds, fact, found, cause in effects(got):
            yield claim(name, holds, fact, found=f"{found} ({DONE[kind]})", cause=cause)
