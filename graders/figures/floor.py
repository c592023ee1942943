"""The factory floor: what a model's layers are, and the machines that one forward pass sets going."""

import re
from dataclasses import dataclass, field

import torch
from torch import nn
from torch.nn.modules import module as hooks
from torch.nn.parameter import UninitializedTensorMixin  # type: ignore[attr-defined]  # public in the docs alone
from torch.nn.utils.parametrize import is_parametrized
from torch.overrides import TorchFunctionMode

from graders import look
from graders.figures.facts import Fact, facts_of


@dataclass(eq=False)
class Machine:
    """A layer, or a plain function, at work: the tensors that it uses, and the shapes of what goes in and comes out."""

    name: str
    type: str
    facts: list
    layer: object = None
    taken: tuple | None = None
    given: tuple | None = None
    seen: bool = True
    lines: list = field(default_factory=list)
    knobs: list = field(default_factory=list)
    x = belt = width = height = reach = 0.0  # inches, once it has its place


# Functions that get a machine although they use no tensor of the model.
FUNCTIONS = re.compile(
    "(relu6?|sigmoid|tanh|[gcs]?elu|silu|mish|p?relu|leaky_relu|softplus|(log_)?softmax|logsigmoid|dropout[123]?d?|"
    "(adaptive_)?(max|avg)_pool[123]d|linear|conv[123]d|embedding|(batch|layer|group)_norm|scaled_dot_product_attention)$"
)


class Floor(TorchFunctionMode):
    """The factory floor: what a model's layers are, and the machines that one forward pass sets going."""

    def __init__(self, model):
        super().__init__()
        self.facts, self.machines, self.inside, self.made = facts_of(model), [], 0, {}
        self.registered, self.names, self.everything = {id(module) for module in model.modules()}, {}, []
        self.open, unseen = (
            set(),
            list(look.hidden_things(model)),
        )  # open: no layers inside that PyTorch knows, and yet some
        for name, module in model.named_modules(remove_duplicate=False):
            within = [(f.path, f.value) for f in unseen if f.module == name and isinstance(f.value, nn.Module)]
            self.open |= {id(module)} if within else set()
            self.everything.append((name, module))
            for path, thing in within:
                self.everything += [(f"{path}.{n}" if n else path, m) for n, m in thing.named_modules()]
        for name, module in self.everything:
            self.names.setdefault(id(module), name)

    def is_layer(self, module):
        """A layer holds no other layers; what parametrizes a weight is part of its layer."""
        return is_parametrized(module) or not (id(module) in self.open or any(True for _ in module.children()))

    def fact(self, tensor, name=""):
        fact = self.facts.setdefault(id(tensor), Fact(["made in forward"], "invisible", tensor))
        if name and fact.names == ["made in forward"]:  # a layer made in forward tells the names of its tensors
            fact.names = [f"made in forward.{name}"]
        return fact

    def machine(self, module, name=None, **shapes):
        name = self.names.get(id(module), "made in forward") if name is None else name
        held = [self.fact(t, n) for n, t in [*module.named_parameters(), *module.named_buffers()]]
        seen = id(module) in self.registered
        return Machine(name or "model", type(module).__name__, held, module, seen=seen, **shapes)

    def in_order_of_registration(self):
        layers = [(name, module) for name, module in self.everything if self.is_layer(module)]
        empty = (nn.Sequential, nn.ModuleList, nn.ModuleDict)
        return [self.machine(module, name) for name, module in layers if not isinstance(module, empty)]

    def in_order_of_work(self, model, inputs):
        """Run the model in its present mode, without gradients; whatever that changes is put back."""
        if any(fact.count is None for fact in self.facts.values()):
            raise ValueError("a lazy layer has no numbers yet: call the model once, then draw it")
        attributes = [
            (t, dict(t)) for _, m in self.everything for t in (vars(m), m._buffers, m._parameters, m._modules)
        ]
        values = [(f.tensor, f.tensor.detach().clone()) for f in self.facts.values() if not f.tensor.is_meta]
        with look.as_found(), torch.no_grad():
            watching = (
                hooks.register_module_forward_pre_hook(self.enter),
                hooks.register_module_forward_hook(self.leave),
            )
            try:
                with self:
                    model(*inputs)
            finally:
                for handle in watching:
                    handle.remove()
                for table, former in attributes:
                    table.clear()
                    table.update(former)
                for tensor, former in values:
                    if not torch.equal(tensor, former):
                        tensor.copy_(former)
        return self.machines

    def enter(self, module, arguments):
        self.inside += self.is_layer(module)

    def leave(self, module, arguments, result):
        self.inside -= self.is_layer(module)
        if self.is_layer(module) and not self.inside:
            self.machines.append(self.machine(module, taken=shape_of(arguments), given=shape_of(result)))

    def __torch_function__(self, function, types, args=(), kwargs=None):
        result = function(*args, **(kwargs or {}))
        if self.inside or shape_of(result) is None:
            return result
        used, data = [], []
        for tensor in look.flatten([args, kwargs or {}]):
            if id(tensor) in self.made:
                used += self.made[id(tensor)][1]
            elif id(tensor) in self.facts or isinstance(tensor, nn.Parameter):
                used.append(self.fact(tensor))
            else:
                data.append(tensor)
        name = getattr(function, "__name__", "").strip("_")
        if used and not data:  # still made of the model's own tensors alone, such as weight.t()
            self.made.update({id(tensor): (tensor, used) for tensor in look.flatten(result)})
        elif used or FUNCTIONS.match(name):
            once = list({id(fact): fact for fact in used}.values())
            shapes = {"taken": shape_of(data), "given": shape_of(result)}
            self.machines.append(Machine(f"{name}(…)", "function", once, **shapes))
        return result


def shape_of(value):
    return next((tuple(tensor.shape) for tensor in look.flatten(value)), None)


def entries(tensor, old, most):
    """Up to ``most`` entries, evenly spread, as (index, now, before), and the size that stands for a full turn."""
    if isinstance(tensor, UninitializedTensorMixin) or tensor.is_meta or not tensor.numel():
        return [], None
    now = tensor.detach().flatten().double()
    then = now if old is None or old.is_meta or old.shape != tensor.shape else old.detach().flatten().double()
    most = min(most, len(now))
    places = [round(i * (len(now) - 1) / max(most - 1, 1)) for i in range(most)]
    full = max(values.nan_to_num(0, 0, 0).abs().max().item() for values in (now, then)) or 1.0
    return [(i, now[i].item(), None if then is now else then[i].item()) for i in places], full
