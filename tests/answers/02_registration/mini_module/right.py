# %% right: forget first, then enter, then store as usual
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
        for name, parameter in self._parameters.items():
            if id(parameter) not in seen:
                seen.add(id(parameter))
                yield (prefix + "." + name if prefix else name), parameter
        for name, child in self._modules.items():
            path = prefix + "." + name if prefix else name
            for full_name, parameter in child.named_parameters(path):
                if id(parameter) not in seen:
                    seen.add(id(parameter))
                    yield full_name, parameter


# %% right: __getattr__ looks in the two tables, as nn.Module does it
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        for table in (self._parameters, self._modules, self.__dict__):
            table.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        elif isinstance(value, MiniModule):
            self._modules[name] = value
        else:
            self.__dict__[name] = value

    def __getattr__(self, name):
        for table in ("_parameters", "_modules"):
            entries = self.__dict__.get(table, {})
            if name in entries:
                return entries[name]
        raise AttributeError(f"{type(self).__name__} has no attribute {name}")

    def _walk(self, prefix):
        for name, p in self._parameters.items():
            yield prefix + name, p
        for name, module in self._modules.items():
            yield from module._walk(prefix + name + ".")

    def named_parameters(self, prefix=""):
        start = prefix + "." if prefix else ""
        found = {}
        for name, p in self._walk(start):
            found.setdefault(id(p), (name, p))
        yield from found.values()


# %% right: a match statement, the memo is handed down
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name: str, value: object) -> None:
        if name in self._parameters:
            del self._parameters[name]
        if name in self._modules:
            del self._modules[name]
        match value:
            case nn.Parameter():
                self._parameters[name] = value
            case MiniModule():
                self._modules[name] = value
            case _:
                pass  # numbers, lists, tensors: a plain attribute
        super().__setattr__(name, value)

    def named_parameters(self, prefix="", memo=None):
        memo = set() if memo is None else memo
        join = f"{prefix}.{{}}".format if prefix else str
        for name, p in self._parameters.items():
            if p not in memo:  # tensors are hashed by identity
                memo.add(p)
                yield join(name), p
        for name, child in self._modules.items():
            yield from child.named_parameters(join(name), memo)


# %% right: a new value of the same kind keeps its place in the table
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        kinds = {nn.Parameter: self._parameters, MiniModule: self._modules}
        for kind, table in kinds.items():
            if isinstance(value, kind):
                table[name] = value
            else:
                table.pop(name, None)
        self.__dict__[name] = value

    def named_parameters(self, prefix=""):
        """Own parameters, then the children's, without repetition."""
        pairs = [(name, p) for name, p in self._parameters.items()]
        for child_name, child in self._modules.items():
            pairs += [(f"{child_name}.{name}", p) for name, p in child.named_parameters()]
        seen = []
        for name, p in pairs:
            if not any(p is q for q in seen):
                seen.append(p)
                yield (f"{prefix}.{name}" if prefix else name), p


# %% right: a stack instead of recursion
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        is_parameter = isinstance(value, nn.Parameter)
        is_module = isinstance(value, MiniModule)
        self._parameters.pop(name, None), self._modules.pop(name, None)
        if is_parameter or is_module:
            (self._parameters if is_parameter else self._modules)[name] = value
        object.__setattr__(self, name, value)

    def named_parameters(self, prefix=""):
        stack = [(prefix, self)]
        done = set()
        while stack:
            path, module = stack.pop()
            for name, p in module._parameters.items():
                if id(p) not in done:
                    done.add(id(p))
                    yield ".".join(filter(None, [path, name])), p
            for name, child in reversed(module._modules.items()):
                stack.append((".".join(filter(None, [path, name])), child))


# %% right: a helper that lists all modules, with repr and a log on stderr
import sys


class MiniModule:
    """Keeps track of what is assigned to it."""

    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __repr__(self):
        return f"{type(self).__name__}({', '.join([*self._parameters, *self._modules])})"

    def __setattr__(self, name, value):
        print("set", name, type(value).__name__, file=sys.stderr)
        self.forget(name)
        if isinstance(value, nn.Parameter):
            self._parameters.update({name: value})
        if isinstance(value, MiniModule):
            self._modules.update({name: value})
        object.__setattr__(self, name, value)

    def forget(self, name):
        for table in (self._parameters, self._modules):
            if name in table:
                table.pop(name)

    def named_modules(self, prefix=""):
        yield prefix, self
        for name, child in self._modules.items():
            yield from child.named_modules(prefix + "." + name if prefix else name)

    def named_parameters(self, prefix=""):
        seen = set()
        for path, module in self.named_modules(prefix):
            for name, p in module._parameters.items():
                if id(p) in seen:
                    continue
                seen.add(id(p))
                yield (path + "." + name if path else name), p


# %% right: builds the pairs and returns them as a list
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        if isinstance(value, nn.Parameter):
            self._parameters[name] = value
        if isinstance(value, MiniModule):
            self._modules[name] = value
        vars(self)[name] = value

    def named_parameters(self, prefix=""):
        dot = "." if prefix else ""
        result = [(prefix + dot + name, p) for name, p in self._parameters.items()]
        for name, child in self._modules.items():
            result.extend(child.named_parameters(prefix + dot + name))
        unique, ids = [], set()
        for pair in result:
            if (key := id(pair[1])) not in ids:
                ids.add(key)
                unique.append(pair)
        return unique


# %% right: an old-style check for exactly these types and their subclasses, keyed by identity
class MiniModule:
    def __init__(self):
        object.__setattr__(self, "_parameters", {})
        object.__setattr__(self, "_modules", {})

    def __setattr__(self, name, value):
        parameters, modules = self._parameters, self._modules
        if issubclass(type(value), nn.Parameter):
            modules.pop(name, None)
            parameters.pop(name, None)
            parameters[name] = value
        elif issubclass(type(value), MiniModule):
            parameters.pop(name, None)
            modules.pop(name, None)
            modules[name] = value
        else:
            parameters.pop(name, None)
            modules.pop(name, None)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        self._parameters.pop(name, None)
        self._modules.pop(name, None)
        object.__delattr__(self, name)

    def named_parameters(self, prefix=""):
        head = f"{prefix}." if prefix else ""
        first_name = {}
        value = {}
        for name, p in self._parameters.items():
            value[id(p)] = p
            first_name.setdefault(id(p), head + name)
        for name, child in self._modules.items():
            for path, p in child.named_parameters(head + name):
                value[id(p)] = p
                first_name.setdefault(id(p), path)
        return ((name, value[key]) for key, name in first_name.items())


# %% right: a list of two-element lists
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
        pairs, ids = [], []
        for name, p in self._parameters.items():
            pairs.append([prefix + name, p])
        for name, child in self._modules.items():
            pairs.extend(child.named_parameters(prefix + name + "."))
        once = []
        for name, p in pairs:
            if id(p) not in ids:
                ids.append(id(p))
                once.append([name, p])
        return once
