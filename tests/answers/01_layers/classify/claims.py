# %% wrong stateless: by a table of class names
def classify(layer):
    name = type(layer).__name__
    if name in ("Linear", "Conv1d", "Conv2d", "Embedding", "BatchNorm1d", "BatchNorm2d", "LayerNorm", "GRU", "LSTM", "PReLU"):
        return "trainable"
    return "stateless"


# %% wrong trainable: by the name of the class, activations and dropout by their ending
def classify(layer):
    name = layer.__class__.__name__
    if name.endswith("ReLU") or name.startswith(("Dropout", "MaxPool", "Flatten", "Sigmoid", "Tanh")):
        return "stateless"
    if name.startswith("BatchNorm") and not layer.affine:
        return "buffers-only"
    if not any(p.requires_grad for p in layer.parameters()):
        return "frozen"
    return "trainable"


# %% wrong trainable: hasattr weight
def classify(layer):
    if hasattr(layer, "weight"):
        return "trainable" if layer.weight is not None and layer.weight.requires_grad else "frozen"
    if hasattr(layer, "running_mean"):
        return "buffers-only"
    return "stateless"


# %% wrong AttributeError: has a weight or a bias, otherwise nothing to learn
def classify(layer):
    own = [t for t in (getattr(layer, "weight", None), getattr(layer, "bias", None)) if t is not None]
    if any(t.requires_grad for t in own):
        return "trainable"
    if own:
        return "frozen"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% wrong trainable: isinstance with a list of layers that learn
LEARNING = (nn.Linear, nn.Conv1d, nn.Conv2d, nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm, nn.Embedding, nn.PReLU)


def classify(layer):
    if isinstance(layer, LEARNING):
        if any(p.requires_grad for p in layer.parameters()):
            return "trainable"
        return "frozen"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% wrong trainable: isinstance with a list of layers that do not learn, PReLU among them
def classify(layer):
    if isinstance(layer, (nn.ReLU, nn.PReLU, nn.LeakyReLU, nn.Sigmoid, nn.Tanh, nn.Dropout, nn.Flatten)):
        return "stateless"
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong trainable: everything in torch's activation module counts as stateless
def classify(layer):
    if type(layer).__module__ == "torch.nn.modules.activation":
        return "stateless"
    params = list(layer.parameters())
    if not params:
        return "buffers-only" if list(layer.buffers()) else "stateless"
    return "trainable" if any(p.requires_grad for p in params) else "frozen"


# %% wrong buffers-only: BatchNorm always trainable, affine=False overlooked
def classify(layer):
    if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
        return "trainable"
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% wrong trainable: norms never learn, so BatchNorm is always buffers-only
def classify(layer):
    if "Norm" in type(layer).__name__:
        return "buffers-only"
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong trainable: children only, so a layer without children has nothing
def classify(layer):
    params = [p for child in layer.children() for p in child.parameters()]
    buffers = [b for child in layer.children() for b in child.buffers()]
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if buffers:
        return "buffers-only"
    return "stateless"


# %% wrong trainable: children if there are any, a container's own parameters overlooked
def classify(layer):
    parts = list(layer.children()) or [layer]
    params = [p for part in parts for p in part.parameters()]
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if any(list(part.buffers()) for part in parts):
        return "buffers-only"
    return "stateless"


# %% wrong trainable: recurse=False, a container has nothing of its own
def classify(layer):
    params = list(layer.parameters(recurse=False))
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if list(layer.buffers(recurse=False)):
        return "buffers-only"
    return "stateless"


# %% wrong buffers-only: buffers without recursion, parameters with it
def classify(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if list(layer.buffers(recurse=False)):
        return "buffers-only"
    return "stateless"


# %% wrong trainable: the layer's own tables only, as in __dict__
def classify(layer):
    params = [p for p in layer._parameters.values() if p is not None]
    buffers = [b for b in layer._buffers.values() if b is not None]
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if buffers:
        return "buffers-only"
    return "stateless"


# %% wrong trainable: a container is stateless by definition
def classify(layer):
    if isinstance(layer, (nn.Sequential, nn.ModuleList, nn.ModuleDict)):
        return "stateless"
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong trainable: a container is classified by its first layer
def classify(layer):
    if isinstance(layer, nn.Sequential) and len(layer) > 0:
        return classify(layer[0])
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong frozen: frozen forgotten, whoever has parameters is trainable
def classify(layer):
    if len(list(layer.parameters())) > 0:
        return "trainable"
    if len(list(layer.buffers())) > 0:
        return "buffers-only"
    return "stateless"


# %% wrong frozen: frozen parameters do not count, so a frozen layer is stateless
def classify(layer):
    params = [p for p in layer.parameters() if p.requires_grad]
    if params:
        return "trainable"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% wrong trainable: half-frozen counts as frozen, all instead of any
def classify(layer):
    params = list(layer.parameters())
    if params and all(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% wrong trainable: frozen as soon as one parameter is frozen
def classify(layer):
    for p in layer.parameters():
        if not p.requires_grad:
            return "frozen"
    if list(layer.parameters()):
        return "trainable"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% wrong stateless: all() of nothing is True, so ReLU is trainable
def classify(layer):
    if all(p.requires_grad for p in layer.parameters()):
        return "trainable"
    if any(p.requires_grad for p in layer.parameters()):
        return "trainable"
    if list(layer.parameters()):
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong stateless: not any() of nothing is True, so ReLU is frozen
def classify(layer):
    if not any(p.requires_grad for p in layer.parameters()):
        return "frozen"
    if list(layer.parameters()):
        return "trainable"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% wrong trainable: buffers are tested before parameters
def classify(layer):
    if list(layer.buffers()):
        return "buffers-only"
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    return "stateless"


# %% wrong frozen: buffers tested between trainable and frozen
def classify(layer):
    if any(p.requires_grad for p in layer.parameters()):
        return "trainable"
    if list(layer.buffers()):
        return "buffers-only"
    if list(layer.parameters()):
        return "frozen"
    return "stateless"


# %% wrong buffers-only: buffers forgotten
def classify(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    elif params:
        return "frozen"
    else:
        return "stateless"


# %% wrong buffers-only: only running_mean counts as a buffer
def classify(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if getattr(layer, "running_mean", None) is not None:
        return "buffers-only"
    return "stateless"


# %% wrong stateless: only BatchNorm has buffers
def classify(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
        return "buffers-only"
    return "stateless"


# %% wrong stateless: the table of buffers counts although its entries are None
def classify(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if any(module._buffers for module in layer.modules()):
        return "buffers-only"
    return "stateless"


# %% wrong stateless: the table of parameters counts although its entries are None, affine=False is frozen
def classify(layer):
    if any(p.requires_grad for p in layer.parameters()):
        return "trainable"
    if any(len(module._parameters) for module in layer.modules()):
        return "frozen"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% wrong buffers-only: state_dict is taken for the parameters, so buffers look frozen
def classify(layer):
    if any(p.requires_grad for p in layer.parameters()):
        return "trainable"
    if len(layer.state_dict()) > 0:
        return "frozen"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% wrong trainable: requires_grad asked of state_dict's detached copies, never trainable
def classify(layer):
    params = [layer.state_dict()[name] for name, _ in layer.named_parameters()]
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% wrong trainable: requires_grad of p.data, never trainable
def classify(layer):
    params = list(layer.parameters())
    if any(p.data.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong buffers-only: more entries in state_dict than parameters, non-persistent buffers are overlooked
def classify(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if len(layer.state_dict()) > 0:
        return "buffers-only"
    return "stateless"


# %% wrong stateless: a generator is always true
def classify(layer):
    if any(p.requires_grad for p in layer.parameters()):
        return "trainable"
    if layer.parameters():
        return "frozen"
    if layer.buffers():
        return "buffers-only"
    return "stateless"


# %% wrong frozen: the iterator is used up by any(), so frozen layers look empty
def classify(layer):
    params = layer.parameters()
    if any(p.requires_grad for p in params):
        return "trainable"
    if list(params):
        return "frozen"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% wrong trainable: checks only the first parameter
def classify(layer):
    for p in layer.parameters():
        if p.requires_grad:
            return "trainable"
        else:
            return "frozen"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% wrong trainable: checks only the first parameter, by next
def classify(layer):
    first = next(iter(layer.parameters()), None)
    if first is None:
        return "buffers-only" if list(layer.buffers()) else "stateless"
    return "trainable" if first.requires_grad else "frozen"


# %% wrong trainable: the last parameter decides, the flag is overwritten in the loop
def classify(layer):
    params = list(layer.parameters())
    learns = False
    for p in params:
        learns = p.requires_grad
    if learns:
        return "trainable"
    if params:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong trainable: looks at the weight only, the bias is forgotten
def classify(layer):
    weights = [p for name, p in layer.named_parameters() if "weight" in name]
    if any(p.requires_grad for p in weights):
        return "trainable"
    if weights:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong trainable: matrices only, vectors do not count as parameters
def classify(layer):
    params = [p for p in layer.parameters() if p.dim() >= 2]
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong frozen: trainable means training mode
def classify(layer):
    params = list(layer.parameters())
    if params and layer.training:
        return "trainable"
    if params:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong trainable: trainable means that a gradient is there
def classify(layer):
    params = list(layer.parameters())
    if any(p.grad is not None for p in params):
        return "trainable"
    if params:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong frozen: requires_grad asked of the layer
def classify(layer):
    if not list(layer.parameters()):
        return "buffers-only" if list(layer.buffers()) else "stateless"
    return "trainable" if getattr(layer, "requires_grad", True) else "frozen"


# %% wrong AttributeError: requires_grad asked of the generator (AttributeError)
def classify(layer):
    if layer.parameters().requires_grad:
        return "trainable"
    if list(layer.parameters()):
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong AttributeError: layer.weight without asking whether there is one (AttributeError)
def classify(layer):
    if layer.weight.requires_grad or layer.bias.requires_grad:
        return "trainable"
    return "frozen"


# %% wrong StopIteration: next() without a default (StopIteration)
def classify(layer):
    first = next(layer.parameters())
    if any(p.requires_grad for p in layer.parameters()):
        return "trainable"
    if first is not None:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong TypeError: len() of a generator (TypeError)
def classify(layer):
    if len(layer.parameters()) > 0:
        return "trainable" if any(p.requires_grad for p in layer.parameters()) else "frozen"
    return "buffers-only" if len(layer.buffers()) > 0 else "stateless"


# %% wrong TypeError: the parentheses of parameters() forgotten (TypeError)
def classify(layer):
    if any(p.requires_grad for p in layer.parameters):
        return "trainable"
    return "frozen"


# %% wrong frozen: switches the gradients on before it looks
def classify(layer):
    layer.requires_grad_(True)
    if any(p.requires_grad for p in layer.parameters()):
        return "trainable"
    if list(layer.parameters()):
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong trainable: returns booleans
def classify(layer):
    return any(p.requires_grad for p in layer.parameters())


# %% wrong trainable: returns three booleans instead of a word
def classify(layer):
    trainable = any(p.requires_grad for p in layer.parameters())
    frozen = not trainable and len(list(layer.parameters())) > 0
    buffers = len(list(layer.buffers())) > 0
    return trainable, frozen, buffers


# %% wrong trainable: returns the word in a list
def classify(layer):
    kinds = []
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        kinds.append("trainable")
    elif params:
        kinds.append("frozen")
    elif list(layer.buffers()):
        kinds.append("buffers-only")
    else:
        kinds.append("stateless")
    return kinds


# %% wrong trainable: prints instead of returning
def classify(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        print("trainable")
    elif params:
        print("frozen")
    elif list(layer.buffers()):
        print("buffers-only")
    else:
        print("stateless")


# %% wrong stateless: nothing returned for a stateless layer
def classify(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    if list(layer.buffers()):
        return "buffers-only"


# %% wrong trainable: else on the wrong if, the word is overwritten
def classify(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        kind = "trainable"
    elif params:
        kind = "frozen"
    if list(layer.buffers()):
        kind = "buffers-only"
    elif not params:
        kind = "stateless"
    return kind


# %% wrong trainable: capital letters
def classify(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "Trainable"
    if params:
        return "Frozen"
    return "Buffers-only" if list(layer.buffers()) else "Stateless"


# %% wrong buffers-only: another word, buffer-only instead of buffers-only
def classify(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    return "buffer-only" if list(layer.buffers()) else "stateless"


# %% wrong trainable: frozen and trainable the wrong way round
def classify(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "frozen"
    if params:
        return "trainable"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong stateless: always trainable
def classify(layer):
    return "trainable"


# %% wrong NameError: works on the global variable instead of its argument (NameError)
def classify(layer):
    if any(p.requires_grad for p in model.parameters()):
        return "trainable"
    return "stateless"


# %% wrong RuntimeError: calls the layer to see whether the output has a gradient (RuntimeError where the shapes differ)
def classify(layer):
    out = layer(torch.randn(2, 4))
    if out.requires_grad:
        return "trainable"
    if list(layer.parameters()):
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong kind: not a function but a table
classify = {"Linear": "trainable", "ReLU": "stateless", "BatchNorm1d": "trainable"}


# %% wrong kind: called at once, the name holds a string
def kind_of(layer):
    return "trainable" if any(p.requires_grad for p in layer.parameters()) else "stateless"


classify = kind_of(nn.Linear(2, 3))


# %% wrong exists: function under another name
def classify_layer(layer):
    params = list(layer.parameters())
    if any(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong TypeError: takes no argument (TypeError)
def classify():
    layer = nn.Linear(2, 3)
    return "trainable" if any(p.requires_grad for p in layer.parameters()) else "frozen"


# %% wrong exists: a syntax error, the cell defines nothing (SyntaxError)
def classify(layer)
    return "trainable"


# %% wrong NotImplementedError: the learner's own NotImplementedError
def classify(layer):
    if any(p.requires_grad for p in layer.parameters()):
        return "trainable"
    raise NotImplementedError("todo")


# %% wrong RuntimeError: asks the summary of graders, which refuses while an answer is checked
from graders import summary


def classify(layer):
    if summary(layer).trainable:
        return "trainable"
    if list(layer.parameters()):
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong stateless: asks layer.parameters() itself, which is always true
def classify(layer):
    if layer.parameters():
        return "trainable"
    if layer.buffers():
        return "buffers-only"
    return "stateless"


# %% wrong trainable: return inside the loop, and nothing after it
def classify(layer):
    for p in layer.parameters():
        if p.requires_grad:
            return "trainable"
        return "frozen"
    for b in layer.buffers():
        return "buffers-only"
    return "stateless"


# %% wrong trainable: a list for each layer, and an error for those without a weight
def classify(layer):
    return [layer.weight.requires_grad]


# %% wrong stateless: layer.buffers() itself is true
def classify(layer):
    if any(p.requires_grad for p in layer.parameters()):
        return "trainable"
    if list(layer.parameters()):
        return "frozen"
    if layer.buffers():
        return "buffers-only"
    return "stateless"


# %% wrong stateless|trainable: all() of nothing is True, and one frozen parameter is enough for frozen
def classify(layer):
    params = list(layer.parameters())
    if all(p.requires_grad for p in params):
        return "trainable"
    if params:
        return "frozen"
    return "buffers-only" if list(layer.buffers()) else "stateless"


# %% wrong AttributeError: requires_grad asked of the layer
def classify(layer):
    if layer.requires_grad:
        return "trainable"
    return "stateless"
