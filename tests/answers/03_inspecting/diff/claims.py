# %% wrong step: buffers left out
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if torch.equal(a, b) else "moved"].append(name)
    for name, t in []:
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return answer


# %% wrong step: buffers by state_dict
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if torch.equal(a, b) else "moved"].append(name)
    for name, t in [(n, b) for n, b in after.named_buffers() if n in after.state_dict()]:
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return answer


# %% wrong step: whole numbers left out
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if torch.equal(a, b) else "moved"].append(name)
    for name, t in [(n, b) for n, b in after.named_buffers() if b.is_floating_point()]:
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return answer


# %% wrong tiny: allclose
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if torch.allclose(a, b) else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if torch.allclose(a, b) else "drifted"].append(name)
    return answer


# %% wrong tiny: a tolerance
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if (a - b).abs().max() < 1e-6 else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if (a - b).abs().max() < 1e-6 else "drifted"].append(name)
    return answer


# %% wrong back|tiny|step|eval|frozen: sums
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if a.sum() == b.sum() else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if a.sum() == b.sum() else "drifted"].append(name)
    return answer


# %% wrong back|tiny|step|eval|frozen: means
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if a.mean() == b.mean() else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if a.float().mean() == b.float().mean() else "drifted"].append(name)
    return answer


# %% wrong rate: by gradient
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if b.grad is None else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return answer


# %% wrong rate: a gradient is there
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if not (b.grad is not None and b.grad.any()) and torch.equal(a, b) else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return answer


# %% wrong step: by requires_grad
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if not b.requires_grad else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return answer


# %% wrong step: buffers always drift
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if torch.equal(a, b) else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if False else "drifted"].append(name)
    return answer


# %% wrong step: identity
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if a is b else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if a is b else "drifted"].append(name)
    return answer


# %% wrong by-hand|step|eval|frozen: all numbers have to differ
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if not (a != b).all() else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if not (a != b).all() else "drifted"].append(name)
    return answer


# %% wrong step: moved and stayed swapped
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if not torch.equal(a, b) else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return answer


# %% wrong RuntimeError|step: one yes or no for many numbers
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if a == b else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return answer


# %% wrong step: one buffer only
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if torch.equal(a, b) else "moved"].append(name)
    for name, t in [(n, b) for n, b in after.named_buffers() if "running" in n]:
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return answer


# %% wrong lists: three lists without names
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if torch.equal(a, b) else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return list(answer.values())


# %% wrong lists: how many
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if torch.equal(a, b) else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return {key: len(names) for key, names in answer.items()}


# %% wrong lists: no drifted
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if torch.equal(a, b) else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return {"moved": answer["moved"], "stayed": answer["stayed"]}


# %% wrong lists: nothing returned
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, p in after.named_parameters():
        a, b = old[name], p
        answer["stayed" if torch.equal(a, b) else "moved"].append(name)
    for name, t in after.named_buffers():
        a, b = old[name], t
        answer["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return print(answer)


# %% wrong by-hand: frozen ones are never called moved
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict([*before.named_parameters(), *before.named_buffers()])
    for name, t in [*after.named_parameters(), *after.named_buffers()]:
        if torch.equal(t, old[name]):
            answer["stayed"].append(name)
        elif t.requires_grad:
            answer["moved"].append(name)
        else:
            answer["drifted"].append(name)
    return answer


# %% wrong step: one dict for both models
def diff(before, after):
    old = dict(after.named_parameters())
    moved = [n for n, p in after.named_parameters() if not torch.equal(p, old[n])]
    drifted = [n for n, b in after.named_buffers() if not torch.equal(b, dict(after.named_buffers())[n])]
    every = [n for n, _ in [*after.named_parameters(), *after.named_buffers()]]
    return {"moved": moved, "drifted": drifted, "stayed": [n for n in every if n not in moved + drifted]}


# %% wrong step: buffers that changed are called moved
def diff(before, after):
    old = dict([*before.named_parameters(), *before.named_buffers()])
    every = [*after.named_parameters(), *after.named_buffers()]
    moved = [n for n, t in every if not torch.equal(t, old[n])]
    return {"moved": moved, "stayed": [n for n, _ in every if n not in moved], "drifted": []}


# %% wrong step: stayed holds parameters only
def diff(before, after):
    old = dict([*before.named_parameters(), *before.named_buffers()])
    moved = [n for n, t in after.named_parameters() if not torch.equal(t, old[n])]
    drifted = [n for n, t in after.named_buffers() if not torch.equal(t, old[n])]
    return {"moved": moved, "drifted": drifted, "stayed": [n for n, _ in after.named_parameters() if n not in moved]}


# %% wrong AttributeError: asks for the state_dict of a state_dict
def diff(before, after):
    old = before.state_dict().state_dict()
    return {"moved": [n for n, p in after.named_parameters() if not torch.equal(p, old[n])], "stayed": [], "drifted": []}


# %% wrong TypeError: models taken for dicts
def diff(before, after):
    moved = [n for n, p in after.named_parameters() if not torch.equal(p, before[n])]
    return {"moved": moved, "stayed": [], "drifted": []}


# %% wrong TypeError: a walk taken for a dict
def diff(before, after):
    moved = [n for n, p in after.named_parameters() if not torch.equal(p, before.named_parameters()[n])]
    return {"moved": moved, "stayed": [], "drifted": []}


# %% wrong AttributeError: models taken for dicts, items
def diff(before, after):
    moved = [n for n, p in after.items() if not torch.equal(p, before[n])]
    return {"moved": moved, "stayed": [], "drifted": []}


# %% wrong untouched: after is loaded into before
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    for walk, changed in (("named_parameters", "moved"), ("named_buffers", "drifted")):
        old = dict(getattr(before, walk)())
        for name, tensor in getattr(after, walk)():
            answer["stayed" if torch.equal(tensor, old[name]) else changed].append(name)
    before.load_state_dict(after.state_dict())
    return answer


# %% wrong untouched: doubles before
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    for walk, changed in (("named_parameters", "moved"), ("named_buffers", "drifted")):
        old = dict(getattr(before, walk)())
        for name, tensor in getattr(after, walk)():
            answer["stayed" if torch.equal(tensor, old[name]) else changed].append(name)
    before.double()
    return answer


# %% wrong untouched: zeros in before
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    for walk, changed in (("named_parameters", "moved"), ("named_buffers", "drifted")):
        old = dict(getattr(before, walk)())
        for name, tensor in getattr(after, walk)():
            answer["stayed" if torch.equal(tensor, old[name]) else changed].append(name)
    for p in before.parameters():
        p.data.zero_()
    return answer


# %% wrong untouched: after in eval mode, whatever it was
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    for walk, changed in (("named_parameters", "moved"), ("named_buffers", "drifted")):
        old = dict(getattr(before, walk)())
        for name, tensor in getattr(after, walk)():
            answer["stayed" if torch.equal(tensor, old[name]) else changed].append(name)
    after.train(not after.training)
    return answer


# %% wrong untouched: freezes both
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    for walk, changed in (("named_parameters", "moved"), ("named_buffers", "drifted")):
        old = dict(getattr(before, walk)())
        for name, tensor in getattr(after, walk)():
            answer["stayed" if torch.equal(tensor, old[name]) else changed].append(name)
    before.requires_grad_(False)
    after.requires_grad_(False)
    return answer


# %% wrong untouched: clears gradients
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    for walk, changed in (("named_parameters", "moved"), ("named_buffers", "drifted")):
        old = dict(getattr(before, walk)())
        for name, tensor in getattr(after, walk)():
            answer["stayed" if torch.equal(tensor, old[name]) else changed].append(name)
    after.zero_grad()
    return answer


# %% wrong step: moved and stayed taken for one another, buffers as well
def diff(before, after):
    moved, stayed, drifted = [], [], []
    for walk, changed in (("named_parameters", moved), ("named_buffers", drifted)):
        old = dict(getattr(before, walk)())
        for name, tensor in getattr(after, walk)():
            (stayed if torch.equal(tensor, old[name]) else changed).append(name)
    return {"moved": stayed, "stayed": moved, "drifted": drifted}


# %% wrong step: return in the loop
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict(before.named_parameters())
    for name, p in after.named_parameters():
        answer["stayed" if torch.equal(p, old[name]) else "moved"].append(name)
        return answer


# %% wrong step: children only
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    for (path, old), (_, new) in zip(before.named_children(), after.named_children()):
        for name, p in new.named_parameters(recurse=False):
            same = torch.equal(p, dict(old.named_parameters())[name])
            answer["stayed" if same else "moved"].append(f"{path}.{name}")
        for name, b in new.named_buffers(recurse=False):
            same = torch.equal(b, dict(old.named_buffers())[name])
            answer["stayed" if same else "drifted"].append(f"{path}.{name}")
    return answer


# %% wrong RuntimeError: the mean of a counter
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    for walk, changed in (("named_parameters", "moved"), ("named_buffers", "drifted")):
        old = dict(getattr(before, walk)())
        for name, tensor in getattr(after, walk)():
            answer["stayed" if tensor.mean() == old[name].mean() else changed].append(name)
    return answer


# %% wrong by-hand: only the first number compared
def diff(before, after) -> dict[str, list[str]]:
    result = {"moved": [], "stayed": [], "drifted": []}
    for (name, a), (_, b) in zip(before.named_parameters(), after.named_parameters()):
        result["stayed" if a.flatten()[0] == b.flatten()[0] else "moved"].append(name)
    for (name, a), (_, b) in zip(before.named_buffers(), after.named_buffers()):
        result["stayed" if a.flatten()[0] == b.flatten()[0] else "drifted"].append(name)
    return result


# %% wrong by-hand: only the last number compared
def diff(before, after) -> dict[str, list[str]]:
    result = {"moved": [], "stayed": [], "drifted": []}
    for (name, a), (_, b) in zip(before.named_parameters(), after.named_parameters()):
        result["stayed" if a.flatten()[-1] == b.flatten()[-1] else "moved"].append(name)
    for (name, a), (_, b) in zip(before.named_buffers(), after.named_buffers()):
        result["stayed" if a.flatten()[-1] == b.flatten()[-1] else "drifted"].append(name)
    return result


# %% wrong step: moved and drifted swapped
def diff(before, after) -> dict[str, list[str]]:
    result = {"moved": [], "stayed": [], "drifted": []}
    old = dict(before.named_parameters())
    for name, p in after.named_parameters():
        result["stayed" if torch.equal(p, old[name]) else "drifted"].append(name)
    old = dict(before.named_buffers())
    for name, b in after.named_buffers():
        result["stayed" if torch.equal(b, old[name]) else "moved"].append(name)
    return result


# %% wrong frozen: frozen ones left out
def diff(before, after) -> dict[str, list[str]]:
    result = {"moved": [], "stayed": [], "drifted": []}
    for (name, a), (_, b) in zip(before.named_parameters(), after.named_parameters()):
        if b.requires_grad:
            result["stayed" if torch.equal(a, b) else "moved"].append(name)
    for (name, a), (_, b) in zip(before.named_buffers(), after.named_buffers()):
        result["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return result


# %% wrong AttributeError: getattr with a dotted name
def diff(before, after) -> dict[str, list[str]]:
    result = {"moved": [], "stayed": [], "drifted": []}
    for name, p in before.named_parameters():
        result["stayed" if torch.equal(p, getattr(after, name)) else "moved"].append(name)
    for name, b in before.named_buffers():
        result["stayed" if torch.equal(b, getattr(after, name)) else "drifted"].append(name)
    return result


# %% wrong step: two stayed lists, the second overwrites
def diff(before, after) -> dict[str, list[str]]:
    result = {}
    old = dict(before.named_parameters())
    result["moved"] = [n for n, p in after.named_parameters() if not torch.equal(p, old[n])]
    result["stayed"] = [n for n, p in after.named_parameters() if torch.equal(p, old[n])]
    old = dict(before.named_buffers())
    result["drifted"] = [n for n, p in after.named_buffers() if not torch.equal(p, old[n])]
    result["stayed"] = [n for n, p in after.named_buffers() if torch.equal(p, old[n])]
    return result


# %% wrong step: everything is a parameter (buffers moved)
def diff(before, after) -> dict[str, list[str]]:
    result = {"moved": [], "stayed": [], "drifted": []}
    old = before.state_dict()
    for name, t in after.state_dict().items():
        result["stayed" if torch.equal(t, old[name]) else "moved"].append(name)
    return result


# %% wrong step: only running_ buffers drift
def diff(before, after) -> dict[str, list[str]]:
    result = {"moved": [], "stayed": [], "drifted": []}
    for (name, a), (_, b) in zip(before.named_parameters(), after.named_parameters()):
        result["stayed" if torch.equal(a, b) else "moved"].append(name)
    for (name, a), (_, b) in zip(before.named_buffers(), after.named_buffers()):
        if "running" in name and not torch.equal(a, b):
            result["drifted"].append(name)
        else:
            result["stayed"].append(name)
    return result


# %% wrong tiny: rounded to 4 digits
def diff(before, after) -> dict[str, list[str]]:
    result = {"moved": [], "stayed": [], "drifted": []}
    for (name, a), (_, b) in zip(before.named_parameters(), after.named_parameters()):
        result["stayed" if torch.equal(a.round(decimals=4), b.round(decimals=4)) else "moved"].append(name)
    for (name, a), (_, b) in zip(before.named_buffers(), after.named_buffers()):
        result["stayed" if torch.equal(a, b) else "drifted"].append(name)
    return result


# %% wrong step: signed difference, > 0
def diff(before, after) -> dict[str, list[str]]:
    result = {"moved": [], "stayed": [], "drifted": []}
    for (name, a), (_, b) in zip(before.named_parameters(), after.named_parameters()):
        result["moved" if (b - a).max() > 0 else "stayed"].append(name)
    for (name, a), (_, b) in zip(before.named_buffers(), after.named_buffers()):
        result["drifted" if (b - a).max() > 0 else "stayed"].append(name)
    return result


# %% wrong untouched: train() is called
def diff(before, after):
    after.train()
    answer = {"moved": [], "stayed": [], "drifted": []}
    for walk, key in (("named_parameters", "moved"), ("named_buffers", "drifted")):
        old = dict(getattr(before, walk)())
        for name, t in getattr(after, walk)():
            answer["stayed" if torch.equal(t, old[name]) else key].append(name)
    return answer
