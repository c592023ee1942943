# %% right: hooks, modes put back one by one
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(
                layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).all(0).sum().item()}))
            )
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% right: on a copy
def dead_units(model, X):
    twin = copy.deepcopy(model).eval()
    dead = {}
    for name, layer in twin.named_modules():
        if type(layer) is nn.ReLU:

            def count(layer, args, output, name=name):
                dead[name] = int((output.max(0).values == 0).sum())

            layer.register_forward_hook(count)
    twin(X)
    return dead


# %% right: by watch
import contextlib


@contextlib.contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(o.detach().clone())))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


def dead_units(model, X):
    modes = [layer.training for layer in model.modules()]
    model.eval()
    with watch(model) as seen:
        model(X)
    for layer, mode in zip(model.modules(), modes):
        layer.training = mode
    relus = [name for name, layer in model.named_modules() if isinstance(layer, nn.ReLU)]
    return {name: (seen[name][0] == 0).all(0).sum() for name in relus}


# %% right: sums of what is positive
def dead_units(model, X):
    was = [(m, m.training) for m in model.modules()]
    kept, handles = {}, []
    try:
        for n, m in model.named_modules():
            if isinstance(m, nn.ReLU):
                handles.append(m.register_forward_hook(lambda m, i, o, n=n: kept.__setitem__(n, (o > 0).sum(0))))
        model.eval()
        with torch.no_grad():
            model(X)
    finally:
        for h in handles:
            h.remove()
        for m, t in was:
            m.train(t) if not list(m.children()) else setattr(m, "training", t)
    return {n: int((times == 0).sum()) for n, times in kept.items()}


# %% right: by the input of the ReLU
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_pre_hook(lambda m, args, name=name: dead.update({name: (args[0] <= 0).all(0).sum().item()})))
    model.eval()
    model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% right: row by row
def dead_units(model, X):
    modes = [m.training for m in model.modules()]
    model.eval()
    alive, handles = {}, []

    def hook(name):
        def look(layer, args, out):
            on = out[0] > 0
            alive[name] = on if name not in alive else alive[name] | on

        return look

    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(hook(name)))
    for row in X:
        model(row[None])
    for h in handles:
        h.remove()
    for m, mode in zip(model.modules(), modes):
        m.training = mode
    return {name: (~on).sum().item() for name, on in alive.items()}


# %% right: numpy integers
import numpy


def dead_units(model, X):
    twin = copy.deepcopy(model)
    twin.eval()
    out = {}
    for n, m in twin.named_modules():
        if isinstance(m, nn.ReLU):
            m.register_forward_hook(lambda m, i, o, n=n: out.update({n: numpy.sum(~o.detach().numpy().any(axis=0))}))
    twin(X)
    return out


# %% right: a list of units, its length
def dead_units(model, X):
    modes = [(layer, layer.training) for layer in model.modules()]
    outputs, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles += [layer.register_forward_hook(lambda m, i, o, name=name: outputs.setdefault(name, o.detach()))]
    model.eval()(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes:
        layer.training = mode
    return {name: len([u for u in range(h.shape[1]) if not h[:, u].any()]) for name, h in outputs.items()}
