# %% wrong leaf: requires_grad alone, everything is a parameter
def role(tensor, module):
    if tensor.requires_grad:
        return "parameter"
    return "activation"


# %% wrong leaf: requires_grad means parameter, leaves come after it
def role(tensor, module):
    if tensor.requires_grad:
        return "parameter"
    elif tensor.is_leaf:
        return "leaf"
    else:
        return "activation"


# %% wrong leaf: is_leaf alone, every leaf is a parameter
def role(tensor, module):
    return "parameter" if tensor.is_leaf else "activation"


# %% wrong leaf: a leaf that requires a gradient is taken for a parameter
def role(tensor, module):
    if tensor.is_leaf and tensor.requires_grad:
        return "parameter"
    if tensor.is_leaf:
        return "leaf"
    return "activation"


# %% wrong parameter: is_leaf asked before the parameters, nothing is ever a parameter
def role(tensor, module):
    if tensor.is_leaf:
        return "leaf"
    for p in module.parameters():
        if p is tensor:
            return "parameter"
    return "activation"


# %% wrong RuntimeError: compares with == (RuntimeError)
def role(tensor, module):
    for p in module.parameters():
        if p == tensor:
            return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong RuntimeError: (p == tensor).all(), other shapes raise (RuntimeError)
def role(tensor, module):
    for p in module.parameters():
        if (p == tensor).all():
            return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong leaf: torch.equal, a copy of equal value counts as a parameter
def role(tensor, module):
    if any(torch.equal(p, tensor) for p in module.parameters()):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong leaf: equal shape and close values
def role(tensor, module):
    for p in module.parameters():
        if p.shape == tensor.shape and torch.allclose(p, tensor):
            return "parameter"
    if tensor.is_leaf:
        return "leaf"
    return "activation"


# %% wrong leaf: by equal sums
def role(tensor, module):
    sums = [p.sum().item() for p in module.parameters()]
    if tensor.sum().item() in sums:
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong leaf: by shape
def role(tensor, module):
    if tensor.shape in [p.shape for p in module.parameters()]:
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong leaf: by the number of elements
def role(tensor, module):
    sizes = {p.numel() for p in module.parameters()}
    if tensor.numel() in sizes:
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong leaf: by the number of dimensions, activations have a batch
def role(tensor, module):
    if tensor.is_leaf and tensor.dim() <= 2:
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: by name, tensors have none
def role(tensor, module):
    names = [name for name, _ in module.named_parameters()]
    if tensor.name in names:
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: only the names weight and bias of the module itself
def role(tensor, module):
    if tensor is getattr(module, "weight", None) or tensor is getattr(module, "bias", None):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong leaf: isinstance nn.Parameter, whoever it belongs to
def role(tensor, module):
    if isinstance(tensor, nn.Parameter):
        return "parameter"
    if tensor.is_leaf:
        return "leaf"
    return "activation"


# %% wrong leaf: the type asked by its name
def role(tensor, module):
    if type(tensor).__name__ == "Parameter":
        return "parameter"
    return "activation" if tensor.grad_fn else "leaf"


# %% wrong leaf: a Parameter of another module counts as an activation
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    if isinstance(tensor, nn.Parameter):
        return "activation"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong RuntimeError: in list(...), which compares with == and crashes (RuntimeError)
def role(tensor, module):
    if tensor in list(module.parameters()):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong RuntimeError: in module.parameters(), which compares with == too (RuntimeError)
def role(tensor, module):
    if tensor in module.parameters():
        return "parameter"
    if tensor.grad_fn is None:
        return "leaf"
    return "activation"


# %% wrong RuntimeError: list.index compares with == (RuntimeError instead of ValueError)
def role(tensor, module):
    try:
        list(module.parameters()).index(tensor)
        return "parameter"
    except ValueError:
        return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: RuntimeError of the comparison caught and taken for no
def role(tensor, module):
    try:
        if tensor in list(module.parameters()):
            return "parameter"
    except RuntimeError:
        pass
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: looks in state_dict(), whose tensors are other objects
def role(tensor, module):
    if any(t is tensor for t in module.state_dict().values()):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong leaf: data_ptr, a view or a wrapper on the same memory counts as a parameter
def role(tensor, module):
    if tensor.data_ptr() in [p.data_ptr() for p in module.parameters()]:
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: compares p.data with `is`, a new object at each access
def role(tensor, module):
    for p in module.parameters():
        if p.data is tensor.data:
            return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: the module's own parameters only, submodules are forgotten
def role(tensor, module):
    if any(p is tensor for p in module.parameters(recurse=False)):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: children only, the module's own parameters are forgotten
def role(tensor, module):
    for child in module.children():
        for p in child.parameters():
            if p is tensor:
                return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: the module and its direct children only, deeper ones are forgotten
def role(tensor, module):
    for part in [module, *module.children()]:
        for p in part._parameters.values():
            if p is tensor:
                return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: only nn.Linear layers are searched
def role(tensor, module):
    for layer in module.modules():
        if isinstance(layer, nn.Linear) and (tensor is layer.weight or tensor is layer.bias):
            return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong leaf: buffers count as parameters
def role(tensor, module):
    registered = [*module.parameters(), *module.buffers()]
    if any(t is tensor for t in registered):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: only weights, biases are not seen as parameters
def role(tensor, module):
    for name, p in module.named_parameters():
        if name.endswith("weight") and p is tensor:
            return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: return inside the loop, only the first parameter is compared
def role(tensor, module):
    for p in module.parameters():
        if p is tensor:
            return "parameter"
        elif tensor.is_leaf:
            return "leaf"
        else:
            return "activation"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: the loop overwrites its answer, only the last parameter counts
def role(tensor, module):
    answer = "leaf" if tensor.is_leaf else "activation"
    for p in module.parameters():
        if p is tensor:
            answer = "parameter"
        else:
            answer = "leaf" if tensor.is_leaf else "activation"
    return answer


# %% wrong parameter: all instead of any
def role(tensor, module):
    if all(p is tensor for p in module.parameters()):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong activation: None for an activation
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    if tensor.is_leaf:
        return "leaf"


# %% wrong leaf: what is no parameter is an activation, leaf forgotten
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    return "activation"


# %% wrong activation: what is no parameter is a leaf, activation forgotten
def role(tensor, module):
    return "parameter" if any(p is tensor for p in module.parameters()) else "leaf"


# %% wrong leaf: leaf and activation the wrong way round
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    return "activation" if tensor.is_leaf else "leaf"


# %% wrong leaf: grad_fn is not None taken for a leaf
def role(tensor, module):
    if id(tensor) in [id(p) for p in module.parameters()]:
        return "parameter"
    if tensor.grad_fn is not None:
        return "leaf"
    return "activation"


# %% wrong leaf: whether a gradient is there decides about leaf and activation
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    return "leaf" if tensor.grad is not None else "activation"


# %% wrong leaf: retains_grad is taken for the mark of a leaf
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    if tensor.retains_grad:
        return "leaf"
    return "activation"


# %% wrong leaf: no gradient yet means leaf
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    return "leaf" if tensor.grad is None else "activation"


# %% wrong leaf: whatever the module computes is an activation, told by its output size
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    last = list(module.parameters())[-1]
    return "activation" if tensor.shape[-1:] == last.shape[:1] else "leaf"


# %% wrong AttributeError: next_functions asked of a leaf, which has no grad_fn (AttributeError)
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    return "activation" if tensor.grad_fn.next_functions else "leaf"


# %% wrong TypeError: is_leaf called like a method (TypeError)
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    return "leaf" if tensor.is_leaf() else "activation"


# %% wrong TypeError: the parentheses of parameters() forgotten (TypeError)
def role(tensor, module):
    if any(p is tensor for p in module.parameters):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: compares the pairs of named_parameters() with the tensor
def role(tensor, module):
    if any(p is tensor for p in module.named_parameters()):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: looks in the module's __dict__, where no parameter is
def role(tensor, module):
    if any(value is tensor for value in vars(module).values()):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: a copy of the module is searched, its parameters are other objects
def role(tensor, module):
    twin = copy.deepcopy(module)
    if any(p is tensor for p in twin.parameters()):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: ids of clones
def role(tensor, module):
    clones = [p.clone() for p in module.parameters()]
    if id(tensor) in [id(c) for c in clones]:
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong AttributeError: arguments the wrong way round (AttributeError)
def role(module, tensor):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong TypeError: one argument only, the module is taken for a global (TypeError)
def role(tensor):
    if any(p is tensor for p in model.parameters()):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong NameError: works on a global model instead of its argument (NameError)
def role(tensor, module):
    if any(p is tensor for p in model.parameters()):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: other words, Parameter with a capital letter
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "Parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong leaf: other words, input instead of leaf
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    return "input" if tensor.is_leaf else "activation"


# %% wrong parameter: the name of the parameter instead of the word
def role(tensor, module):
    for name, p in module.named_parameters():
        if p is tensor:
            return name
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong parameter: booleans instead of words
def role(tensor, module):
    return any(p is tensor for p in module.parameters()), tensor.is_leaf


# %% wrong parameter: both words for a parameter, which is a leaf too
def role(tensor, module):
    words = []
    if any(p is tensor for p in module.parameters()):
        words.append("parameter")
    if tensor.is_leaf:
        words.append("leaf")
    else:
        words.append("activation")
    return ", ".join(words)


# %% wrong parameter: prints instead of returning
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        print("parameter")
    elif tensor.is_leaf:
        print("leaf")
    else:
        print("activation")


# %% wrong leaf: always parameter
def role(tensor, module):
    return "parameter"


# %% wrong kind: not a function but a word
role = "parameter"


# %% wrong exists: function under another name
def roles(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    return "leaf" if tensor.is_leaf else "activation"


# %% wrong exists: an else too many, the cell defines nothing (SyntaxError)
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    else:
        return "leaf"
    else:
        return "activation"


# %% wrong NotImplementedError: the learner's own NotImplementedError
def role(tensor, module):
    if any(p is tensor for p in module.parameters()):
        return "parameter"
    raise NotImplementedError("todo")
