# %% right: a generator with try and finally
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, handles = {}, []
    for name, layer in model.named_modules():
        if list(layer.children()):
            continue

        def note(layer, args, output, name=name):
            seen.setdefault(name, []).append(output.detach().clone())

        handles.append(layer.register_forward_hook(note))
    try:
        yield seen
    finally:
        for handle in handles:
            handle.remove()


# %% right: a class with enter and exit
class watch:
    def __init__(self, model):
        self.model = model

    def __enter__(self):
        self.seen, self.handles = {}, []
        for name, layer in self.model.named_modules():
            if not any(True for _ in layer.children()):
                self.handles.append(layer.register_forward_hook(self.note(name)))
        return self.seen

    def note(self, name):
        def hook(layer, args, output):
            self.seen.setdefault(name, []).append(output.detach().clone())

        return hook

    def __exit__(self, *error):
        for handle in self.handles:
            handle.remove()


# %% right: ExitStack calls remove
import contextlib


@contextlib.contextmanager
def watch(model):
    seen = {name: [] for name, layer in model.named_modules() if len(list(layer.children())) == 0}
    names = {layer: name for name, layer in model.named_modules()}
    with contextlib.ExitStack() as stack:
        for name in seen:
            layer = model.get_submodule(name)
            handle = layer.register_forward_hook(lambda layer, _, out: seen[names[layer]].append(out.clone().detach()))
            stack.callback(handle.remove)
        yield seen


# %% right: the handles are context managers themselves
import contextlib
from collections import defaultdict
from functools import partial


def note(seen, name, layer, args, output):
    seen[name].append(output.detach().clone())


@contextlib.contextmanager
def watch(model):
    seen = defaultdict(list)
    with contextlib.ExitStack() as stack:
        for name, layer in model.named_modules():
            if not layer._modules:
                stack.enter_context(layer.register_forward_hook(partial(note, seen, name)))
        yield seen


# %% right: an own recursion instead of named_modules
from contextlib import contextmanager


def leaves_of(module, path=""):
    children = list(module.named_children())
    if not children:
        yield path, module
    for name, child in children:
        yield from leaves_of(child, f"{path}.{name}" if path else name)


@contextmanager
def watch(model):
    seen = {}
    handles = [
        layer.register_forward_hook(
            lambda _m, _i, out, name=name: seen.setdefault(name, []).append(torch.tensor(out.tolist()))
        )
        for name, layer in leaves_of(model)
    ]
    try:
        yield seen
    finally:
        [handle.remove() for handle in handles]


# %% right: one hook for all modules of PyTorch
from contextlib import contextmanager


@contextmanager
def watch(model):
    names = {layer: name for name, layer in model.named_modules() if not list(layer.children())}
    seen = {}

    def note(layer, args, output):
        if layer in names:
            seen.setdefault(names[layer], []).append(output.detach().clone())

    handle = nn.modules.module.register_module_forward_hook(note)
    try:
        yield seen
    finally:
        handle.remove()


# %% right: forward is replaced for a while
from contextlib import contextmanager


@contextmanager
def watch(model):
    seen, changed = {}, []

    def recording(name, forward):
        def call(*args, **kwargs):
            output = forward(*args, **kwargs)
            seen.setdefault(name, []).append(output.detach().clone())
            return output

        return call

    for name, layer in model.named_modules():
        if not list(layer.children()):
            layer.forward = recording(name, layer.forward)
            changed.append(layer)
    try:
        yield seen
    finally:
        for layer in changed:
            del layer.forward


# %% right: numpy makes the copy
import contextlib


@contextlib.contextmanager
def watch(model):
    seen, handles = dict(), list()
    try:
        for name, layer in model.named_modules():
            if sum(1 for _ in layer.modules()) == 1:

                def hook(m, i, o, key=name):
                    with torch.no_grad():
                        seen.setdefault(key, []).append(o * 1.0)

                handles.append(layer.register_forward_hook(hook))
        yield seen
    finally:
        while handles:
            handles.pop().remove()
