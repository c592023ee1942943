# %% right: ids of everything registered, then every attribute of every module
def find_hidden(module):
    registered = {id(m) for m in module.modules()}
    registered |= {id(p) for p in module.parameters()}
    registered |= {id(b) for b in module.buffers()}

    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            elif isinstance(value, (list, tuple)):
                items = list(value)
            else:
                items = [value]
            for item in items:
                if isinstance(item, (nn.Module, torch.Tensor)) and id(item) not in registered:
                    hidden.append(path + "." + name if path else name)
                    break
    return hidden


# %% right: a set of the objects themselves (tensors are hashed by identity), sorted result
def find_hidden(module: nn.Module) -> list[str]:
    known = {*module.modules(), *module.parameters(), *module.buffers()}
    found = set()
    for path, sub in module.named_modules():
        for attribute in sub.__dict__:
            value = sub.__dict__[attribute]
            if isinstance(value, dict):
                value = tuple(value.values())
            if not isinstance(value, (list, tuple)):
                value = (value,)
            if any(isinstance(v, (nn.Module, torch.Tensor)) and v not in known for v in value):
                found.add(f"{path}.{attribute}".lstrip("."))
    return sorted(found)


# %% right: helper functions, containers searched at any depth
def contents(value):
    if isinstance(value, (nn.Module, torch.Tensor)):
        yield value
    elif isinstance(value, dict):
        for v in value.values():
            yield from contents(v)
    elif isinstance(value, (list, tuple)):
        for v in value:
            yield from contents(v)


def find_hidden(module):
    everything = [*module.modules(), *module.parameters(), *module.buffers()]
    ids = set(map(id, everything))
    return [
        ".".join(filter(None, (path, name)))
        for path, sub in module.named_modules()
        for name, value in vars(sub).items()
        if any(id(thing) not in ids for thing in contents(value))
    ]


# %% right: a match statement, the three tables of nn.Module skipped
def find_hidden(module):
    def loose(value):
        match value:
            case nn.Module() | torch.Tensor():
                return id(value) not in registered
            case list() | tuple():
                return any(loose(v) for v in value)
            case dict():
                return any(loose(v) for v in value.values())
            case _:
                return False

    registered = set()
    for sub in module.modules():
        registered.add(id(sub))
        for p in sub.parameters(recurse=False):
            registered.add(id(p))
        for b in sub.buffers(recurse=False):
            registered.add(id(b))

    answer = []
    for path, sub in module.named_modules():
        for name, value in sub.__dict__.items():
            if name in ("_parameters", "_buffers", "_modules"):
                continue
            if loose(value):
                answer.append(name if path == "" else path + "." + name)
    return answer


# %% right: recursion over the children by hand, compared with `is`, prints what it sees
def find_hidden(module):
    registered = []

    def collect(m):
        registered.append(m)
        registered.extend(p for p in m._parameters.values() if p is not None)
        registered.extend(b for b in m._buffers.values() if b is not None)
        for child in m._modules.values():
            if child is not None and not any(child is r for r in registered):
                collect(child)

    def is_hidden(thing):
        if not isinstance(thing, nn.Module) and not isinstance(thing, torch.Tensor):
            return False
        return not any(thing is r for r in registered)

    result = []
    visited = set()

    def visit(m, prefix):
        if id(m) in visited:
            return
        visited.add(id(m))
        for name, value in m.__dict__.items():
            things = [value]
            if type(value) is list or isinstance(value, tuple):
                things = value
            elif isinstance(value, dict):
                things = value.values()
            if any([is_hidden(t) for t in things]):
                print("hidden:", prefix + name)
                result.append(prefix + name)
        for name, child in m._modules.items():
            if child is not None:
                visit(child, prefix + name + ".")

    collect(module)
    visit(module, "")
    return result


# %% right: torch's own pytree flattens the containers, walrus
from torch.utils import _pytree


def find_hidden(module):
    seen = {id(m) for m in module.modules()} | {id(t) for t in (*module.parameters(), *module.buffers())}
    out = []
    for path, sub in module.named_modules():
        for name in vars(sub):
            leaves = _pytree.tree_leaves(getattr(sub, name))
            if hidden := [x for x in leaves if isinstance(x, nn.Module | torch.Tensor) and id(x) not in seen]:
                print(name, "holds", len(hidden))
                out.append(f"{path}.{name}" if path else name)
    return out


# %% right: a stack of modules, names as dict keys so that none comes twice, noise on stderr
import sys
import warnings


def find_hidden(module):
    registered = {}
    for kind in (module.modules(), module.parameters(), module.buffers()):
        for thing in kind:
            registered[id(thing)] = thing

    names = {}
    stack = [("", module)]
    done = []
    while stack:
        path, current = stack.pop()
        if any(current is d for d in done):
            continue
        done.append(current)
        for name, value in vars(current).items():
            if isinstance(value, dict):
                values = [*value.values()]
            else:
                values = value if isinstance(value, (list, tuple)) else [value]
            for v in values:
                if isinstance(v, (nn.Module, torch.Tensor)) and registered.get(id(v)) is None:
                    names[path + name] = type(v).__name__
        for name, child in current.named_children():
            stack.append((path + name + ".", child))
    if names:
        warnings.warn("hidden: " + ", ".join(names))
        print(names, file=sys.stderr)
    return list(names)


# %% right: a one-liner with itertools
from itertools import chain


def find_hidden(module):
    ids = {id(o) for o in chain(module.modules(), module.parameters(), module.buffers())}
    inside = lambda v: v.values() if isinstance(v, dict) else v if isinstance(v, (list, tuple)) else (v,)  # noqa: E731
    bad = lambda o: isinstance(o, (nn.Module, torch.Tensor)) and id(o) not in ids  # noqa: E731
    return [(p + "." + n).strip(".") for p, m in module.named_modules() for n, v in vars(m).items() if any(map(bad, inside(v)))]


# %% right: a small class does the work
class Finder:
    TYPES = (nn.Module, torch.Tensor)

    def __init__(self, root):
        self.root = root
        self.tree = set()
        for m in root.modules():
            self.tree.add(id(m))
            self.tree.update(id(t) for t in m._parameters.values())
            self.tree.update(id(t) for t in m._buffers.values())

    def hidden(self, value):
        if isinstance(value, self.TYPES):
            return id(value) not in self.tree
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, (list, tuple)):
            return any(isinstance(v, self.TYPES) and id(v) not in self.tree for v in value)
        return False

    def names(self):
        for path, m in self.root.named_modules():
            yield from (f"{path}.{n}" if path else n for n, v in vars(m).items() if self.hidden(v))


def find_hidden(module: nn.Module) -> list[str]:
    return list(Finder(module).names())


# %% right: a generator, which yields each name
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if name in ("_parameters", "_buffers", "_modules"):
                continue
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                yield f"{path}.{name}" if path else name


# %% right: a set of names
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = set()
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if name in ("_parameters", "_buffers", "_modules"):
                continue
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.add(f"{path}.{name}" if path else name)
    return hidden


# %% right: a tuple of names
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if name in ("_parameters", "_buffers", "_modules"):
                continue
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return tuple(hidden)
