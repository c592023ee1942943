"""Leaving everything as it was: modules, tensors and the optimizer, whatever a probe or the user's code does."""

import contextlib
import copy

import torch
from torch import nn

from graders import look
from graders.look import safely


@contextlib.contextmanager
def put_back(model, optimizer):
    """Restore modules (attributes, registries, modes), tensors (values, gradients, flags) and optimizer state."""
    hidden = [thing.value for thing in look.hidden_things(model)] if "_modules" in vars(model) else []
    roots = [model, *(value for value in hidden if isinstance(value, nn.Module))] if "_modules" in vars(model) else []
    modules = list(dict.fromkeys(module for root in roots for module in root.modules()))
    frames = [(module, copied(vars(module))) for module in modules]
    tensors = {id(t): t for t in hidden if isinstance(t, torch.Tensor)}
    tensors.update((id(t), t) for module in modules for t in own_tensors(module))
    if optimizer is not None:
        tensors.update((id(p), p) for group in optimizer.param_groups for p in group["params"])
    values = [(t, t.detach().clone(), t.grad, safely(lambda t=t: t.grad.clone()), t.requires_grad) for t in
              tensors.values() if not isinstance(t, nn.parameter.UninitializedTensorMixin)]  # fmt: skip
    state = None
    if optimizer is not None:
        state = {p: {k: v.clone() if isinstance(v, torch.Tensor) else copy.copy(v) for k, v in s.items()}
                 for p, s in optimizer.state.items()}  # fmt: skip
        groups = [{**group, "params": list(group["params"])} for group in optimizer.param_groups]
    try:
        yield
    finally:
        for module, frame in frames:
            vars(module).clear()
            vars(module).update(frame)
        with torch.no_grad():
            for tensor, value, grad, grad_value, requires_grad in values:
                if tensor.is_leaf and tensor.requires_grad != requires_grad:
                    tensor.requires_grad_(requires_grad)
                safely(lambda t=tensor, v=value: None if t.equal(v) else t.data.copy_(v))
                if tensor.is_leaf:
                    tensor.grad = grad
                    if grad is not None:
                        grad.copy_(grad_value)
        if state is not None:
            optimizer.state.clear()
            optimizer.state.update(state)
            for group, kept in zip(optimizer.param_groups, groups):
                group.clear()
                group.update(kept)


def copied(attributes):
    """Attributes with their containers copied one level deep, so that what is put in or taken out can be undone."""
    return {k: copy.copy(v) if isinstance(v, (dict, list, set)) else v for k, v in attributes.items()}


def own_tensors(module):
    """The tensors of this module itself, registered or not, without those of its children."""
    yield from (t for table in (module._parameters, module._buffers) for t in table.values() if t is not None)
    for key, value in vars(module).items():
        if key not in look.PLAIN_MODULE and not isinstance(value, nn.Module):
            yield from look.tensors_in(value)
