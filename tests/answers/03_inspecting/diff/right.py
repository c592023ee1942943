# %% right: two loops, torch.equal
def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    old = dict(before.named_parameters())
    for name, p in after.named_parameters():
        answer["stayed" if torch.equal(p, old[name]) else "moved"].append(name)
    old = dict(before.named_buffers())
    for name, b in after.named_buffers():
        answer["stayed" if torch.equal(b, old[name]) else "drifted"].append(name)
    return answer


# %% right: comprehensions
def diff(before, after):
    then = dict([*before.named_parameters(), *before.named_buffers()])
    changed = {
        n for n, t in [*after.named_parameters(), *after.named_buffers()] if not torch.equal(t, then[n])
    }
    parameters = [n for n, _ in after.named_parameters()]
    return {
        "moved": [n for n in parameters if n in changed],
        "drifted": [n for n, _ in after.named_buffers() if n in changed],
        "stayed": [n for n in then if n not in changed],
    }


# %% right: zip of both, any difference
def diff(before, after):
    moved, stayed, drifted = set(), set(), set()
    for (name, a), (_, b) in zip(before.named_parameters(), after.named_parameters()):
        (moved if (a != b).any() else stayed).add(name)
    for (name, a), (_, b) in zip(before.named_buffers(), after.named_buffers()):
        (drifted if (a != b).any() else stayed).add(name)
    return dict(moved=moved, stayed=stayed, drifted=drifted)


# %% right: lists of numbers compared
def diff(before, after):
    out = {"moved": (), "stayed": (), "drifted": ()}
    for kind, key in (("named_parameters", "moved"), ("named_buffers", "drifted")):
        old = {n: t.tolist() for n, t in getattr(before, kind)()}
        for n, t in getattr(after, kind)():
            place = "stayed" if t.tolist() == old[n] else key
            out[place] += (n,)
    return out


# %% right: largest difference is zero
def diff(before, after):
    result = {"moved": [], "stayed": [], "drifted": []}
    for name, b in [*after.named_parameters(), *after.named_buffers()]:
        a = before.get_parameter(name) if isinstance(b, nn.Parameter) else before.get_buffer(name)
        if (a - b).abs().max().item() == 0:
            result["stayed"].append(name)
        elif isinstance(b, nn.Parameter):
            result["moved"].append(name)
        else:
            result["drifted"].append(name)
    return result


# %% right: all entries equal, detached clones
def diff(before, after):
    snap = {n: t.detach().clone() for n, t in before.named_parameters()}
    snap.update({n: t.clone() for n, t in before.named_buffers()})
    moved = [n for n, p in after.named_parameters() if not (p.detach() == snap[n]).all()]
    drifted = [n for n, b in after.named_buffers() if not (b == snap[n]).all()]
    stayed = sorted(set(snap) - set(moved) - set(drifted))
    return {"stayed": stayed, "moved": moved, "drifted": drifted}


# %% right: allclose without any tolerance
def diff(before, after):
    same = lambda a, b: torch.allclose(a.double(), b.double(), rtol=0, atol=0)
    old_p, old_b = dict(before.named_parameters()), dict(before.named_buffers())
    return {
        "moved": [n for n, p in after.named_parameters() if not same(p, old_p[n])],
        "drifted": [n for n, b in after.named_buffers() if not same(b, old_b[n])],
        "stayed": [n for n, p in after.named_parameters() if same(p, old_p[n])]
        + [n for n, b in after.named_buffers() if same(b, old_b[n])],
    }


# %% right: NumPy
import numpy as np


def diff(before, after):
    answer = {"moved": [], "stayed": [], "drifted": []}
    for walk, key in ((nn.Module.named_parameters, "moved"), (nn.Module.named_buffers, "drifted")):
        for (name, a), (_, b) in zip(walk(before), walk(after)):
            same = np.array_equal(a.detach().numpy(), b.detach().numpy())
            answer["stayed" if same else key].append(name)
    return answer


# %% right: the largest absolute difference
def diff(before, after):
    table = {"moved": [], "stayed": [], "drifted": []}
    old = dict(before.named_parameters()) | dict(before.named_buffers())
    for key, pairs in (("moved", after.named_parameters()), ("drifted", after.named_buffers())):
        for name, t in pairs:
            gap = (t.detach() - old[name].detach()).abs().max().item()
            table[key if gap > 0 else "stayed"].append(name)
    return table
