"""Looking at a whole program: how a model is built, what its optimizer holds, what training and evaluating it does.

Like look.py this judges nothing and answers in plain data (names, numbers, flags). It runs the user's own `step` and
`evaluate` on the user's own model, watched, and puts model, optimizer, seeds and modes back afterwards.
"""

import ast
import contextlib
import copy
import inspect
import textwrap
import types

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim.optimizer import register_optimizer_step_pre_hook

from graders import look
from graders.look import Stop, Watch, attempt, described, flatten, safely


def observe(model, inputs, target=None, optimizer=None, step=None, evaluate=None, frozen=()):
    """Everything that can be seen of one program, as one dict. ``model`` is a module, or a factory for a module or
    ``(module, optimizer)``. An exception of the user's code is data too, under "error"."""
    seen = {"class": {}, "frozen": list(frozen), "setup": [], "names": []}
    with look.as_found():
        try:
            build, model, optimizer = obtained(model, optimizer, seen)
            with put_back(model, optimizer):
                look_all(seen, build, model, inputs, target, optimizer, step, evaluate)
        except Stop as stop:
            seen.update(stop.found)
    return seen


# Building -------------------------------------------------------------------------------------------------------------


def obtained(model, optimizer, seen):
    """A builder of fresh twins (None without a factory), the module and its optimizer; what building showed."""
    if isinstance(model, nn.Module):
        seen["class"] = class_facts(type(model))
        return None, model, optimizer
    if not callable(model):
        raise TypeError(f"audit expects an nn.Module or a factory for one, not {type(model).__name__}")
    factory = model
    seen["names"] = sorted(code_names(factory))
    torch.manual_seed(0)
    with SetUp() as watch:
        try:
            made = factory()
        except BaseException as error:
            seen["setup"] = watch.events
            roots = [thing for thing, _, _ in watch.born if isinstance(thing, nn.Module)]
            seen["class"] = class_facts(type(roots[0])) if roots else {}
            seen["class"] |= class_facts_of(error)
            totals = [look.count(thing) for thing in roots]
            seen["build"] = {"made_parameters": max(totals, default=0), "super_calls": twice_initialised(watch)}
            raise Stop(error=described(error, "build")) from None
    module, held = made if isinstance(made, tuple) else (made, optimizer)
    if not isinstance(module, nn.Module):
        raise TypeError(f"the factory returned {type(module).__name__}, not an nn.Module or (nn.Module, optimizer)")
    seen["setup"], seen["class"] = watch.events, class_facts(type(module))
    seen["build"] = {"super_calls": watch.initialised(module)}
    safely(lambda: seen["build"].update(look.look_build(watch, module)))

    def build(offset=0):
        torch.manual_seed(offset)
        made = factory()
        return made[0] if isinstance(made, tuple) else made

    return build, module, held


def class_facts(cls):
    """What the class tells, its source included: needed where nobody watched the model being built."""
    own = [f for f in vars(cls).values() if isinstance(f, types.FunctionType)]
    facts = {**look.look_class(cls), "name": cls.__name__, "local_layers": [], "assigned_twice": []}
    facts |= safely(lambda: source_facts(cls.__init__), {})
    return {**facts, "super_calls": sum(safely(lambda f=f: base_inits(f), 0) for f in own)}


def source_facts(init):
    """What the constructor's source tells of a model that was built before anybody looked: layers put into local
    variables and never used again, attributes assigned twice."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(init)))
    loads = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    local, attributes = [], []
    looped = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.For) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            layer = ast.unparse(node.value.func).rpartition(".")[2][:1].isupper()
            for target in node.targets:
                if isinstance(target, ast.Name) and layer and target.id not in loads:
                    local.append(target.id)
                elif isinstance(target, ast.Attribute) and layer:
                    attributes += [target.attr] * (2 if id(node) in looped else 1)
    twice = sorted({name for name in attributes if attributes.count(name) > 1})
    return {"local_layers": local, "assigned_twice": twice}


def base_inits(function):
    """How many calls of a base class's __init__ the source of a method holds."""
    calls = (
        n.func for n in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))) if isinstance(n, ast.Call)
    )
    return sum(isinstance(func, ast.Attribute) and func.attr == "__init__" for func in calls)


def class_facts_of(error):
    """Facts about the class whose constructor raised: its frame is in the traceback."""
    facts, trace = {}, error.__traceback__
    while trace:
        owner = trace.tb_frame.f_locals.get("self")
        if isinstance(owner, nn.Module) and not type(owner).__module__.startswith("torch"):
            facts = class_facts(type(owner))
        trace = trace.tb_next
    return facts


def twice_initialised(watch):
    ids = [id(thing) for thing, _, _ in watch.born if isinstance(thing, nn.Module)]
    return max((ids.count(i) for i in ids), default=0)


def code_names(function, depth=3):
    """The names that the code of a function uses, also in the user's functions that it calls."""
    function = inspect.unwrap(function) if callable(function) else function
    code = getattr(function, "__code__", None)
    if code is None or depth == 0 or not look.is_learners(code.co_filename):
        return set()
    names = set(code.co_names) | {constant for constant in code.co_consts if isinstance(constant, str)}
    pending = [c for c in code.co_consts if isinstance(c, types.CodeType)]
    while pending:
        inner = pending.pop()
        names |= set(inner.co_names)
        pending += [c for c in inner.co_consts if isinstance(c, types.CodeType)]
    for name in list(names):
        called = getattr(function, "__globals__", {}).get(name)
        if isinstance(called, types.FunctionType) and called is not function:
            names |= code_names(called, depth - 1)
    for cell in function.__closure__ or ():
        with contextlib.suppress(ValueError):
            if isinstance(cell.cell_contents, types.FunctionType):
                names |= code_names(cell.cell_contents, depth - 1)
    return names


class SetUp(Watch):
    """A Watch that also notes what set-up code does to Parameters: detach, data, requires_grad = ..."""

    def __enter__(self):
        self.events = []
        return super().__enter__()

    def __torch_function__(self, function, types, args=(), kwargs=None):
        kind = type(args[0]).__name__ if args else "-"
        if function == torch.Tensor.requires_grad.__set__:
            self.events.append(f"requires_grad=({kind},{args[1]})")
        elif function == torch.Tensor.data.__get__:
            self.events.append(f"data({kind})")
        elif getattr(function, "__name__", "") == "detach":
            self.events.append(f"detach({kind})")
        elif getattr(function, "__name__", "") == "requires_grad_":
            self.events.append(f"requires_grad=({kind},{args[1] if len(args) > 1 else True})")
        return super().__torch_function__(function, types, args, kwargs)


# Leaving everything as it was -----------------------------------------------------------------------------------------


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


# All probes -----------------------------------------------------------------------------------------------------------


def look_all(seen, build, model, inputs, target, optimizer, step, evaluate):
    attempt("parameters", lambda: list(model.parameters()))
    if any(isinstance(p, nn.UninitializedParameter) for p in model.parameters()):
        attempt("forward", model, *inputs)
    seen.update(look.look_registry(model))
    seen["modes"] = {name: module.training for name, module in model.named_modules()}
    seen["stray"] = look_stray(model)
    seen["containers"] = {
        name: list(module._modules)
        for name, module in model.named_modules()
        if isinstance(module, (nn.ModuleDict, nn.ModuleList))
    }
    seen["tied"] = look_ties(model)
    seen["optimizer"] = look_optimizer(model, optimizer) if optimizer is not None else None
    seen["copies"] = safely(lambda: bool(copy.deepcopy(model)), False)
    held = {id(p) for group in optimizer.param_groups for p in group["params"]} if optimizer is not None else set()

    def fresh_inputs(offset=0, dtype=None):
        return [varied(x, offset, dtype) for x in inputs]

    with put_back(model, None):
        try:
            seen["forward"] = look.look_forward(model, fresh_inputs)
        except Stop as stop:
            seen.update(stop.found)
    if "forward" in seen:
        with put_back(model, None):
            seen["gradients"] = part(look_flow, model, fresh_inputs)
        if build:
            with put_back(model, None):
                seen["round_trip"] = part(trained_round_trip, model, build, fresh_inputs)
        seen["dtype"] = part(look_moving, model, fresh_inputs)
    with put_back(model, None):
        seen["mode_matters"] = safely(lambda: mode_matters(model, fresh_inputs), True)
    with put_back(model, None):
        seen["eval_call"] = look_eval_call(model)
    with put_back(model, optimizer):
        seen["constants"] = look_constants(model, fresh_inputs) if "forward" in seen else []
    with put_back(model, optimizer):
        look_loop(seen, model, inputs, target, optimizer, step, evaluate, held)


def part(function, *args):
    """What a probe sees, or the error that it met."""
    try:
        return function(*args)
    except Stop as stop:
        return stop.found


def trained_round_trip(model, build, inputs):
    """The round trip after some calls in train mode, so that running statistics are not those of a fresh model."""
    model.train()
    with torch.no_grad():
        for offset in range(3):
            attempt("forward", model, *inputs(offset))
    return look.look_round_trip(model, build, inputs)


def names_or_none(function, *args):
    found = part(function, *args)
    return found if isinstance(found, list) else []


def varied(x, offset, dtype):
    """The given input, for other offsets with its rows in another order and a little noise; as another dtype if asked."""
    if not isinstance(x, torch.Tensor) or not x.is_floating_point():
        return x.roll(offset, 0) if isinstance(x, torch.Tensor) and x.ndim else x
    if offset:
        generator = torch.Generator().manual_seed(offset)
        x = x + 0.3 * x.std().nan_to_num(1.0) * torch.randn(x.shape, generator=generator).to(x)
    return x.to(dtype) if dtype else x.clone()


def mode_matters(model, inputs):
    """Whether train and eval mode compute different things: another output, or buffers that move."""
    buffers = [b.clone() for b in model.buffers()]
    outputs = []
    for mode in (False, True):
        model.train(mode)
        torch.manual_seed(0)
        with torch.no_grad():
            outputs.append(flatten(model(*inputs())))
    moved = any(not a.equal(b) for a, b in zip(buffers, model.buffers()))
    return moved or not all(a.allclose(b) for a, b in zip(*outputs))


def look_eval_call(model):
    """What model.eval() returns and reaches."""
    try:
        returned = model.eval()
    except Exception as error:
        return {"error": described(error, "eval")}
    deaf = [name for name, module in model.named_modules() if name and module.training]
    return {"returns_self": returned is model, "deaf": deaf}


def look_constants(model, inputs):
    """Plain floating tensors in attributes: does the output depend on them?"""
    found = []
    for path, tensor in constant_tensors(model):
        kept = tensor.clone()
        model.eval()
        with torch.no_grad():
            outputs = []
            for value in (kept, kept + torch.rand_like(kept) + 0.5):
                tensor.copy_(value)
                torch.manual_seed(0)
                outputs.append(flatten(safely(lambda: model(*inputs()))))
            tensor.copy_(kept)
        same = all(a.equal(b) for a, b in zip(*outputs))
        found.append({"path": path, "numel": tensor.numel(), "matters": not same})
    return found


def constant_tensors(model):
    """Floating tensors without gradient in the model's own attributes and containers, with the way to them."""
    for thing in look.hidden_things(model, outside=False):
        tensor, own = thing.value, thing.container not in ("class", "object")
        if own and isinstance(tensor, torch.Tensor) and not tensor.requires_grad and tensor.is_floating_point():
            yield thing.path, tensor


def look_stray(model):
    """Attributes that look like a switch and are none: `module.requires_grad`, `parameter.require_grad`."""
    found = []
    for name, module in model.named_modules():
        own = {"requires_grad", "require_grad", "requires_grads", "trainable", "frozen_"} & set(vars(module))
        found += [{"where": name, "on": "module", "name": key} for key in sorted(own)]
    for name, parameter in model.named_parameters():
        close = [key for key in vars(parameter) if "grad" in key or key == "trainable"]
        found += [{"where": name, "on": "parameter", "name": key} for key in close]
    return found


def look_ties(model):
    """Parameters that share: one object under several names, one memory under two objects, equal values in two."""
    named = list(model.named_parameters())
    shared = [p["names"] for p in look.look_registry(model)["parameters"] if len(p["names"]) > 1]
    aliased, equal = [], []
    for i, (name, p) in enumerate(named):
        for other, q in named[:i]:
            if p.numel() == q.numel() > 1 and not p.is_meta:
                if p.data_ptr() == q.data_ptr():
                    aliased.append([other, name])
                elif p.shape == q.shape and p.detach().equal(q.detach()) and bool((p != p.reshape(-1)[0]).any()):
                    equal.append([other, name])
    return {"shared": shared, "aliased": aliased, "equal": equal}


def look_optimizer(model, optimizer):
    """The optimizer's tensors against the model's parameters: missing, foreign, doubled, no Parameters, views of them."""
    names = {id(p): name for name, p in model.named_parameters()}
    pointers = {p.data_ptr() for p in model.parameters()}
    ids, foreign, views = [], 0, 0
    for group in optimizer.param_groups:
        for p in group["params"]:
            ids.append(id(p))
            if id(p) not in names:
                foreign += 1
                views += not isinstance(p, nn.Parameter) and p.data_ptr() in pointers
    trainable = [name for name, p in model.named_parameters() if p.requires_grad]
    held = set(ids)
    return {
        "missing": [name for name, p in model.named_parameters() if p.requires_grad and id(p) not in held],
        "trainable": trainable,
        "own": len(held & names.keys()),
        "foreign": foreign,
        "views": views,
        "doubled": sorted({names[i] for i in held if ids.count(i) > 1 and i in names}),
        "rates": [group.get("lr") for group in optimizer.param_groups],
    }


def look_flow(model, inputs):
    """Gradients and influence (look_gradients), then on a float64 twin: zeros that stay after a jitter, rows that stay
    alike, and gradients that differ from finite differences."""
    found = look.look_gradients(model, inputs, [])
    twin = safely(lambda: copy.deepcopy(model).double())
    found |= {"stuck": [], "alike": [], "wrong": []}
    if twin is None:
        return found
    names = dict(twin.named_parameters())
    found["alike"] = names_or_none(alike_rows, twin, inputs, names)
    zero = [name for name, value in found["status"].items() if value == "zero"]
    if zero:
        with torch.no_grad():
            for p in names.values():
                p.add_(0.05 * torch.randn_like(p))
        found["stuck"] = names_or_none(still_zero, twin, inputs, zero)
    elif calls_of(twin, inputs) & {"item", "tolist", "__float__"}:
        found["wrong"] = names_or_none(wrong_gradients, twin, inputs, names)
    return found


def calls_of(model, inputs):
    with Watch() as watch:
        safely(lambda: model(*inputs(0, torch.float64)))
    return watch.calls


def backward(model, inputs, offset=0):
    """Gradients in eval mode of a random projection of the output; False if nothing in it is differentiable."""
    model.eval()
    model.zero_grad()
    torch.manual_seed(0)
    loss = look.projected(attempt("forward", model, *inputs(offset, torch.float64)))
    if loss is None:
        return None
    attempt("backward", loss.backward)
    return loss


def alike_rows(model, inputs, names):
    """Weight matrices whose rows are all the same, in their values and in their gradients."""
    if backward(model, inputs) is None:
        return []
    return [name for name, p in names.items() if p.ndim >= 2 and len(p) > 1 and p.grad is not None and look.is_nonzero(p.grad)
            and all(t.allclose(t[:1].expand_as(t)) for t in (p.detach(), p.grad))]  # fmt: skip


def still_zero(model, inputs, zero):
    stuck = set(zero)
    for offset in range(3):
        if backward(model, inputs, offset) is not None:
            for name, p in model.named_parameters():
                if p.grad is not None and look.is_nonzero(p.grad):
                    stuck.discard(name)
    return sorted(stuck)


def wrong_gradients(model, inputs, names):
    """Parameters whose gradient differs from the central difference along a random direction, in float64."""
    if backward(model, inputs) is None:
        return []
    grads = {name: p.grad.clone() for name, p in names.items() if p.grad is not None}
    wrong = []

    def value():
        torch.manual_seed(0)
        return look.projected(model(*inputs(0, torch.float64))).item()

    for name, grad in grads.items():
        p, direction = names[name], torch.randn(grad.shape, dtype=torch.float64).to(grad.device)
        slopes = []
        for eps in (1e-5, -1e-5):
            with torch.no_grad():
                p.add_(eps * direction)
            slopes.append(value())
            with torch.no_grad():
                p.sub_(eps * direction)
        slope, told = (slopes[0] - slopes[1]) / 2e-5, (grad * direction).sum().item()
        if abs(slope - told) > 1e-3 * max(abs(slope), abs(told), 1e-6):
            wrong.append(name)
    return wrong


def look_moving(model, inputs):
    """A deep copy in float64: does everything follow, what stays behind, and is the whole affine?"""
    before = {h["path"]: h for h in look.look_hidden(model)}
    twin = safely(lambda: copy.deepcopy(model))
    if twin is None:
        return {"follows": None}
    buffers = {id(b) for b in twin.buffers()}
    listed = [(path, item) for path, item in container_tensors(twin) if id(item) in buffers]
    twin.to(torch.float64)
    after = {id(b) for b in twin.buffers()}
    behind = [h["path"] for h in look.look_hidden(twin) if h["path"] in before and h["floating"]
              and h["kind"] in ("constant", "leaf", "parameter") and before[h["path"]]["numel"]]  # fmt: skip
    stale = [path for path, item in listed if id(item) not in after]
    found = look.look_dtype(lambda: copy.deepcopy(model), inputs)
    return {**found, "behind": behind, "stale": stale}


def container_tensors(model):
    for prefix, module in model.named_modules():
        for key, value in vars(module).items():
            if key not in look.PLAIN_MODULE and isinstance(value, (list, tuple, dict)):
                for item in value.values() if isinstance(value, dict) else value:
                    if isinstance(item, torch.Tensor):
                        yield f"{prefix}.{key}".lstrip("."), item


# The loop -------------------------------------------------------------------------------------------------------------


class Events:
    """Hears zero_grad (Z), backward (B) and optimizer steps (S), and looks at the gradients just before B and S."""

    def __init__(self, model, held):
        self.model, self.held, self.log, self.losses, self.optimizers = model, held, [], [], []

    def grads(self):
        return {name: "none" if p.grad is None else "nonzero" if look.is_nonzero(p.grad) else "zero"
                for name, p in self.model.named_parameters()}  # fmt: skip

    def note(self, kind, **more):
        self.log.append({"kind": kind, "grads": self.grads(), **more})

    def __enter__(self):
        self.kept = {(owner, name): getattr(owner, name) for owner, name in
                     ((torch.Tensor, "backward"), (torch.autograd, "backward"), (torch.autograd, "grad"),
                      (torch.optim.Optimizer, "zero_grad"), (nn.Module, "zero_grad"))}  # fmt: skip
        events, busy = self, []

        def heard(kind, original, owner):
            def call(first=None, *args, **kwargs):
                if busy:  # torch.autograd.backward inside Tensor.backward is the same event
                    return original(first, *args, **kwargs)
                if kind in "BG":
                    tensors = [first] if isinstance(first, torch.Tensor) else flatten(list(first or ()))
                    events.losses.append(events.look_loss(tensors))
                events.note(kind)
                busy.append(kind)
                try:
                    return original(first, *args, **kwargs)
                finally:
                    busy.pop()

            return call

        for (owner, name), original in self.kept.items():
            setattr(owner, name, heard({"zero_grad": "Z", "grad": "G"}.get(name, "B"), original, owner))

        def stepping(optimizer, args, kwargs):
            self.optimizers.append(optimizer)
            self.note("S", optimizer=id(optimizer))

        self.hook = register_optimizer_step_pre_hook(stepping)
        self.flags, own = [], set(self.model.modules())

        def called(module, args):
            if module in own:
                self.flags.append((module is self.model, type(module).__name__, module.training))

        self.forward_hook = nn.modules.module.register_module_forward_pre_hook(called)
        return self

    def __exit__(self, *error):
        for (owner, name), original in self.kept.items():
            setattr(owner, name, original)
        self.hook.remove()
        self.forward_hook.remove()

    def look_loss(self, tensors):
        """Is the loss a leaf, and which leaves of its graph belong neither to the model nor to the optimizer?"""
        registered = {id(p) for p in (*self.model.parameters(), *self.model.buffers())}
        leaves = look.autograd_leaves(tensors)
        orphans = [t for key, t in leaves.items() if key not in registered and key not in self.held]
        parameters = [t for t in orphans if isinstance(t, nn.Parameter)]
        return {
            "leaf": all(t.is_leaf for t in tensors),
            "requires_grad": any(t.requires_grad for t in tensors),
            "reaches": sum(key in registered for key in leaves),
            "orphans": len(orphans),
            "orphan_parameters": [list(t.shape) for t in parameters],
        }


def our_step(target):
    """A plain training step for those who hand over none: it can show flow and movement, not habits."""

    def step(model, optimizer, x, y):
        optimizer.zero_grad()
        output = model(*x) if isinstance(x, tuple) else model(x)
        loss = loss_of(output, target)
        loss.backward()
        optimizer.step()
        return loss

    return step


def loss_of(output, target):
    first = flatten(output)[0]
    if isinstance(target, torch.Tensor) and not target.is_floating_point() and first.ndim >= 2:
        return F.cross_entropy(first.flatten(0, -2) if target.ndim > 1 else first, target.flatten())
    if isinstance(target, torch.Tensor) and target.shape == first.shape:
        return F.mse_loss(first, target)
    torch.manual_seed(0)
    return look.projected(output)


def look_loop(seen, model, inputs, target, optimizer, step, evaluate, held):
    """Two steps, two evaluations, one more step: events, what moved, modes, what evaluation leaves behind."""
    own, x = step is not None, inputs[0] if len(inputs) == 1 else tuple(inputs)
    parameters = [p for p in model.parameters() if p.requires_grad]
    if optimizer is None and parameters and not own:
        optimizer = torch.optim.SGD(parameters, lr=0.01)
    seen["own_step"] = own
    if own or (optimizer is not None and "error" not in seen):
        run = step if own else our_step(target)
        alive = []  # keeps each optimizer that stepped, so that its id stays its own
        seen["steps"] = [look_step(run, model, optimizer, x, target, held, alive) for _ in range(2)]
    if evaluate is not None:
        seen["evaluate"] = look_evaluate(model, evaluate, x)
        if own:
            seen["step_after_evaluate"] = look_step(step, model, optimizer, x, target, held, [])


def look_step(step, model, optimizer, x, y, held, alive):
    """One step of the user's, watched."""
    before = {name: (id(p), p.detach().clone()) for name, p in model.named_parameters()}
    buffers = {name: b.detach().clone() for name, b in model.named_buffers()}
    constants = {path: t.clone() for path, t in constant_tensors(model)}
    found = {"grad_enabled": torch.is_grad_enabled()}
    torch.manual_seed(1)
    events = Events(model, held)
    with events, Watch() as watch:
        try:
            loss = step(model, optimizer, x, y)
            found["loss"] = describe_loss(loss)
        except BaseException as error:
            found["error"] = described(error, "step")
    alive += events.optimizers
    after = dict(model.named_parameters())
    own_id = id(optimizer) if optimizer is not None else None
    return found | {
        "events": "".join(e["kind"] for e in events.log),
        "before_backward": next((e["grads"] for e in events.log if e["kind"] in "BG"), None),
        "at_step": next((e["grads"] for e in events.log if e["kind"] == "S"), None),
        "steppers": sorted({"own" if e["optimizer"] == own_id else "other" for e in events.log if e["kind"] == "S"}),
        "optimizers": sorted({id(o) for o in events.optimizers}),
        "losses": events.losses,
        "moved": [n for n, p in after.items() if n in before and not torch.equal(p.detach(), before[n][1])],
        "replaced": [n for n, p in after.items() if n in before and id(p) != before[n][0]],
        "buffers_moved": [n for n, b in model.named_buffers() if n in buffers and not torch.equal(b, buffers[n])],
        "constants_moved": [path for path, t in constant_tensors(model) if path in constants
                            and not t.equal(constants[path])],
        "graphs_kept": graphs_kept(model),
        "entropy_of": sorted(watch.entropy_of),
        "calls": sorted(watch.calls),
        "parameter_calls": sorted(watch.parameter_calls),
        "training": root_flag(events.flags),
        "flags": sorted({(kind, flag) for _, kind, flag in events.flags}),
        "distances": {n: (after[n].detach() - before[n][1]).norm().item() for n in after if n in before
                      and after[n].shape == before[n][1].shape},
    }  # fmt: skip


def graphs_kept(model):
    """Buffers and attributes that hold on to the graph of a forward call."""
    held = [name for name, b in model.named_buffers() if b.grad_fn is not None]
    return held + [
        h["path"] for h in look.look_hidden(model) if h["kind"] == "nonleaf" and h["container"] == "attribute"
    ]


def describe_loss(loss):
    if not isinstance(loss, torch.Tensor):
        return {"type": type(loss).__name__}
    return {"type": "Tensor", "leaf": loss.is_leaf, "requires_grad": loss.requires_grad,
            "finite": bool(loss.isfinite().all())}  # fmt: skip


def root_flag(flags):
    """The model's own mode during its first call, None if it was not called."""
    return next((flag for root, _, flag in flags if root), None)


def look_evaluate(model, evaluate, x):
    """The user's evaluation, twice under different seeds."""
    found = {"outputs_equal": None}
    buffers = {name: b.detach().clone() for name, b in model.named_buffers()}
    results, flags = [], []
    for seed in (1, 2):
        torch.manual_seed(seed)
        with Events(model, set()) as events, Watch() as watch:
            try:
                results.append(evaluate(model, x))
            except BaseException as error:
                found["error"] = described(error, "evaluate")
        flags += events.flags
    found |= {
        "training": root_flag(flags),
        "flags": sorted({(kind, flag) for root, kind, flag in flags if not root}),
        "buffers_moved": [n for n, b in model.named_buffers() if n in buffers and not torch.equal(b, buffers[n])],
        "grad_enabled_after": torch.is_grad_enabled(),
        "calls": sorted(watch.calls),
        "training_after": model.training,
    }
    if len(results) == 2:
        a, b = (flatten(r) if not isinstance(r, float) else [torch.tensor(r)] for r in results)
        found["outputs_equal"] = len(a) == len(b) and all(s.equal(t) for s, t in zip(a, b))
    return found
