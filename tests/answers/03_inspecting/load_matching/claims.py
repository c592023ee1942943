# %% wrong RuntimeError: shapes not looked at
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and False]
    fits = {n: t for n, t in saved.items() if n in own}
    model.load_state_dict(fits, strict=False)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong RuntimeError: the same count of numbers is enough
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].numel() != saved[n].numel()]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong shapes: never mismatched, names of other shapes dropped
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and False]
    fits = {n: t for n, t in saved.items() if n in own and own[n].shape == saved[n].shape}
    model.load_state_dict(fits, strict=False)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong shapes: mismatched in missing as well
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved or own[n].shape != saved[n].shape]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong loaded: nothing is loaded when something does not fit
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    if not (missing or unexpected or mismatched):
        model.load_state_dict(saved)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong loaded: nothing is loaded at all
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    pass
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong loaded: parameters only
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict({n: t for n, t in fits.items() if n in dict(model.named_parameters())}, strict=False)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong keys: missing and unexpected swapped
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    return {"missing": unexpected, "unexpected": missing, "mismatched": mismatched}


# %% wrong RuntimeError: strict=True
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong RuntimeError: the whole file, strict=False
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(saved, strict=False)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong objects: assign=True
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False, assign=True)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong flags|objects|copied: freezing from the file
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    for n, p in model.named_parameters():
        p.requires_grad_(n in saved and saved[n].requires_grad)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong flags: all free afterwards
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    model.requires_grad_(True)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong all: non-persistent buffers called missing
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n, _ in [*model.named_parameters(), *model.named_buffers()] if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong file: pop on the file
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    for n in unexpected:
        saved.pop(n)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong lists: three lists as a tuple
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    return (missing, unexpected, mismatched)


# %% wrong lists: how many of each
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    return {"missing": len(missing), "unexpected": len(unexpected), "mismatched": len(mismatched)}


# %% wrong lists: PyTorch's own report
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    pass
    return model.load_state_dict(fits, strict=False)


# %% wrong lists: nothing returned
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    return print(missing, unexpected, mismatched)


# %% wrong modes: leaves it in eval
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    model.eval()
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong copied: .data of the file put into the model
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    for n, t in model.state_dict(keep_vars=True).items():
        if n in fits:
            t.data = fits[n].data
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong RuntimeError: copies without no_grad
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    for n, p in model.named_parameters():
        if n in fits:
            p.copy_(fits[n])
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong keys: unexpected always empty
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved]
    unexpected = []
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong keys: missing among the buffers only
def load_matching(model, saved):
    own = model.state_dict()
    missing = [n for n in own if n not in saved and n not in dict(model.named_parameters())]
    unexpected = [n for n in saved if n not in own]
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    model.load_state_dict(fits, strict=False)
    return {"missing": missing, "unexpected": unexpected, "mismatched": mismatched}


# %% wrong loaded: its own numbers are loaded
def load_matching(model, saved):
    own = model.state_dict()
    model.load_state_dict({n: own[n] for n in own}, strict=False)
    return {
        "missing": [n for n in own if n not in saved],
        "unexpected": [n for n in saved if n not in own],
        "mismatched": [n for n in own if n in saved and own[n].shape != saved[n].shape],
    }


# %% wrong shapes: try and except around the whole load
def load_matching(model, saved):
    own = model.state_dict()
    try:
        answer = model.load_state_dict(saved, strict=False)
    except RuntimeError:
        return {"missing": [], "unexpected": [], "mismatched": []}
    return {"missing": answer.missing_keys, "unexpected": answer.unexpected_keys, "mismatched": []}


# %% wrong AttributeError: the file taken for a model
def load_matching(model, saved):
    own, other = dict(model.named_parameters()), dict(saved.named_parameters())
    return {"missing": [n for n in own if n not in other], "unexpected": [], "mismatched": []}


# %% wrong ValueError: a dict looped over as pairs
def load_matching(model, saved):
    own = model.state_dict()
    return {"missing": [], "unexpected": [n for n, t in saved if n not in own], "mismatched": []}


# %% wrong inputs: copies one number into many
def load_matching(model, saved):
    own = model.state_dict()
    mismatched = []
    for n in own:
        if n in saved:
            try:
                own[n].copy_(saved[n])
            except RuntimeError:
                mismatched.append(n)
    return {
        "missing": [n for n in own if n not in saved],
        "unexpected": [n for n in saved if n not in own],
        "mismatched": mismatched,
    }


# %% wrong RuntimeError: compares the first sizes alone
def load_matching(model, saved):
    own = model.state_dict()
    mismatched = [n for n in own if n in saved and own[n].shape[:1] != saved[n].shape[:1]]
    model.load_state_dict({n: t for n, t in saved.items() if n in own and n not in mismatched}, strict=False)
    return {
        "missing": [n for n in own if n not in saved],
        "unexpected": [n for n in saved if n not in own],
        "mismatched": mismatched,
    }


# %% wrong prefix: takes PyTorch's word for what is missing
def load_matching(model, saved):
    own = model.state_dict()
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    fits = {n: t for n, t in saved.items() if n in own and n not in mismatched}
    info = model.load_state_dict(fits, strict=False)
    return {
        "missing": [n for n in info.missing_keys if n not in mismatched],
        "unexpected": [n for n in saved if n not in own],
        "mismatched": mismatched,
    }


# %% wrong loaded: skips what is frozen
def load_matching(model, saved):
    own = model.state_dict()
    free = dict(model.named_parameters())
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    for n in own:
        if n in saved and n not in mismatched and (n not in free or free[n].requires_grad):
            own[n].copy_(saved[n].detach())
    return {
        "missing": [n for n in own if n not in saved],
        "unexpected": [n for n in saved if n not in own],
        "mismatched": mismatched,
    }


# %% wrong all: the names of the model are those of its parameters
def load_matching(model, saved):
    own = dict(model.named_parameters())
    mismatched = [n for n in own if n in saved and own[n].shape != saved[n].shape]
    model.load_state_dict({n: t for n, t in saved.items() if n not in mismatched}, strict=False)
    return {
        "missing": [n for n in own if n not in saved],
        "unexpected": [n for n in saved if n not in own],
        "mismatched": mismatched,
    }


# %% wrong prefix: strips module.
def load_matching(model, saved) -> dict[str, list[str]]:
    saved = {n.removeprefix("module."): t for n, t in saved.items()}
    own = model.state_dict()
    fits = {n: t for n, t in saved.items() if n in own and own[n].shape == t.shape}
    model.load_state_dict(fits, strict=False)
    return {
        "missing": [n for n in own if n not in saved],
        "unexpected": [n for n in saved if n not in own],
        "mismatched": [n for n in saved if n in own and n not in fits],
    }


# %% wrong loaded: loads into a deep copy
def load_matching(model, saved) -> dict[str, list[str]]:
    model = copy.deepcopy(model)
    own = model.state_dict()
    fits = {n: t for n, t in saved.items() if n in own and own[n].shape == t.shape}
    model.load_state_dict(fits, strict=False)
    return {"missing": [n for n in own if n not in saved], "unexpected": [n for n in saved if n not in own], "mismatched": [n for n in saved if n in own and n not in fits]}


# %% wrong kept: by position
def load_matching(model, saved) -> dict[str, list[str]]:
    own = model.state_dict()
    report = {"missing": [n for n in own if n not in saved], "unexpected": [n for n in saved if n not in own], "mismatched": []}
    for (name, t), (other_name, s) in zip(own.items(), saved.items()):
        if t.shape != s.shape:
            report["mismatched"].append(name)
        else:
            t.copy_(s)
    return report


# %% wrong IndexError: [:] assignment (0-d counters)
def load_matching(model, saved) -> dict[str, list[str]]:
    own = model.state_dict()
    report = {"missing": [n for n in own if n not in saved], "unexpected": [n for n in saved if n not in own], "mismatched": []}
    for name in own:
        if name in saved:
            if own[name].shape != saved[name].shape:
                report["mismatched"].append(name)
            else:
                own[name][:] = saved[name]
    return report


# %% wrong KeyError: KeyError, own[n] for unexpected
def load_matching(model, saved) -> dict[str, list[str]]:
    own = model.state_dict()
    report = {"missing": [n for n in own if n not in saved], "unexpected": [n for n in saved if n not in own], "mismatched": [n for n in saved if own[n].shape != saved[n].shape]}
    model.load_state_dict({n: t for n, t in saved.items() if n in own and n not in report["mismatched"]}, strict=False)
    return report


# %% wrong shapes: stops at the first mismatch
def load_matching(model, saved) -> dict[str, list[str]]:
    own = model.state_dict()
    report = {"missing": [n for n in own if n not in saved], "unexpected": [n for n in saved if n not in own], "mismatched": []}
    for name in own:
        if name in saved:
            if own[name].shape != saved[name].shape:
                report["mismatched"].append(name)
                break
            own[name].copy_(saved[name])
    return report


# %% wrong modes: train() at the end
def load_matching(model, saved) -> dict[str, list[str]]:
    own = model.state_dict()
    fits = {n: t for n, t in saved.items() if n in own and own[n].shape == t.shape}
    model.load_state_dict(fits, strict=False)
    model.train()
    return {"missing": [n for n in own if n not in saved], "unexpected": [n for n in saved if n not in own], "mismatched": [n for n in saved if n in own and n not in fits]}
