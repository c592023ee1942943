# %% right: lists and any
def classify(layer):
    parameters = list(layer.parameters())
    if any(p.requires_grad for p in parameters):
        return "trainable"
    if parameters:
        return "frozen"
    if list(layer.buffers()):
        return "buffers-only"
    return "stateless"


# %% right: three counts by sum, type hints, an assert
def classify(layer: nn.Module) -> str:
    """Which kind of layer this is."""
    total = sum(1 for _ in layer.parameters())
    learning = sum(p.requires_grad for p in layer.parameters())
    buffers = sum(1 for _ in layer.buffers())
    assert 0 <= learning <= total
    kind = "stateless"
    if buffers > 0:
        kind = "buffers-only"
    if total > 0:
        kind = "frozen"
    if learning > 0:
        kind = "trainable"
    return kind


# %% right: a match statement over three booleans
def classify(layer):
    flags = [p.requires_grad for p in layer.parameters()]
    match (bool(flags), True in flags, len(list(layer.named_buffers())) > 0):
        case (True, True, _):
            return "trainable"
        case (True, False, _):
            return "frozen"
        case (False, _, True):
            return "buffers-only"
        case _:
            return "stateless"


# %% right: the set of flags as the key of a lookup table
KINDS = {
    frozenset(): None,
    frozenset({True}): "trainable",
    frozenset({False}): "frozen",
    frozenset({True, False}): "trainable",
}


def classify(layer):
    flags = frozenset(p.requires_grad for _, p in layer.named_parameters())
    return KINDS[flags] or ("buffers-only" if any(True for _ in layer.buffers()) else "stateless")


# %% right: next() with a default, the walrus
def classify(layer):
    nothing = object()
    if next(layer.parameters(), nothing) is nothing:
        return "stateless" if (first := next(layer.buffers(), None)) is None else "buffers-only"
    return "trainable" if next((p for p in layer.parameters() if p.requires_grad), None) is not None else "frozen"


# %% right: StopIteration is the test for emptiness
def classify(layer):
    try:
        next(layer.parameters())
    except StopIteration:
        try:
            next(layer.buffers())
        except StopIteration:
            return "stateless"
        else:
            return "buffers-only"
    for p in layer.parameters():
        if p.requires_grad:
            return "trainable"
    return "frozen"


# %% right: recursion over the children and the tables by hand, empty entries skipped
def tensors(module, table):
    found = [t for t in getattr(module, table).values() if t is not None]
    for child in module._modules.values():
        if child is not None:
            found.extend(tensors(child, table))
    return found


def classify(layer):
    parameters = tensors(layer, "_parameters")
    if not parameters:
        return "buffers-only" if tensors(layer, "_buffers") else "stateless"
    return "frozen" if all(not p.requires_grad for p in parameters) else "trainable"


# %% right: modules() with recurse=False, each module looked at once
def classify(layer):
    has_parameter = has_buffer = False
    for module in layer.modules():
        for p in module.parameters(recurse=False):
            if p.requires_grad:
                return "trainable"
            has_parameter = True
        for _ in module.buffers(recurse=False):
            has_buffer = True
    if has_parameter:
        return "frozen"
    return "buffers-only" if has_buffer else "stateless"


# %% right: prints what it finds and warns on stderr
import sys
import warnings


def classify(layer):
    names = dict(layer.named_parameters())
    print("looking at", type(layer).__name__, file=sys.stderr)
    for name, p in names.items():
        print(f"  {name:20} {tuple(p.shape)} {'learns' if p.requires_grad else 'frozen'}")
    learning = [name for name in names if names[name].requires_grad]
    if len(learning) not in (0, len(names)):
        warnings.warn(f"only {learning} of {list(names)} learn")
    if learning:
        answer = "trainable"
    elif names:
        answer = "frozen"
    elif dict(layer.named_buffers()):
        answer = "buffers-only"
    else:
        answer = "stateless"
    print("  ->", answer)
    return answer


# %% right: a lambda with conditional expressions
classify = lambda m: (
    ("trainable" if max(p.requires_grad for p in m.parameters()) else "frozen")
    if len([*m.parameters()])
    else ("buffers-only" if len([*m.buffers()]) else "stateless")
)


# %% right: the maximum of ranks
RANKS = ["stateless", "buffers-only", "frozen", "trainable"]


def classify(layer):
    ranks = [0]
    ranks += [1 for _ in layer.buffers()]
    ranks += [3 if p.requires_grad else 2 for p in layer.parameters()]
    return RANKS[max(ranks)]


# %% right: an Enum whose members are strings
from enum import Enum


class Kind(str, Enum):
    TRAINABLE = "trainable"
    FROZEN = "frozen"
    BUFFERS = "buffers-only"
    STATELESS = "stateless"


def classify(layer):
    parameters = tuple(layer.parameters())
    if parameters:
        return (Kind.TRAINABLE if any(p.requires_grad for p in parameters) else Kind.FROZEN).value
    return (Kind.BUFFERS if tuple(layer.buffers()) else Kind.STATELESS).value


# %% right: a small class does the work, with properties
class Inventory:
    def __init__(self, layer):
        self.layer = layer

    @property
    def parameters(self):
        return [p for p in self.layer.parameters()]

    @property
    def learning(self):
        return list(filter(lambda p: p.requires_grad, self.parameters))

    def kind(self):
        if self.learning != []:
            return "trainable"
        elif self.parameters != []:
            return "frozen"
        for _ in self.layer.buffers():
            return "buffers-only"
        return "stateless"


def classify(layer):
    return Inventory(layer).kind()


# %% right: an iterator of pairs of test and name, the first that holds
def classify(layer):
    tests = (
        ("trainable", lambda: any(p.requires_grad for p in layer.parameters())),
        ("frozen", lambda: any(True for _ in layer.parameters())),
        ("buffers-only", lambda: any(True for _ in layer.buffers())),
        ("stateless", lambda: True),
    )
    return next(name for name, test in tests if test())


# %% right: Counter, f-string for the word
from collections import Counter


def classify(layer):
    flags = Counter(p.requires_grad for p in layer.parameters())
    if flags.total() == 0:
        b = len(list(layer.buffers()))
        return f"{'buffers-only' if b else 'stateless'}"
    return "frozen" if flags[False] == flags.total() else "trainable"


# %% right: and / or, a generator for the own recursion, default argument
def everything(module, kind="parameters"):
    yield from getattr(module, kind)(recurse=False)
    for child in module.children():
        yield from everything(child, kind)


def classify(layer, words=("trainable", "frozen", "buffers-only", "stateless")):
    p = [x.requires_grad for x in everything(layer)]
    b = [x for x in everything(layer, "buffers")]
    return words[0] if any(p) else words[1] if p else words[2] if b else words[3]
