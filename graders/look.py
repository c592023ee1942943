"""Looking: everything that can be seen of a learner's answer, told as plain data.

This module is self-contained on purpose. In practice it runs in the notebook's kernel; in grading its *source* is sent
to the kernel along with each question, so it imports nothing of `graders`, holds no seed and no expectation, and
answers in JSON only. It judges nothing: claims.py and signs/ do that, from the data alone.

A question is a dict, one of three kinds:

``{"look": "model", "name", "args", "inputs", "seed", "source"?}``
    Build ``name(*args)`` and look at the module with every probe. An input is ``{"shape": [5, 4]}`` (normal random
    numbers), ``{"whole": [5, 4], "below": 12}`` (random whole numbers) or ``{"value": "en"}``. With ``source``, that text is run first and the name is looked up in it.
``{"look": "run", "code", "function", "names", "args"}``
    Define ``function`` from ``code`` and call it as ``function(learner, **args)``, where ``learner[name]`` is the
    learner's own object. This is how an exercise hands our models, given as recipes, to the learner's functions. With
    ``"each"``, a list of such args, in the place of ``args``, it is called for each in turn. ``function`` knows
    ``torch``, ``nn`` and ``reseed``.
``{"look": "values", "expressions"}``
    The values of expressions, as the cells of the notebook left them.
"""

import contextlib
import copy
import difflib
import functools
import inspect
import io
import json
import linecache
import math
import os
import random
import re
import sys
import traceback
import types
import warnings
from collections import Counter
from typing import Any, NamedTuple

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

MIME = "application/vnd.graders.answer+json"  # how an answer travels from a kernel to the judge outside
STUB = "your answer here"  # the text of the placeholder line, `raise NotImplementedError("your answer here")`
OURS = "<graders"  # file names of code that graders sends to the kernel start like this
LIBRARIES = (os.path.dirname(os.path.abspath(os.__file__)), sys.prefix + os.sep + "lib")
PLAIN_MODULE = frozenset(vars(nn.Module())) | {"training"}
CONTAINERS = (list, tuple, dict, set)


class Stop(Exception):
    """Looking ends here: what was met is already told in ``found``."""

    def __init__(self, **found):
        self.found = found


def answer(question, namespace):
    """The answer to one question about the names in ``namespace``: a dict of plain data, an exception included."""
    with as_found() as surroundings:
        try:
            seen = {"model": look_model, "run": look_run, "values": look_values}[question["look"]](question, namespace)
        except Stop as stop:
            seen = stop.found
    return plain({**seen, "surroundings": surroundings})


def publish(question, namespace):
    """Answer a question given as JSON text, to whoever runs this kernel."""
    from IPython.display import display

    display({MIME: json.dumps(answer(json.loads(question), namespace))}, raw=True)


@contextlib.contextmanager
def as_found():
    """Leave seeds, grad mode, warnings and output streams as they were, whatever the learner's code does meanwhile."""
    surroundings = {
        "grad_enabled": torch.is_grad_enabled(),
        "default_dtype": str(torch.get_default_dtype()).removeprefix("torch."),
    }
    torch_state, python_state, dtype = torch.get_rng_state(), random.getstate(), torch.get_default_dtype()
    threads = torch.get_num_threads()  # one is many times faster for models this small
    numpy = sys.modules.get("numpy")
    numpy_state = numpy.random.get_state() if numpy else None
    try:
        with (
            warnings.catch_warnings(),
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            warnings.simplefilter("ignore")
            torch.set_grad_enabled(True)
            torch.set_num_threads(1)
            os.environ["GRADERS_LOOKING"] = "1"  # tells summary and audit that an answer is being looked at
            yield surroundings
    finally:
        os.environ.pop("GRADERS_LOOKING", None)
        torch.set_grad_enabled(surroundings["grad_enabled"])
        torch.set_num_threads(threads)
        torch.set_default_dtype(dtype)
        torch.set_rng_state(torch_state)
        random.setstate(python_state)
        if numpy:
            numpy.random.set_state(numpy_state)


def reseed(seed):
    """torch.manual_seed, which writes down three stacks where there is no accelerator, for those that may come: more work
    than most models that are looked at."""
    if torch.accelerator.is_available():
        torch.manual_seed(seed)
    else:
        torch.default_generator.manual_seed(seed)


def refuse_while_looking(name):
    """Some exercises ask the learner to write what graders offers, so it does not work while an answer is looked at."""
    if "GRADERS_LOOKING" in os.environ:
        raise RuntimeError(f"graders.{name} does not work inside an answer that is being checked: write it yourself")


def plain(value):
    """``value`` in JSON's types; what JSON cannot say becomes ``{"type": ..., "text": ...}``."""
    if value is None or (isinstance(value, (bool, int)) and type(value) in (bool, int)):
        return value
    if type(value) is float:
        return value if math.isfinite(value) else {"type": "float", "text": str(value)}
    if type(value) is str:
        return value.encode("utf-8", "replace").decode()[:4000]
    if type(value) in (list, tuple):
        return [plain(item) for item in value[:10000]]
    if type(value) is dict:
        return {str(key)[:200]: plain(item) for key, item in value.items()}
    return {"type": type(value).__name__, "text": safely(lambda: repr(value)[:200], "unprintable")}


def safely(function, otherwise=None):
    """``function()``, or ``otherwise`` if it raises: for extra facts that looking can do without."""
    try:
        return function()
    except Exception:
        return otherwise


# What the learner's code raises ---------------------------------------------------------------------------------------


def attempt(phase, function, *args):
    """``function(*args)``; whatever it raises ends the looking, described by `described`."""
    try:
        return function(*args)
    except Stop:
        raise
    except BaseException as error:
        raise Stop(error=described(error, phase)) from None


def described(error, phase):
    """An exception as data: phase, type, text, and the last line of the learner's own code that it passed."""
    line, function, ours = None, None, False
    for frame, number in traceback.walk_tb(error.__traceback__):
        if is_learners(frame.f_code.co_filename):
            line, function, ours = (frame.f_code.co_filename, number), frame.f_code.co_name, False
        elif frame.f_code.co_filename.startswith(OURS):
            ours = True  # what the learner's code returned did not fit what the exercise's function does with it
    if isinstance(error, SyntaxError):
        line = (error.filename, error.lineno)
    text = safely(lambda: str(error), "")
    return {
        "phase": phase,
        "type": type(error).__name__,
        "text": text[:500],
        "line": linecache.getline(*line).strip() if line else None,
        "function": function,
        "ours": ours,
        "stub": type(error) is NotImplementedError and text == STUB,
    }


def is_learners(filename):
    package = getattr(sys.modules.get("graders"), "__path__", ())
    return not filename.startswith((OURS, *LIBRARIES, *package)) and filename != answer.__code__.co_filename


def find(name, namespace):
    """The learner's object called ``name``; if there is none, looking stops with the names that come close."""
    if name in namespace:
        return namespace[name]
    own = [key for key, value in namespace.items() if callable(value) and not key.startswith("_")]
    raise Stop(missing={"name": name, "similar": difflib.get_close_matches(name, own, 1, 0.6)})


# Looking with a function of the exercise ------------------------------------------------------------------------------


def look_run(question, namespace):
    """The result of the exercise's own looking function, as ``{"result": ...}``."""
    learner = {name: find(name, namespace) for name in question["names"]}
    for name, value in learner.items():
        if not callable(value) or isinstance(value, nn.Module):
            raise Stop(wrong_kind={"name": name, "type": type(value).__name__})
    sent = {"torch": torch, "nn": nn, "reseed": reseed}
    exec(compiled(question["code"], question["function"]), sent)
    function = sent[question["function"]]
    if "each" not in question:
        return look_call(function, learner, question["args"])
    answers = []
    for args in question["each"]:  # up to the first that raises: what comes after it would not be judged
        try:
            answers.append(look_call(function, learner, args))
        except Stop as stop:
            answers.append(stop.found)
            break
    return {"each": answers}


def look_call(function, learner, given):
    """One call of an exercise's function, as ``{"result": ...}``; the learner's code gets a copy of what is given."""
    args = copy.deepcopy(given)
    try:
        result = attempt("call", lambda: function(learner, **args))
    finally:
        demand_unchanged(given, args)
    return {"result": result}


def demand_unchanged(given, args):
    """Looking stops if the learner's code changed what it was given: whatever followed would be judged by other sizes."""
    if not safely(lambda: given == args, False):
        pairs = given.items() if isinstance(given, dict) else enumerate(given)
        before, after = next((v, args[k]) for k, v in pairs if not safely(lambda k=k, v=v: v == args[k], False))
        raise Stop(changed={"before": repr(before)[:80], "after": safely(lambda: repr(after)[:80], "something else")})


def look_values(question, namespace):
    """The values of some expressions in the notebook."""
    return {"values": [attempt("call", lambda text=text: eval(text, namespace)) for text in question["expressions"]]}


@functools.cache
def compiled(code, name):
    return compile(code, f"{OURS} {name}>", "exec")


# Looking at a module --------------------------------------------------------------------------------------------------


def look_model(question, namespace):
    """All probes on the module that ``name(*args)`` builds; the first one that raises ends the looking."""
    name, seed = question["name"], question["seed"]
    if "source" in question:
        namespace = attempt("source", run_source, question["source"])
    factory = find(name, namespace)
    if isinstance(factory, nn.Module) or not callable(factory):
        raise Stop(wrong_kind={"name": name, "type": type(factory).__name__})

    def build(offset=0):
        reseed(seed + offset)
        args = copy.deepcopy(question["args"])
        try:
            return attempt("build", lambda: factory(*args))
        finally:
            demand_unchanged(question["args"], args)

    def inputs(offset=0, dtype=None):
        generator = torch.Generator().manual_seed(seed + offset)
        made = (
            torch.randn(item["shape"], generator=generator, dtype=torch.float64)
            if "shape" in item
            else torch.randint(item["below"], item["whole"], generator=generator)
            if "whole" in item
            else item["value"]
            for item in question["inputs"]
        )
        return [x.to(dtype or torch.get_default_dtype()) if is_float(x) else x for x in made]

    call = f"{name}({', '.join(map(repr, question['args']))})"
    seen = {"name": name, "call": call, "class": look_class(factory)}
    try:
        with Watch() as watch:
            model = build()
        if not isinstance(model, nn.Module):
            raise Stop(not_a_module=type(model).__name__)
        seen["build"] = {"super_calls": watch.initialised(model)}
        attempt("parameters", lambda: list(model.parameters()))
        if any(isinstance(p, nn.UninitializedParameter) for p in model.parameters()):
            attempt("forward", model, *inputs())  # a lazy layer takes its size from the first input
        seen.update(look_registry(model))
        seen["tied"] = look_ties(model)
        seen["build"].update(look_build(watch, model))
        held = list(model.parameters())  # what an optimizer built now would hold
        subject = Subject(model, build, inputs, held)
        for key, probe in PROBES.items():
            seen[key] = probe(subject)
    except Stop as stop:
        seen.update(stop.found)
    return seen


class Subject(NamedTuple):
    """What a probe looks at."""

    model: Any  # an nn.Module
    build: Any  # build(offset=0): a fresh twin, drawn with another seed for another offset; None where nobody can
    inputs: Any  # inputs(offset=0, dtype=None): what the model is called with, as a list
    held: list  # the parameters that an optimizer built before the first call would hold


# The probes on a module that was built, in order: where the answer stands in what was seen, and how it is got. Each
# takes a few calls of the model. audit draws from this list too (program/observing.py), with finer looks for some.
PROBES = {
    "forward": lambda subject: look_forward(subject.model, subject.inputs),
    "gradients": lambda subject: look_gradients(subject.model, subject.inputs, subject.held),
    "round_trip": lambda subject: look_round_trip(subject.model, subject.build, subject.inputs),
    "dtype": lambda subject: look_dtype(subject.build, subject.inputs),
    "copies": lambda subject: safely(lambda: bool(copy.deepcopy(subject.model)), False),
}


def run_source(source):
    """Run source text that an exercise put together from the learner's choices; the namespace it made."""
    filename = "<your lines>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    namespace = {"torch": torch, "nn": nn, "__name__": "answer"}
    exec(compile(source, filename, "exec"), namespace)
    return namespace


def look_class(factory):
    """Facts that the class itself tells, without building anything."""
    own = vars(factory) if isinstance(factory, type) else {}
    init = own.get("__init__")
    names = set(getattr(getattr(init, "__code__", None), "co_names", ()))
    return {
        "is_class": isinstance(factory, type),
        "is_module": isinstance(factory, type) and issubclass(factory, nn.Module),
        "own_init": init is not None,
        "misspelt_init": "_init_" in own,
        "forward_like": difflib.get_close_matches("forward", [name for name in own if name != "forward"], 1, 0.7),
        "own_train": own_train(factory),
        "wrapped_forward": hasattr(own.get("forward"), "__wrapped__"),
        "calls_super": bool(names & {"super", "Module"}),
    }


def own_train(factory):
    """Whether the class defines a `train` that cannot be called as `train(mode)`."""
    train = vars(factory).get("train") if isinstance(factory, type) else None
    if train is None:
        return False
    needed = [p for p in inspect.signature(train).parameters.values() if p.default is p.empty and p.kind in (0, 1)]
    return len(needed) > 2


def look_registry(model):
    """Parameters and buffers, each object once, with all its names; and what sits in the model unregistered."""
    parameters, buffers, modules = {}, {}, {}
    for prefix, module in model.named_modules(remove_duplicate=False):
        modules.setdefault(id(module), []).append(prefix)
    for kind, table in (("named_parameters", parameters), ("named_buffers", buffers)):
        for name, tensor in getattr(model, kind)(remove_duplicate=False):
            table.setdefault(id(tensor), {"names": [], **look_tensor(tensor)})["names"].append(name)
    return {
        "parameters": list(parameters.values()),
        "buffers": list(buffers.values()),
        "effective": effective_count(model),
        "unsaved": [n for m in model.modules() for n in m._non_persistent_buffers_set],
        "repeated": [names for names in modules.values() if len(names) > 1],
        "hidden": look_hidden(model),
    }


def look_tensor(tensor):
    values = tensor.detach()
    several = values.is_floating_point() and values.numel() > 1
    return {
        "shape": list(values.shape),
        "numel": values.numel(),
        "dtype": str(values.dtype).removeprefix("torch."),
        "trainable": tensor.requires_grad,
        "mean": values.double().mean().item() if several else None,
        "std": values.double().std().item() if several else None,
    }


def effective_count(model):
    """Trainable numbers, each object once; a parametrized weight (weight_norm, ...) counts as the one tensor it yields.

    What a parametrization only borrows, such as a layer that the model holds elsewhere too, counts as what it is.
    """
    elsewhere, waiting, met = set(), [model], set()
    while waiting:
        module = waiting.pop()
        if id(module) not in met and not isinstance(module, nn.utils.parametrize.ParametrizationList):
            met.add(id(module))
            elsewhere.update(map(id, module._parameters.values()))
            waiting.extend(child for child in module._modules.values() if child is not None)
    total, seen = 0, set()
    for module in model.modules():
        if nn.utils.parametrize.is_parametrized(module):
            for name, parametrization in module.parametrizations.items():
                originals = [p for p in parametrization.parameters() if id(p) not in elsewhere]
                seen.update(map(id, originals))
                total += getattr(module, name).numel() if any(p.requires_grad for p in originals) else 0
    for parameter in model.parameters():
        total += parameter.numel() if parameter.requires_grad and id(parameter) not in seen else 0
    return total


def look_ties(model):
    """Parameters that share: one object under several names, one memory under two objects, equal values in two (one of
    them transposed, perhaps)."""
    named = list(model.named_parameters())
    shared = [p["names"] for p in look_registry(model)["parameters"] if len(p["names"]) > 1]
    aliased, equal = [], []
    for i, (name, p) in enumerate(named):
        for other, q in named[:i]:
            if p.numel() == q.numel() > 1 and not p.is_meta:
                if p.data_ptr() == q.data_ptr():
                    aliased.append([other, name])
                elif same_values(p.detach(), q.detach()) and bool((p != p.reshape(-1)[0]).any()):
                    equal.append([other, name])
    return {"shared": shared, "aliased": aliased, "equal": equal}


def same_values(a, b):
    """Whether two tensors hold equal numbers, in the same places or with rows and columns exchanged."""
    return (a.shape == b.shape and a.equal(b)) or (a.ndim == b.ndim == 2 and a.shape == b.T.shape and a.equal(b.T))


class Hidden(NamedTuple):
    """A module or a tensor that PyTorch does not see, and the way to it."""

    value: object
    path: str  # layers[0], helper.layer, Net.layer, or a variable's name
    container: str  # attribute, list, tuple, dict, set, class, object (a helper's attribute), closure or global
    owner: tuple  # the class of the module on the way, and its attribute
    module: str  # the name of that module in the model


def hidden_things(model, outside=True):
    """THE walk over what sits in or around a model where PyTorch does not look: each thing once, as a Hidden.

    It goes through attributes, class attributes, containers and helper objects; with ``outside``, also through the
    variables around its methods and function attributes, where it yields what can learn. A layer that forward() makes
    as a local shows only while forward() runs: `births` tells of it.
    """
    known = {id(item) for found in (model.modules(), model.parameters(), model.buffers()) for item in found}

    def walk(value, path, container, owner, module, place=None, depth=0):
        if id(value) in known or depth > 4:
            return
        if isinstance(value, (nn.Module, torch.Tensor)):
            known.add(id(value))
            yield Hidden(value, path, container, owner, module)
        elif isinstance(value, CONTAINERS):
            for key, item in value.items() if isinstance(value, dict) else enumerate(value):
                inner = place or type(value).__name__
                yield from walk(item, f"{path}[{key!r}]", inner, owner, module, place, depth + 1)
        elif is_helper(value):
            for key, item in list(vars(value).items()):
                yield from walk(item, f"{path}.{key}", place or "object", owner, module, place, depth + 1)

    for prefix, module in model.named_modules():
        start = f"{prefix}." if prefix else ""
        for key, value in list(vars(module).items()):
            if key not in PLAIN_MODULE and not {f"{key}_orig", f"{key}_v"} & set(module._parameters):  # pruned, normed
                yield from walk(value, start + key, "attribute", (type(module), key), prefix)
        for base in type(module).__mro__[: type(module).__mro__.index(nn.Module)]:
            for key, value in list(vars(base).items()):
                if isinstance(value, (nn.Module, torch.Tensor, *CONTAINERS)) and not key.startswith("__"):
                    yield from walk(value, f"{type(module).__name__}.{key}", "class", (type(module), key), prefix)
    for prefix, module in model.named_modules() if outside else ():
        for function in functions_of(module):
            around = safely(lambda f=function: inspect.getclosurevars(f))
            for container in ("closure", "global") if around else ():
                for name, value in (around.nonlocals if container == "closure" else around.globals).items():
                    for found in walk(value, name, container, (type(module), name), prefix, container):
                        if any(t.requires_grad for t in tensors_in(found.value)):
                            yield found


def functions_of(module):
    """The learner's own functions that a module calls: its methods, and functions kept in its attributes."""
    for value in (*vars(type(module)).values(), *vars(module).values()):
        while isinstance(value, functools.partial):
            value = value.func
        if isinstance(value, types.FunctionType) and is_learners(value.__code__.co_filename):
            yield value


def look_hidden(model):
    """What the model holds unregistered in itself, described."""
    return [look_unregistered(thing) for thing in hidden_things(model, outside=False)]


def is_helper(value):
    """An object that may keep layers in its attributes: not a class, a function or a module file."""
    return (
        hasattr(value, "__dict__") and not isinstance(value, (type, types.ModuleType)) and not inspect.isroutine(value)
    )


def look_unregistered(thing):
    value = thing.value
    tensors = list(value.parameters()) if isinstance(value, nn.Module) else [value]
    if isinstance(value, nn.Module):
        kind = "module"
    elif isinstance(value, nn.Parameter):
        kind = "parameter"
    elif not value.requires_grad:
        kind = "constant"
    else:
        kind = "leaf" if value.is_leaf else "nonleaf"
    return {
        "path": thing.path,
        "container": thing.container,
        "kind": kind,
        "type": type(value).__name__,
        "numel": sum(t.numel() for t in tensors),
        "floating": all(t.is_floating_point() for t in tensors),
        "line": assignment_line(*thing.owner),
        "ids": [id(t) for t in tensors],
    }


def assignment_line(cls, attribute):
    """The learner's own line that assigns the attribute, or None."""
    pattern = re.compile(rf"\s*(self\.)?{re.escape(attribute.split('.')[-1])}\b[^=]*=[^=]")
    for base in cls.__mro__[: cls.__mro__.index(nn.Module)]:
        for value in vars(base).values():
            if isinstance(value, types.FunctionType) and is_learners(value.__code__.co_filename):
                for line in safely(lambda function=value: inspect.getsourcelines(function)[0], []):
                    if pattern.match(line):
                        return line.strip()
    return None


# What happens while code runs -----------------------------------------------------------------------------------------


def kinds_of_logits(logits):
    """ "probabilities" if the rows sum to one, "cut" if nothing is negative and some are exactly zero."""
    if bool((logits < 0).any()) or not bool(logits.any()):
        return set()
    if bool((logits.sum(1) - 1).abs().max() < 1e-4):
        return {"probabilities"}
    return {"cut"} if bool((logits == 0).any()) else set()


RANDOM = {"randn", "rand", "randn_like", "rand_like", "normal", "normal_", "uniform_", "kaiming_uniform_", "randint"}
PASSING = {
    "mul",
    "div",
    "__mul__",
    "__rmul__",
    "__truediv__",
    "to",
    "t",
    "view",
    "reshape",
    "transpose",
    "numpy_T",
    "__get__",
}
WEIGHING = {
    "linear",
    "matmul",
    "__matmul__",
    "__rmatmul__",
    "mm",
    "bmm",
    "addmm",
    "conv1d",
    "conv2d",
    "conv3d",
    "einsum",
}


class Watch(TorchFunctionMode):
    """Sees what is born while it is on: modules, Parameters, registrations; and which torch functions are called."""

    def __enter__(self):
        self.born, self.registrations = [], []
        self.calls, self.used, self.parameter_calls = set(), set(), set()
        self.entropy_of = set()  # what cross_entropy was given: "probabilities", "cut" logits
        self.inference = False  # whether a result was made under inference_mode
        self.drawn, self.drawn_weights = {}, False  # random tensors, and whether one of them served as a weight
        self._init, self._new = nn.Module.__init__, nn.Parameter.__new__

        def init(module, *args, **kwargs):
            self._note(module)
            self._init(module, *args, **kwargs)

        def new(cls, *args, **kwargs):
            parameter = self._new(cls, *args, **kwargs)
            self._note(parameter)
            return parameter

        nn.Module.__init__, nn.Parameter.__new__ = init, staticmethod(new)
        noted = lambda parent, name, child: self.registrations.append((parent, name, child))  # noqa: E731
        self._hooks = [
            nn.modules.module.register_module_module_registration_hook(noted),
            nn.modules.module.register_module_parameter_registration_hook(noted),
        ]
        return super().__enter__()

    def __exit__(self, *error):
        nn.Module.__init__, nn.Parameter.__new__ = self._init, staticmethod(self._new)
        for hook in self._hooks:
            hook.remove()
        return super().__exit__(*error)

    def __torch_function__(self, function, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        name = "data" if function == torch.Tensor.data.__get__ else getattr(function, "__name__", "?")
        if "dropout" in name and not kwargs.get("training", kwargs.get("train", args[2] if len(args) > 2 else True)):
            name = "idle_dropout"
        self.calls.add(name)
        for arg in (*args, *kwargs.values()):
            self.used.update(map(id, arg if isinstance(arg, (list, tuple)) else (arg,)))
        if any(isinstance(arg, nn.Parameter) for arg in args):
            self.parameter_calls.add(name)
        if name == "cross_entropy" and isinstance(args[0], torch.Tensor) and args[0].ndim > 1:
            self.entropy_of |= kinds_of_logits(args[0].detach())
        result = function(*args, **kwargs)
        self.inference |= isinstance(result, torch.Tensor) and result.is_inference()
        if name in RANDOM or (name in PASSING and any(id(arg) in self.drawn for arg in args)):
            self.drawn[id(result)] = result
        elif name in WEIGHING and any(id(arg) in self.drawn for arg in args[1:]):
            self.drawn_weights = True
        return result

    def _note(self, thing):
        """Remember the object, and the function and line of the learner's code in which it was born."""
        frame, function, line = sys._getframe(2), None, None
        while frame and frame.f_code.co_filename != answer.__code__.co_filename:
            code = frame.f_code
            if is_learners(code.co_filename) and frame.f_locals.get("self") is not thing:
                line = line or linecache.getline(code.co_filename, frame.f_lineno).strip()
                function = code.co_name
                if function not in ("__init__", "<listcomp>", "<dictcomp>", "<genexpr>", "<lambda>"):
                    break
            frame = frame.f_back
        self.born.append((thing, function, line))

    def initialised(self, model):
        """How often nn.Module.__init__ ran for this very object."""
        return sum(thing is model for thing, _, _ in self.born)


def look_build(watch, model):
    """What the constructor made and lost: layers never reachable from the model, names assigned twice."""
    reachable = {id(module) for module in model.modules()}
    for thing in hidden_things(model, outside=False):
        if isinstance(thing.value, nn.Module):
            reachable.update(id(module) for module in thing.value.modules())
    names = {}
    for parent, name, child in watch.registrations:
        if id(parent) in reachable and child is not None:
            names.setdefault((id(parent), name), {})[id(child)] = child
    replaced = {id(child) for children in names.values() for child in list(children.values())[:-1]}
    reachable.update(id(p) for module in list(model.modules()) for p in tensors_in(list(vars(module).values())))
    reachable.update(id(p) for thing, _, _ in watch.born if isinstance(thing, nn.Module) for p in parameters_of(thing))
    lost = {}
    for thing, _, line in watch.born:
        numel = (
            sum(p.numel() for p in tensors_in(thing))
            if "_parameters" in vars(thing) or isinstance(thing, nn.Parameter)
            else 0
        )
        if id(thing) not in reachable and numel:
            lost[id(thing)] = {
                "type": type(thing).__name__,
                "numel": numel,
                "line": line,
                "replaced": id(thing) in replaced,
            }
    return {
        "lost": list(lost.values()),
        "twice": [name for (_, name), children in names.items() if len(children) > 1],
    }


def parameters_of(module):
    """The parameters of a module, or none while it is not initialised."""
    return list(module.parameters()) if "_parameters" in vars(module) else []


def count(module):
    return sum(parameter.numel() for parameter in parameters_of(module))


def look_forward(model, inputs):
    """Two calls in eval mode on the same input under different seeds: shape, sameness, births, orphans, writes."""
    attempt("eval", model.eval)
    before = {name: p.detach().clone() for name, p in model.named_parameters()}
    table_before = registry_table(model)
    outputs, watches, tables, counts = [], [], [], Counter()
    for call in (1, 2):
        reseed(call)
        with counted_calls(counts), Watch() as watch:
            outputs.append(attempt("forward", model, *inputs()))
        watches.append(watch)
        tables.append(registry_table(model))
    first, second = (flatten(output) for output in outputs)
    registered = {id(t) for t in (*model.parameters(), *model.buffers())}
    leaves = [autograd_leaves(output) for output in (first, second)]
    orphans = [
        {"fresh": key not in leaves[0], "leaf": type(leaf).__name__, "numel": leaf.numel(), "shape": list(leaf.shape)}
        | orphan_home(model, leaf)
        for key, leaf in leaves[1].items()
        if key not in registered
    ]
    same = len(first) == len(second) and all(a.equal(b) for a, b in zip(first, second))
    return {
        "type": type(outputs[0]).__name__,
        "shape": list(outputs[0].shape) if isinstance(outputs[0], torch.Tensor) else None,
        "dtype": str(first[0].dtype).removeprefix("torch.") if first else None,
        "finite": all(bool(t.isfinite().all()) for t in first if t.is_floating_point()),
        "requires_grad": any(t.requires_grad for t in first),
        "zeros": any(bool((t == 0).any()) for t in first),
        "nonnegative": all(bool((t >= 0).all()) for t in first),
        "rows_sum_to_one": all(bool(t.sum(-1).sub(1).abs().max() < 1e-4) for t in first if t.ndim > 1 and t.numel()),
        "same_twice": same,
        "orphans": orphans,
        "born": births(watches[1], model) or births(watches[0], model),
        "registry_grew": sorted(tables[0].keys() - table_before.keys()),
        "registry_changed": sorted(
            {
                name
                for old, new in zip((table_before, tables[0]), tables)
                for name in new
                if old.get(name, new[name]) != new[name]
            }
        ),
        "written": [n for n, p in model.named_parameters() if n in before and not p.detach().equal(before[n])],
        "called_twice": [n for n, m in model.named_modules() if counts[id(m)] > 2],  # in two calls of the model
        "inference": watches[1].inference,
        "drawn_weights": watches[1].drawn_weights,
        "renorms": any(getattr(m, "max_norm", None) is not None for m in model.modules()),
        "parameter_calls": sorted(watches[0].parameter_calls),
        "reset": resets(model, inputs, before),
        "unused": [n for n, p in model.named_parameters() if id(p) not in watches[0].used | watches[1].used],
        "calls": sorted(watches[0].calls | watches[1].calls),
    }


def resets(model, inputs, before):
    """Parameters that forward() sets to the same values again, whatever they were before the call."""
    own = {name: p for name, p in model.named_parameters() if name in before}
    found = []
    with torch.no_grad():
        for seed in (1, 2):
            reseed(seed)
            for p in own.values():
                p.add_(0.1 * torch.randn_like(p)) if p.is_floating_point() else None
            jittered = {name: p.detach().clone() for name, p in own.items()}
            reseed(0)
            if safely(lambda: [model(*inputs())]) is None:
                break
            found.append({name: p.detach().clone() for name, p in own.items() if not p.equal(jittered[name])})
        for name, p in own.items():
            p.copy_(before[name])
    first, second = found if len(found) == 2 else ({}, {})
    return [name for name in first if name in second and first[name].equal(second[name])]


@contextlib.contextmanager
def counted_calls(counts):
    """Count the calls of each module, by id."""
    hook = nn.modules.module.register_module_forward_pre_hook(lambda module, args: counts.update([id(module)]))
    try:
        yield
    finally:
        hook.remove()


def registry_table(model):
    return {name: (id(p), p.requires_grad) for name, p in model.named_parameters(remove_duplicate=False)}


def flatten(value):
    """The tensors in an output: itself, or those in its tuple, list or dict."""
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [tensor for item in value for tensor in flatten(item)] if isinstance(value, (list, tuple)) else []


def autograd_leaves(tensors):
    """The tensors that ``backward()`` would fill, by id: the leaves of the graph behind ``tensors``."""
    pending, seen, leaves = [t.grad_fn for t in tensors if t.grad_fn], set(), {}
    leaves.update((id(t), t) for t in tensors if t.is_leaf and t.requires_grad)
    while pending:
        node = pending.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        if hasattr(node, "variable"):
            leaves[id(node.variable)] = node.variable
        pending.extend(child for child, _ in node.next_functions)
    return leaves


def orphan_home(model, leaf):
    """Where a leaf that is not registered lives: in an attribute of the model, or in a variable around its methods."""
    for thing in hidden_things(model):
        if any(tensor is leaf for tensor in tensors_in(thing.value)):
            told = look_unregistered(thing)
            if thing.container in ("closure", "global"):
                return {"home": "outside", "path": thing.path.partition("[")[0], "type": told["type"]}
            return {"home": "attribute", **{key: told[key] for key in ("path", "container", "kind", "type", "line")}}
    return {"home": None}


def tensors_in(value):
    """The tensors of a module, of a container, or the tensor itself."""
    if isinstance(value, nn.Module):
        yield from value.parameters()
    elif isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, CONTAINERS):
        for item in value.values() if isinstance(value, dict) else value:
            yield from tensors_in(item)


def births(watch, model):
    """Modules with parameters, dropouts and Parameters born in a forward call."""
    inner = {
        id(t)
        for thing, _, _ in watch.born
        if isinstance(thing, nn.Module)
        for t in (*parameters_of(thing), *list(thing.modules())[1:])
    }
    registered = {id(item) for found in (model.modules(), model.parameters()) for item in found}
    return [
        {
            "kind": "module" if isinstance(thing, nn.Module) else "parameter",
            "type": type(thing).__name__,
            "numel": count(thing) if isinstance(thing, nn.Module) else thing.numel(),
            "registered": id(thing) in registered,
            "function": function,
            "line": line,
        }
        for thing, function, line in watch.born
        if id(thing) not in inner and not is_view(thing, registered)
    ]


def is_view(thing, registered):
    """A container made of registered layers, such as the slice `self.layers[:-1]`: nothing new in it."""
    inside = parameters_of(thing) if isinstance(thing, nn.Module) else []
    return bool(inside) and id(thing) not in registered and all(id(p) in registered for p in inside)


def look_gradients(model, inputs, held):
    """After backward from a random projection of the output, in train mode: each parameter's gradient, and one step of
    plain gradient descent on the parameters ``held`` (torch.optim would first import its compiler, for a second).

    A gradient that is None or zero is tried on several inputs (a ReLU may be off, a dropout may hit) and then told
    apart by influence: does the output change when the parameter changes?
    """
    attempt("train", model.train)
    names = dict(model.named_parameters())
    status = dict.fromkeys(names, "none")
    before = {name: p.detach().clone() for name, p in names.items()}
    for offset in range(8):
        reseed(100 + offset)
        loss = projected(attempt("forward", model, *inputs(offset)))
        if loss is None:
            break
        attempt("backward", loss.backward)
        for name, p in names.items():
            if p.grad is not None:
                nonzero = is_nonzero(p.grad)
                status[name] = "nonzero" if nonzero or status[name] == "nonzero" else "zero"
        if all(value == "nonzero" for name, value in status.items() if names[name].requires_grad):
            break
    with torch.no_grad():
        for p in held:
            if p.requires_grad and p.grad is not None:
                p.sub_(p.grad)
    silent = [name for name, value in status.items() if value != "nonzero"]
    model.zero_grad()
    return {
        "status": status,
        "moved": [name for name, p in names.items() if not p.detach().equal(before[name])],
        "influence": influence(model, inputs, {name: names[name] for name in silent}),
    }


def is_nonzero(grad):
    return bool((grad.coalesce().values() if grad.is_sparse else grad).any())


def projected(output):
    """A random weighted sum of the output: unlike a plain sum it is not blind after softmax or a norm. None if nothing
    in the output is differentiable."""
    terms = [
        (tensor * torch.randn(tensor.shape, dtype=tensor.dtype).to(tensor.device)).sum()
        for tensor in flatten(output)
        if tensor.requires_grad
    ]
    return sum(terms) if terms else None


def influence(model, inputs, parameters):
    """For each parameter: does a clear change of its values change the output in eval mode?"""
    model.eval()
    changes = {}
    with torch.no_grad():
        for name, parameter in parameters.items():
            kept = parameter.detach().clone()
            reseed(0)
            plain_output = flatten(attempt("forward", model, *inputs()))
            parameter.add_(torch.randn(parameter.shape).to(parameter) * 3)
            reseed(0)
            changed = flatten(attempt("forward", model, *inputs()))
            parameter.copy_(kept)
            changes[name] = not all(a.equal(b) for a, b in zip(plain_output, changed))
    return changes


def look_round_trip(model, build, inputs):
    """Save with state_dict, load into a fresh twin, compare the outputs of both in eval mode."""
    twin = build(1)
    try:
        twin.load_state_dict(model.state_dict())
        outputs = []
        for either in (model.eval(), twin.eval()):
            reseed(0)
            with torch.no_grad():
                outputs.append(flatten(either(*inputs())))
    except Exception as error:
        return {"same": False, "error": described(error, "load")}
    same = all(torch.allclose(a, b, rtol=1e-4, atol=1e-6) for a, b in zip(*outputs))
    return {"same": same, "keys": len(model.state_dict())}


def look_dtype(build, inputs):
    """A twin in float64: does everything follow .to()? And is the whole model affine, f(a+b) + f(0) = f(a) + f(b)?"""
    twin = build()
    try:
        twin.eval()
        twin(*inputs())  # a lazy layer takes its size here
        twin.to(torch.float64)
        with torch.no_grad():
            same_kind = all(
                t.dtype == torch.float64 for t in flatten(twin(*inputs(0, torch.float64))) if t.is_floating_point()
            )
            affine = all(
                is_affine(twin, inputs(2 * k, torch.float64), inputs(2 * k + 1, torch.float64)) for k in range(4)
            )
    except Exception as error:
        return {"follows": False, "error": described(error, "dtype")}
    return {"follows": same_kind, "affine": affine}


def is_float(x):
    return isinstance(x, torch.Tensor) and x.is_floating_point()


def is_affine(model, a, b):
    """Whether f(a+b) + f(0) = f(a) + f(b) for these inputs, enlarged so that they reach beyond the biases."""

    def f(combine):
        return flatten(model(*(10 * combine(x, y) if is_float(x) else x for x, y in zip(a, b))))

    outputs = [f(torch.add), f(lambda x, y: 0 * x), f(lambda x, y: x), f(lambda x, y: y)]
    return all(torch.allclose(both + zero, x + y, atol=1e-8) for both, zero, x, y in zip(*outputs))
