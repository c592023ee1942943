"""Building a model while watching it: what the constructor, its class and the set-up code show."""

import ast
import contextlib
import inspect
import textwrap
import types

import torch
from torch import nn

from graders import look
from graders.look import Stop, Watch, described, reseed, safely


def obtained(model, optimizer, seen):
    """A builder of fresh twins (None without a factory), the module and its optimizer; what building showed."""
    if isinstance(model, nn.Module):
        seen["class"] = class_facts(type(model))
        return None, model, optimizer
    if not callable(model):
        raise TypeError(f"audit expects an nn.Module or a factory for one, not {type(model).__name__}")
    factory = model
    seen["names"] = sorted(code_names(factory))
    reseed(0)
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
        reseed(offset)
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
