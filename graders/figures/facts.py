"""What a model holds, tensor by tensor, in the words of the pictures."""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn.parameter import UninitializedTensorMixin  # type: ignore[attr-defined]  # public in the docs alone

from graders import look, table


@dataclass
class Fact:
    """One tensor object: all its names, and its kind (trained, frozen, buffer, invisible)."""

    names: list
    kind: str
    tensor: torch.Tensor

    @property
    def count(self):
        return None if isinstance(self.tensor, UninitializedTensorMixin) else self.tensor.numel()


# Where a thing sits that PyTorch does not see, in the words of a picture; look.hidden_things knows the places.
PLACES = {
    "attribute": "a plain attribute",
    "class": "a class attribute",
    "object": "in a helper object",
    "closure": "a variable around its methods",
    "global": "a global variable",
} | {kind.__name__: f"in a {kind.__name__}" for kind in look.CONTAINERS}


def facts_of(model):
    """Every tensor of the model by id, hidden ones too, in the order of its modules."""
    facts, unseen = {}, list(look.hidden_things(model))

    def add(name, tensor, kind):
        facts.setdefault(id(tensor), Fact([], kind, tensor)).names.append(name)

    for prefix, module in model.named_modules(remove_duplicate=False):
        for name, tensor in [*module._parameters.items(), *module._buffers.items()]:
            if tensor is not None:
                kind = "buffer" if name in module._buffers else "trained" if tensor.requires_grad else "frozen"
                add(f"{prefix}.{name}" if prefix else name, tensor, kind)
        for path, thing in [(found.path, found.value) for found in unseen if found.module == prefix]:
            inside = [(path, thing)]
            if isinstance(thing, nn.Module):
                inside = [(f"{path}.{n}", t) for n, t in [*thing.named_parameters(), *thing.named_buffers()]]
            for name, tensor in inside:
                if id(tensor) not in facts:
                    add(name, tensor, "invisible")
    return facts


def demand_module(model, function):
    look.refuse_while_looking(f"figures.{function}")
    if not isinstance(model, nn.Module):
        hint = "; give an object of the class, such as Net()" if isinstance(model, type) else ""
        raise TypeError(f"{function} expects an nn.Module, not {type(model).__name__}{hint}")


def earlier(model, before):
    """As table.earlier, with the tensors that PyTorch does not see and without those that have no numbers yet."""
    old = dict(table.earlier(before))
    if isinstance(before, nn.Module):
        old |= {name: fact.tensor for fact in facts_of(before).values() for name in fact.names}
    old = {
        name: value
        for name, value in old.items()
        if isinstance(value, torch.Tensor) and not isinstance(value, UninitializedTensorMixin)
    }
    for fact in facts_of(model).values():
        then = old.get(fact.names[0]) if fact.kind == "trained" and fact.count else None
        if then is not None and not then.is_meta and then.data_ptr() == fact.tensor.data_ptr():
            raise ValueError(
                "before shares its memory with the model, so it moves along with it: "
                "take before = copy.deepcopy(model), before training"
            )
    return old


WORDS = {
    "trained": "trained",
    "frozen": "frozen",
    "buffer": "in buffers",
    "invisible": "invisible to PyTorch",
    "shared": "shared",
    "none": "nothing to learn",
}


def numbers(count):
    return "no numbers yet" if count is None else "1 number" if count == 1 else f"{count:,} numbers"


def totals_of(facts):
    totals = {}
    for fact in facts:
        totals[fact.kind] = totals.get(fact.kind, 0) + (fact.count or 0)
    return {kind: totals[kind] for kind in WORDS if kind in totals}
