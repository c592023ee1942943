# %% right: a new dict of what fits, strict=False
def load_matching(model, saved):
    own = model.state_dict()
    fits = {n: t for n, t in saved.items() if n in own and own[n].shape == t.shape}
    model.load_state_dict(fits, strict=False)
    return {
        "missing": [n for n in own if n not in saved],
        "unexpected": [n for n in saved if n not in own],
        "mismatched": [n for n in own if n in saved and own[n].shape != saved[n].shape],
    }


# %% right: copy_ under no_grad, into the state_dict's own tensors
def load_matching(model, saved):
    report = {"missing": [], "unexpected": [], "mismatched": []}
    own = model.state_dict()
    with torch.no_grad():
        for name, tensor in own.items():
            if name not in saved:
                report["missing"].append(name)
            elif tensor.shape != saved[name].shape:
                report["mismatched"].append(name)
            else:
                tensor.copy_(saved[name])
    report["unexpected"] = sorted(set(saved) - set(own))
    return report


# %% right: sets
def load_matching(model, saved):
    own = model.state_dict()
    both = own.keys() & saved.keys()
    wrong = {n for n in both if own[n].size() != saved[n].size()}
    model.load_state_dict({n: saved[n] for n in both - wrong}, strict=False)
    return dict(missing=own.keys() - saved.keys(), unexpected=saved.keys() - own.keys(), mismatched=wrong)


# %% right: PyTorch's own report, mismatched ones taken out first
def load_matching(model, saved):
    own = model.state_dict()
    mismatched = [n for n in saved if n in own and tuple(saved[n].shape) != tuple(own[n].shape)]
    rest = {n: t for n, t in saved.items() if n not in mismatched}
    answer = model.load_state_dict(rest, strict=False)
    missing = [n for n in own if n not in saved]
    return {"missing": missing, "unexpected": list(answer.unexpected_keys), "mismatched": mismatched}


# %% right: own tensors where nothing fits, strict=True
def load_matching(model, saved):
    own = model.state_dict()
    merged, missing, mismatched = {}, [], []
    for name, tensor in own.items():
        other = saved.get(name)
        if other is None:
            missing.append(name)
            merged[name] = tensor
        elif other.shape != tensor.shape:
            mismatched.append(name)
            merged[name] = tensor
        else:
            merged[name] = other
    model.load_state_dict(merged)
    return {"missing": missing, "unexpected": [n for n in saved if n not in own], "mismatched": mismatched}


# %% right: .data written, parameters and buffers
def load_matching(model, saved):
    own = model.state_dict(keep_vars=True)
    mismatched = []
    for n, t in own.items():
        if n in saved:
            if t.shape == saved[n].shape:
                t.data[...] = saved[n].data
            else:
                mismatched.append(n)
    return {"missing": tuple(set(own) - set(saved)), "unexpected": tuple(set(saved) - set(own)), "mismatched": mismatched}


# %% right: a copy of the dict, from which is removed
def load_matching(model, saved):
    rest = dict(saved)
    own = model.state_dict()
    unexpected = [n for n in rest if n not in own]
    for n in unexpected:
        rest.pop(n)
    mismatched = [n for n, t in rest.items() if list(t.shape) != list(own[n].shape)]
    for n in mismatched:
        del rest[n]
    model.load_state_dict(rest, strict=False)
    return {"missing": [n for n in own if n not in saved], "unexpected": unexpected, "mismatched": mismatched}


# %% right: namedtuple report
from collections import namedtuple

Report = namedtuple("Report", "missing unexpected mismatched")


def load_matching(model, saved):
    own = model.state_dict()
    fitting, mismatched = {}, []
    for n, t in saved.items():
        if n in own:
            if t.shape == own[n].shape:
                fitting[n] = t.detach().clone()
            else:
                mismatched.append(n)
    model.load_state_dict(fitting, strict=False)
    return Report([n for n in own if n not in saved], [n for n in saved if n not in own], mismatched)._asdict()
