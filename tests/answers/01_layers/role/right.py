# %% right: any with `is`
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    if tensor.is_leaf:
        return "leaf"
    return "activation"


# %% right: a set of ids, grad_fn instead of is_leaf, type hints
def role(tensor: torch.Tensor, module: nn.Module) -> str:
    """What this tensor is to that module."""
    own = {id(p) for p in module.parameters()}
    if id(tensor) in own:
        return "parameter"
    return "leaf" if tensor.grad_fn is None else "activation"


# %% right: the history first, a loop with for and else
def role(tensor, module):
    if tensor.grad_fn is not None:
        return "activation"
    for _, p in module.named_parameters():
        if p is tensor:
            break
    else:
        return "leaf"
    return "parameter"


# %% right: a set of the tensors themselves, which are hashed by identity
def role(tensor, module):
    if tensor in set(module.parameters()):
        return "parameter"
    return {True: "leaf", False: "activation"}[tensor.is_leaf]


# %% right: a match statement over two booleans
def role(tensor, module):
    match (sum(tensor is p for p in module.parameters()), tensor.is_leaf):
        case (0, False):
            return "activation"
        case (0, True):
            return "leaf"
        case _:
            return "parameter"


# %% right: a dict from id to name, get, prints the name
def role(tensor, module):
    names = {id(p): name for name, p in module.named_parameters(remove_duplicate=False)}
    name = names.get(id(tensor))
    if name:
        print("this is", name)
        return "parameter"
    elif tensor.is_leaf:
        print("nobody's leaf")
        return "leaf"
    else:
        print("made by", tensor.grad_fn.name())
        return "activation"


# %% right: recursion over the children by hand
def owns(module, tensor):
    for p in module._parameters.values():
        if p is tensor:
            return True
    for child in module.children():
        if owns(child, tensor):
            return True
    return False


def role(tensor, module):
    if owns(module, tensor):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% right: operator.is_, functools.partial and filter
from functools import partial
from operator import is_


def role(tensor, module):
    found = list(filter(partial(is_, tensor), module.parameters()))
    return "parameter" if found else ("activation", "leaf")[tensor.is_leaf]


# %% right: next() with a default, the walrus
def role(tensor, module):
    if (match_ := next((p for p in module.parameters() if p is tensor), None)) is not None:
        assert match_ is tensor
        return "parameter"
    return "activation" if not tensor.is_leaf else "leaf"


# %% right: every module's own parameters, compared by id
def role(tensor, module):
    answer = "activation"
    if tensor.is_leaf:
        answer = "leaf"
    for part in module.modules():
        for p in part.parameters(recurse=False):
            if id(p) == id(tensor):
                answer = "parameter"
    return answer


# %% right: a lambda, a list of ids and count
role = lambda t, m: "parameter" if [id(p) for p in m.parameters()].count(id(t)) else "leaf" if t.is_leaf else "activation"


# %% right: a class with a table of tests, noise on stderr
import sys
import warnings


class Roles:
    def __init__(self, module):
        self.parameters = list(module.parameters())

    def is_parameter(self, t):
        return True in [t is p for p in self.parameters]

    def is_leaf(self, t):
        return t.is_leaf

    def is_activation(self, t):
        return t.grad_fn is not None

    def find(self, t):
        for name in ("parameter", "leaf", "activation"):
            if getattr(self, "is_" + name)(t):
                return name


def role(tensor, module):
    found = Roles(module).find(tensor)
    if not tensor.requires_grad:
        warnings.warn("this tensor needs no gradient")
    print(tuple(tensor.shape), "->", found, file=sys.stderr)
    return found


# %% right: state_dict(keep_vars=True) holds the very objects
def role(tensor, module):
    parameters = [t for t in module.state_dict(keep_vars=True).values() if isinstance(t, nn.Parameter)]
    for p in parameters:
        if tensor is p:
            return "parameter"
    return "leaf" if not tensor.grad_fn else "activation"


# %% right: Parameter or not asked first, then whose it is
def role(tensor, module):
    if isinstance(tensor, nn.Parameter):
        mine = map(id, module.parameters())
        return "parameter" if id(tensor) in mine else "leaf"
    if tensor.is_leaf:
        return "leaf"
    return "activation"


# %% right: the exception of index is the answer
def role(tensor, module):
    try:
        list(map(id, module.parameters())).index(id(tensor))
    except ValueError:
        return "leaf" if tensor.is_leaf else "activation"
    return "parameter"
