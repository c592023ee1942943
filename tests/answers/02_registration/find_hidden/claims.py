# %% wrong dicts: looks in lists only
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, list):
                if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in value):
                    hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong dicts: forgets dicts
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong dicts: looks at the keys of a dict instead of its values
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            items = value if isinstance(value, (list, tuple, dict)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong tuples: forgets tuples
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            items = [value]
            if isinstance(value, list):
                items = value
            if isinstance(value, dict):
                items = value.values()
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong tensors: looks in containers only, not at the attribute itself
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                value = list(value.values())
            if isinstance(value, (list, tuple)):
                for v in value:
                    if isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered:
                        hidden.append(f"{path}.{name}" if path else name)
                        break
    return hidden


# %% wrong several: only the first element of a container is looked at
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                value = list(value.values())
            if isinstance(value, (list, tuple)):
                value = value[0] if value else None
            if isinstance(value, (nn.Module, torch.Tensor)) and id(value) not in registered:
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong several: only containers in which every element is hidden
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}

    def is_hidden(v):
        return isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered

    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            elif isinstance(value, (list, tuple)):
                items = list(value)
            else:
                items = [value]
            if items and all(is_hidden(v) for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong submodules: top level only, submodules are not searched
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for name, value in vars(module).items():
        if isinstance(value, dict):
            items = list(value.values())
        else:
            items = value if isinstance(value, (list, tuple)) else [value]
        if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
            hidden.append(name)
    return hidden


# %% wrong submodules: direct children only, nested submodules are not searched
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in [("", module), *module.named_children()]:
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong lists: submodules only, the module's own attributes are left out
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        if not path:
            continue
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(path + "." + name)
    return hidden


# %% wrong registered: reports what is in a list and registered as well
def find_hidden(module):
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if name in ("_parameters", "_buffers", "_modules"):
                continue
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong registered: registered means in this very submodule, not anywhere in the tree
def find_hidden(module):
    hidden = []
    for path, sub in module.named_modules():
        registered = {id(x) for x in (*sub.modules(), *sub.parameters(), *sub.buffers())}
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong RuntimeError: compares with `in` on a list, which uses == and crashes on tensors
def find_hidden(module):
    registered = list(module.modules()) + list(module.parameters()) + list(module.buffers())
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and v not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong identity: tensors of equal value count as registered
def find_hidden(module):
    modules = set(module.modules())
    tensors = [*module.parameters(), *module.buffers()]

    def is_hidden(v):
        if isinstance(v, nn.Module):
            return v not in modules
        if isinstance(v, torch.Tensor):
            return not any(v.shape == t.shape and v.dtype == t.dtype and torch.equal(v, t) for t in tensors)
        return False

    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(is_hidden(v) for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong registered: compares attribute names with registered names instead of objects
def find_hidden(module):
    names = set()
    for generator in (module.named_modules(), module.named_parameters(), module.named_buffers()):
        for dotted, _ in generator:
            names.update(dotted.split("."))
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if name in names or name in ("_parameters", "_buffers", "_modules"):
                continue
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong nothing: buffers do not count as registered, so the table of buffers is reported
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong lists|submodules: only what is in state_dict counts, whose tensors are other objects
def find_hidden(module):
    registered = {id(m) for m in module.modules()} | {id(t) for t in module.state_dict().values()}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong tensors: modules only, tensors are overlooked
def find_hidden(module):
    registered = {id(m) for m in module.modules()}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, nn.Module) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong lists: tensors only, modules are overlooked
def find_hidden(module):
    registered = {id(t) for t in (*module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, torch.Tensor) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong tensors: of the tensors only nn.Parameters are found, not plain ones
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, nn.Parameter)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong modules: only modules that have parameters are reported, a hidden Dropout is missed
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}

    def is_hidden(v):
        if isinstance(v, nn.Module):
            return id(v) not in registered and len(list(v.parameters())) > 0
        return isinstance(v, torch.Tensor) and id(v) not in registered

    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(is_hidden(v) for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong private: attributes that start with an underscore are skipped
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if name.startswith("_"):
                continue
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong mixture: stops at the first find in each module
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
                break
    return hidden


# %% wrong submodules: return inside the loop, after the first module
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    for path, sub in module.named_modules():
        hidden = []
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
        return hidden


# %% wrong names: the objects instead of the names
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for sub in module.modules():
        for value in vars(sub).values():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            for v in items:
                if isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered:
                    hidden.append(v)
    return hidden


# %% wrong submodules: names without the path to the submodule
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for sub in module.modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(name)
    return hidden


# %% wrong lists: a dot in front of the names at the top level
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(path + "." + name)
    return hidden


# %% wrong lists: elements such as layers.0 instead of the attribute
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            full = f"{path}.{name}" if path else name
            if isinstance(value, dict):
                pairs = [(f"{full}.{k}", v) for k, v in value.items()]
            elif isinstance(value, (list, tuple)):
                pairs = [(f"{full}.{i}", v) for i, v in enumerate(value)]
            else:
                pairs = [(full, value)]
            for key, v in pairs:
                if isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered:
                    hidden.append(key)
    return hidden


# %% wrong lists: the class names of the modules instead of the path
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for sub in module.modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(type(sub).__name__ + "." + name)
    return hidden


# %% wrong lists: hidden modules are searched inside and their parameters listed
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            full = f"{path}.{name}" if path else name
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            loose = [v for v in items if isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered]
            if loose:
                hidden.append(full)
            for v in loose:
                if isinstance(v, nn.Module):
                    hidden += [full + "." + inner for inner, _ in v.named_parameters()]
    return hidden


# %% wrong lists: numbers are reported too
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor, int, float)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong nothing: every list, tuple or dict of the learner is reported, whatever is in it
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    usual = set(vars(nn.Module()))
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if name in usual:
                continue
            loose = isinstance(value, (nn.Module, torch.Tensor)) and id(value) not in registered
            if loose or isinstance(value, (list, tuple, dict)):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong AttributeError: crashes on a list of numbers, which have no parameters()
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            full = f"{path}.{name}" if path else name
            if isinstance(value, (list, tuple)):
                for v in value:
                    tensors = [v] if isinstance(v, torch.Tensor) else list(v.parameters())
                    if any(id(t) not in registered for t in tensors):
                        hidden.append(full)
                        break
            elif isinstance(value, dict):
                if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in value.values()):
                    hidden.append(full)
            elif isinstance(value, (nn.Module, torch.Tensor)) and id(value) not in registered:
                hidden.append(full)
    return hidden


# %% wrong lists: an `or` makes the condition true for everything
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) or id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong lists: inverted, reports what is registered
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong lists: lists the registered names
def find_hidden(module):
    return [name for name, _ in module.named_modules() if name]


# %% wrong names: returns None
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)


# %% wrong names: prints instead of returning
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                print(f"{path}.{name}" if path else name)


# %% wrong names: one string with commas instead of a list
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return ", ".join(hidden)


# %% wrong names: how many, not which
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    count = 0
    for sub in module.modules():
        for value in vars(sub).values():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            count += any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items)
    return count


# %% wrong lists: the list of answers is global and keeps those of the last call
found = []


def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                found.append(f"{path}.{name}" if path else name)
    return found


# %% wrong lists: searches the class instead of the instance
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(type(sub)).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong TypeError: module.modules without brackets, TypeError
def find_hidden(module):
    registered = set()
    for m in module.modules:
        registered.add(id(m))
    return [name for name, value in vars(module).items() if id(value) not in registered]


# %% wrong lists: looks for hidden things among the registered children, so finds nothing
def find_hidden(module):
    hidden = []
    for name, child in module.named_children():
        if not isinstance(child, nn.Module):
            hidden.append(name)
    return hidden


# %% wrong lists: the example from the text, whatever the module
def find_hidden(module):
    return ["layers", "encoder.extras"]


# %% wrong TypeError: takes a second argument
def find_hidden(module, registered):
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong kind: not a function but a list
find_hidden = ["layers", "encoder.extras"]


# %% wrong exists: function under another name
def find_hidden_modules(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong NotImplementedError: the learner's own NotImplementedError
def find_hidden(module):
    for name, child in module.named_children():
        print(name, type(child).__name__)
    raise NotImplementedError("todo")


# %% wrong registered: buffers do not count as registered, PyTorch's tables are left out by name
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters())}
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
    return hidden


# %% wrong registered: ids of what state_dict() gives, which are detached copies, PyTorch's tables left out by name
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.state_dict().values())}
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
    return hidden


# %% wrong registered: of the Parameters only weight and bias count as registered
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.buffers())}
    for sub in module.modules():
        for name in ("weight", "bias"):
            registered.add(id(getattr(sub, name, None)))
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
    return hidden


# %% wrong lists: a name for each find, so a list of two layers is named twice
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            for v in items:
                if isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered:
                    hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong lists: a list as default value, which every call goes on filling
def find_hidden(module, hidden=[]):
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
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong inside: what hidden modules hide is listed as well
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []

    def look(owner, path):
        for name, value in vars(owner).items():
            if name in ("_parameters", "_buffers", "_modules"):
                continue
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            loose = [v for v in items if isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered]
            if loose:
                hidden.append(path + name)
            for v in loose:
                if isinstance(v, nn.Module):
                    look(v, path + name + ".")

    for path, sub in module.named_modules():
        look(sub, path + "." if path else "")
    return hidden


# %% wrong registered: the first module or tensor in a container decides
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            for v in items:
                if isinstance(v, (nn.Module, torch.Tensor)):
                    if id(v) not in registered:
                        hidden.append(f"{path}.{name}" if path else name)
                    break
    return hidden


# %% wrong tensors: in containers only modules and Parameters are looked for, no plain tensors
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                value = list(value.values())
            if isinstance(value, (list, tuple)):
                loose = any(isinstance(v, (nn.Module, nn.Parameter)) and id(v) not in registered for v in value)
            else:
                loose = isinstance(value, (nn.Module, torch.Tensor)) and id(value) not in registered
            if loose:
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong several: of a dict only the first value is looked at
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = []
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())[:1]
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            if any(isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered for v in items):
                hidden.append(f"{path}.{name}" if path else name)
    return hidden


# %% wrong names: a dict from name to what is hidden
def find_hidden(module):
    registered = {id(x) for x in (*module.modules(), *module.parameters(), *module.buffers())}
    hidden = {}
    for path, sub in module.named_modules():
        for name, value in vars(sub).items():
            if isinstance(value, dict):
                items = list(value.values())
            else:
                items = value if isinstance(value, (list, tuple)) else [value]
            for v in items:
                if isinstance(v, (nn.Module, torch.Tensor)) and id(v) not in registered:
                    hidden[f"{path}.{name}" if path else name] = v
    return hidden
