# %% wrong removed: hooks stay
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen = {}
    for name, layer in model.named_modules():
        if not list(layer.children()):
            layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(o.detach().clone()))
    yield seen


# %% wrong removed: no finally
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(o.detach().clone())))
    yield seen
    for handle in handles:
        handle.remove()


# %% wrong goes-on: the error is swallowed
class watch:
    def __init__(self, model):
        self.model = model

    def __enter__(self):
        seen, self.handles = {}, []
        for name, layer in self.model.named_modules():
            if not list(layer.children()):
                self.handles.append(layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(o.detach().clone())))
        return seen

    def __exit__(self, *error):
        for handle in self.handles:
            handle.remove()
        return True


# %% wrong removed: all hooks are cleared
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen = {}
    for name, layer in model.named_modules():
        if not list(layer.children()):
            layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(o.detach().clone()))
    try:
        yield seen
    finally:
        for layer in model.modules():
            layer._forward_hooks.clear()


# %% wrong output: the hook returns something
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []

    def noting(name):
        def note(layer, args, output):
            seen.setdefault(name, []).append(output.detach().clone())
            return output.clamp(min=0)

        return note

    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(noting(name)))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong history: the graph is kept
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(o.clone())))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong values: no copy, a later layer writes into it
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(o.detach())))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong names: only direct children
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_children():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(o.detach().clone())))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong names: every module
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        handles.append(layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(o.detach().clone())))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong kind: the last call only, without a list
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(lambda m, i, o, name=name: seen.update({name: o.detach().mean().item()})))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong calls: a list of the last call
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(lambda m, i, o, name=name: seen.update({name: [o.detach().clone()]})))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong names: the name is bound late
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(lambda m, i, o: seen.setdefault(name, []).append(o.detach().clone())))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong names: on a copy
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen = {}
    twin = copy.deepcopy(model)
    for name, layer in twin.named_modules():
        if not list(layer.children()):
            layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(o.detach().clone()))
    yield seen


# %% wrong values: the inputs are kept
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(i[0].detach().clone())))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong kind: nothing is yielded
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(o.detach().clone())))
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


# %% wrong TypeError: no context manager
def watch(model):
    seen = {}
    for name, layer in model.named_modules():
        layer.register_forward_hook(lambda m, i, o, name=name: seen.setdefault(name, []).append(o.detach().clone()))
    return seen
