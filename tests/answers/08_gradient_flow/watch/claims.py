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


# %% wrong trains: the hook returns the copy
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):

            def note(layer, args, output, name=name):
                kept = output.detach().clone()
                seen.setdefault(name, []).append(kept)
                return kept

            handles.append(layer.register_forward_hook(note))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong trains: the output is detached in place
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):

            def note(layer, args, output, name=name):
                seen.setdefault(name, []).append(output.detach_().clone())

            handles.append(layer.register_forward_hook(note))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong trains: without a history
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):

            def note(layer, args, output, name=name):
                seen.setdefault(name, []).append(output.detach().clone())

            handles.append(layer.register_forward_hook(note))
    try:
        with torch.no_grad():
            yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong modes: eval stays on
from contextlib import contextmanager


@contextmanager
def watch(model):
    model.eval()
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):

            def note(layer, args, output, name=name):
                seen.setdefault(name, []).append(output.detach().clone())

            handles.append(layer.register_forward_hook(note))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong modes: eval inside, the mode comes back
from contextlib import contextmanager


@contextmanager
def watch(model):
    mode = model.training
    model.eval()
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):

            def note(layer, args, output, name=name):
                seen.setdefault(name, []).append(output.detach().clone())

            handles.append(layer.register_forward_hook(note))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()
        model.train(mode)


# %% wrong names: emptied at the end
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):

            def note(layer, args, output, name=name):
                seen.setdefault(name, []).append(output.detach().clone())

            handles.append(layer.register_forward_hook(note))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()
        seen.clear()


# %% wrong kind: a tensor for each name
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):

            def note(layer, args, output, name=name):
                seen[name] = output.detach().clone()

            handles.append(layer.register_forward_hook(note))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong names: the layer as a key
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):

            def note(layer, args, output, name=name):
                seen.setdefault(layer, []).append(output.detach().clone())

            handles.append(layer.register_forward_hook(note))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong names: the kind as a key
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):

            def note(layer, args, output, name=name):
                seen.setdefault(type(layer).__name__, []).append(output.detach().clone())

            handles.append(layer.register_forward_hook(note))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong names: only some kinds of layers
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, (nn.Linear, nn.ReLU)):

            def note(layer, args, output, name=name):
                seen.setdefault(name, []).append(output.detach().clone())

            handles.append(layer.register_forward_hook(note))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong TypeError: return in place of yield
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):

            def note(layer, args, output, name=name):
                seen.setdefault(name, []).append(output.detach().clone())

            handles.append(layer.register_forward_hook(note))
    try:
        return seen
    finally:
        for handle in handles:
            handle.remove()


# %% wrong AttributeError|TypeError: no @contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):

            def note(layer, args, output, name=name):
                seen.setdefault(name, []).append(output.detach().clone())

            handles.append(layer.register_forward_hook(note))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()
