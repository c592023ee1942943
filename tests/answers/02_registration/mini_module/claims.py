# %% wrong forgets: a Parameter replaced by None stays listed
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)
        if value is None:
            return
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong forgets: nothing is ever forgotten
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong forgets: a Parameter replaced by a module stays in _parameters
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        if isinstance(value, nn.Parameter):
            self._modules.pop(name, None)
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        else:
            self._parameters.pop(name, None)
            self._modules.pop(name, None)
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong forgets: a module replaced by a number stays in _modules
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
            self._modules.pop(name, None)
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong forgets: a name once entered keeps its first Parameter
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        if isinstance(value, nn.Parameter):
            self._modules.pop(name, None)
            self._parameters.setdefault(name, value)
        elif isinstance(value, MiniModule):
            self._parameters.pop(name, None)
            self._modules.setdefault(name, value)
        else:
            self._parameters.pop(name, None)
            self._modules.pop(name, None)
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong readable: with __getattr__, a plain value in __dict__ hides the Parameter assigned later
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        else:
            object.__setattr__(self, name, value)

    def __getattr__(self, name):
        if name in self._parameters:
            return self._parameters[name]
        if name in self._modules:
            return self._modules[name]
        raise AttributeError(name)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong once: shared objects are listed under every name
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            yield dot + name, p
        for name, child in self._modules.items():
            yield from child.named_parameters(dot + name)


# %% wrong once: shared objects are only noticed inside one module, not across children
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        dot = prefix + "." if prefix else ""
        seen = set()
        for name, p in self._parameters.items():
            if id(p) in seen:
                continue
            seen.add(id(p))
            yield dot + name, p
        for name, child in self._modules.items():
            yield from child.named_parameters(dot + name)


# %% wrong RuntimeError: compared with ==, which fails or confuses Parameters
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        dot = prefix + "." if prefix else ""
        seen = []
        for name, p in self._parameters.items():
            if p not in seen:
                seen.append(p)
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if p not in seen:
                    seen.append(p)
                    yield full, p


# %% wrong only-parameters: Parameters with equal values count as the same object
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        dot = prefix + "." if prefix else ""
        pairs = [(dot + name, p) for name, p in self._parameters.items()]
        for name, child in self._modules.items():
            pairs += list(child.named_parameters(dot + name))
        seen = []
        for name, p in pairs:
            if not any(torch.equal(p, q) for q in seen):
                seen.append(p)
                yield name, p


# %% wrong once: a shared object is listed under its last name
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        dot = prefix + "." if prefix else ""
        found = {}
        for name, p in self._parameters.items():
            found[id(p)] = (dot + name, p)
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                found[id(p)] = (full, p)
        yield from found.values()


# %% wrong children: no recursion, only the module's own parameters
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield (prefix + "." + name if prefix else name), p


# %% wrong children: only one level of children
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        dot = prefix + "." if prefix else ""
        pairs = [(dot + name, p) for name, p in self._parameters.items()]
        for child_name, child in self._modules.items():
            for name, p in child._parameters.items():
                pairs.append((dot + child_name + "." + name, p))
        seen = set()
        for name, p in pairs:
            if id(p) not in seen:
                seen.add(id(p))
                yield name, p


# %% wrong children: children before own parameters
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p


# %% wrong own: sorted by name instead of order of assignment
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name in sorted(self._parameters):
            p = self._parameters[name]
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name in sorted(self._modules):
            for full, p in self._modules[name].named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong children: level by level, grandchildren after all children
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        queue = [(prefix, self)]
        seen = set()
        while queue:
            path, module = queue.pop(0)
            dot = path + "." if path else ""
            for name, p in module._parameters.items():
                if id(p) not in seen:
                    seen.add(id(p))
                    yield dot + name, p
            for name, child in module._modules.items():
                queue.append((dot + name, child))


# %% wrong only-parameters: every tensor is registered
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, torch.Tensor):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong only-parameters: tensors with requires_grad=True are registered too
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, torch.Tensor) and (isinstance(value, nn.Parameter) or value.requires_grad):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong own: frozen Parameters are not registered
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter) and value.requires_grad:
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong only-parameters: lists of Parameters are registered
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        elif isinstance(value, list):
            for i, item in enumerate(value):
                if isinstance(item, nn.Parameter):
                    self._parameters[f"{name}.{i}"] = item
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong own: everything that is no module goes into _parameters, numbers too
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, MiniModule):
            self._modules[name] = value
        else:
            self._parameters[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong children: looks for nn.Module where the children are MiniModules
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, nn.Module):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong children: type(value) == MiniModule, so subclasses are not registered
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if type(value) == nn.Parameter:
            self._parameters[name] = value
        elif type(value) == MiniModule:
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong own: a copy of the Parameter is entered, another object
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = nn.Parameter(value.data)
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong readable: Parameters and modules cannot be read back
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        else:
            object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong readable: plain values are dropped
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
            object.__setattr__(self, name, value)
        elif isinstance(value, MiniModule):
            self._modules[name] = value
            object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong RecursionError: infinite recursion, setattr inside __setattr__
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        setattr(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong RecursionError: infinite recursion, named_parameters calls itself on self
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        dot = prefix + "." if prefix else ""
        found = {}
        for name, p in self._parameters.items():
            found.setdefault(id(p), (dot + name, p))
        for name, child in self._modules.items():
            for full, p in self.named_parameters(dot + name):
                found.setdefault(id(p), (full, p))
        yield from found.values()


# %% wrong children: no dot between the names
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield prefix + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(prefix + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong own: a dot in front of every name
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield prefix + "." + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(prefix + "." + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong children: only the last child's name stands before the dot
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield (prefix + "." + name if prefix else name), p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong children: names without the path
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield name, p
        for child in self._modules.values():
            for name, p in child.named_parameters():
                if id(p) not in seen:
                    seen.add(id(p))
                    yield name, p


# %% wrong plain-class: inherits from nn.Module and leaves the work to it
class MiniModule(nn.Module):
    def __init__(self):
        super().__init__()


# %% wrong plain-class: inherits from nn.Module, with the two methods written out
class MiniModule(nn.Module):
    def __init__(self):
        super().__init__()
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong pairs: only the parameters, without names
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        for p in self._parameters.values():
            if id(p) not in seen:
                seen.add(id(p))
                yield p
        for child in self._modules.values():
            for p in child.named_parameters():
                if id(p) not in seen:
                    seen.add(id(p))
                    yield p


# %% wrong pairs: pairs the wrong way round
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield p, dot + name
        for name, child in self._modules.items():
            for p, full in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield p, full


# %% wrong pairs: the generators of the children are yielded, not their pairs
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            yield child.named_parameters(dot + name)


# %% wrong children: the children are searched and the result thrown away
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            child.named_parameters(dot + name)


# %% wrong pairs: prints the pairs and returns None
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            print(dot + name, tuple(p.shape))
        for name, child in self._modules.items():
            child.named_parameters(dot + name)


# %% wrong TypeError: __setattr__ without a value raises a TypeError
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, value):
        if isinstance(value, nn.Parameter):
            self._parameters[str(len(self._parameters))] = value
        elif isinstance(value, MiniModule):
            self._modules[str(len(self._modules))] = value

    def named_parameters(self, prefix=""):
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            yield dot + name, p
        for name, child in self._modules.items():
            yield from child.named_parameters(dot + name)


# %% wrong AttributeError: the tables are assigned with self. in the constructor, which raises
class MiniModule:
    def __init__(self):
        self._parameters = {}
        self._modules = {}

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong own: remembers for ever what it listed, so the second call yields nothing
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})
        object.__setattr__(self, "_seen", set())

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in self._seen:
                self._seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in self._seen:
                    self._seen.add(id(p))
                    yield full, p


# %% wrong kind: an instance instead of the class
class Registry:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, Registry):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        found = {}
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            found.setdefault(id(p), (dot + name, p))
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                found.setdefault(id(p), (full, p))
        yield from found.values()


MiniModule = Registry()


# %% wrong exists: class under another name
class Minimodule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, Minimodule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        found = {}
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            found.setdefault(id(p), (dot + name, p))
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                found.setdefault(id(p), (full, p))
        yield from found.values()


# %% wrong NotImplementedError: __setattr__ solved, named_parameters is the learner's own NotImplementedError
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        raise NotImplementedError("todo")


# %% wrong own: __setattr__ left out, nothing is registered
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def named_parameters(self, prefix=""):
        seen = set()
        dot = prefix + "." if prefix else ""
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield dot + name, p
        for name, child in self._modules.items():
            for full, p in child.named_parameters(dot + name):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong own: a list as default value keeps what was listed after the call
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix="", seen=[]):
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.append(id(p))
                yield prefix + name, p
        for name, child in self._modules.items():
            yield from child.named_parameters(prefix + name + ".", seen)


# %% wrong children: the children sorted by name
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield prefix + name, p
        for name in sorted(self._modules):
            for full, p in self._modules[name].named_parameters(prefix + name + "."):
                if id(p) not in seen:
                    seen.add(id(p))
                    yield full, p


# %% wrong children: return inside the loop, after the first child
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        pairs = {id(p): (prefix + name, p) for name, p in reversed(self._parameters.items())}
        result = list(reversed(pairs.values()))
        for name, child in self._modules.items():
            result += [pair for pair in child.named_parameters(prefix + name + ".") if id(pair[1]) not in pairs]
            return result
        return result


# %% wrong own: only weight and bias are listed
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        for name in ("weight", "bias"):
            if name in self._parameters:
                yield prefix + name, self._parameters[name]
        for name, child in self._modules.items():
            yield from child.named_parameters(prefix + name + ".")


# %% wrong own: own and children mixed up, a Parameter goes into _modules
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._modules[name] = value
        elif isinstance(value, MiniModule):
            self._parameters[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        seen = set()
        for name, p in self._parameters.items():
            if id(p) not in seen:
                seen.add(id(p))
                yield prefix + name, p


# %% wrong pairs: the pairs are collected and never returned
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        pairs = [(prefix + name, p) for name, p in self._parameters.items()]
        for name, child in self._modules.items():
            pairs += child.named_parameters(prefix + name + ".") or []


# %% wrong pairs: a dict from name to parameter
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        found = {prefix + name: p for name, p in self._parameters.items()}
        for name, child in self._modules.items():
            found |= child.named_parameters(prefix + name + ".")
        return found
