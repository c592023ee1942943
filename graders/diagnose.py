"""Diagnosing: from what was seen to the name of the mistake.

Each rule names one code of the catalogue and yields only when two independent signs agree; a single sign leaves the
card at "expected and found". What the exercise wants (``intent``) decides where the same object can be right or wrong.
The order of the rules is the order in which causes explain one another: what never got built comes first.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One named mistake: its catalogue code, where it sits, the words for it, and the learner's own line if known."""

    code: str
    where: str
    message: str
    line: str | None = None


def diagnose(seen, reference=None, intent=None, rules=None):
    """The mistakes in what was seen of one model, most fundamental first: a list of Finding, empty if none has a name.

    ``reference`` is what was seen of a correct model. ``intent`` says what is wanted where there is no such model: how many
    ``parameters``, whether ``nonlinear``, whether ``all_learn``. ``rules`` are those of this module unless given.
    """
    from graders import mistakes

    intent, found = {**(intent or {}), **(intent_of(reference) if reference else {})}, []
    for rule in rules or RULES:
        for code, where, what, line in rule(seen, intent):
            if any(code == finding.code for finding in found):
                continue
            message = mistakes.find(code).card.format(where=where or "the layer", what=what or "the layer")
            found.append(Finding(code, where, message, line))
    return found


HIDDEN = {"list": "R04", "tuple": "R04", "set": "R04", "dict": "R05", "class": "R16", "object": "R21"}


def intent_of(seen):
    """What a correct model tells about what is wanted."""
    if "forward" not in seen or "gradients" not in seen:
        return {}
    forward, moving = seen["forward"], seen.get("dtype", {})
    return {
        "parameters": seen["effective"],
        "nonlinear": moving.get("affine") is False,
        "logits": not forward["rows_sum_to_one"] and not forward["nonnegative"],
        "buffer_sizes": [b["numel"] for b in seen["buffers"]],
        "shared": len(seen["tied"]["shared"]),
    }


def building(seen, intent):
    """R13, R14, R15, R22, R23, R26: what goes wrong before the first forward call."""
    facts, error = seen.get("class", {}), seen.get("error") or {}
    text, phase = error.get("text", ""), error.get("phase")
    never_called = facts.get("own_init") and not facts.get("calls_super")
    if "before Module.__init__() call" in text and (never_called or phase == "build"):
        yield "R13", facts.get("name", "the class"), None, error.get("line")
    if never_called and "no attribute '_parameters'" in text:
        yield "R14", facts.get("name", "the class"), None, None
    if "modified by an inplace operation" in text:
        yield "G10", None, None, error.get("line")
    build = seen.get("build", {})
    twice = max(build.get("super_calls", 0), facts.get("super_calls", 0)) > 1
    empty = "empty parameter list" in text or ("parameters" in seen and not seen["effective"])
    if twice and empty:
        yield "R15", seen.get("name", "the class"), None, None
    if facts.get("misspelt_init") and not facts.get("own_init") and (phase == "build" or not seen.get("effective")):
        yield "R26", seen.get("name", "the class"), None, None
    too_few = intent.get("parameters", 0) > seen.get("effective", 0)
    replaced = [item for item in build.get("lost", ()) if item["replaced"]]
    misfit = (
        phase == "forward" and ("shape" in text or "size" in text) and any(r["type"] != "Parameter" for r in replaced)
    )
    if build.get("twice") and replaced and (misfit or too_few):
        yield "R23", ", ".join(f"`{name}`" for name in build["twice"]), None, None
    elif facts.get("assigned_twice") and build.get("twice") is None:
        again = set(facts["assigned_twice"]) & {
            n.rpartition(".")[2] for n in (seen.get("forward") or {}).get("called_twice", ())
        }
        if again and (too_few or "parameters" not in intent):
            yield "R23", ", ".join(f"`{name}`" for name in sorted(again)), None, None
    absent = phase == "forward" and error.get("type") == "AttributeError" and not build.get("lost")
    if absent and (local := [name for name in facts.get("local_layers", ()) if name.removeprefix("self_") in text]):
        yield "R22", local[0], None, None
    lost = [item for item in build.get("lost", ()) if not item["replaced"]]
    if lost and error.get("type") in ("AttributeError", "NameError") and phase == "forward":
        yield "R22", lost[0]["type"], f"nn.{lost[0]['type']}", lost[0]["line"]


def born_in_forward(seen, intent):
    """R01, R02, R03, R18, R24, R25: what forward makes anew or overwrites."""
    forward = seen.get("forward")
    if not forward:
        return
    fresh = [orphan for orphan in forward["orphans"] if orphan["fresh"]]
    layers = [b for b in forward["born"] if b["kind"] == "module" and b["numel"]]
    tensors = [b for b in forward["born"] if b["kind"] == "parameter"]
    if forward["registry_changed"] and (kept := [b for b in layers + tensors if b["registered"]]):
        yield "R02", ", ".join(forward["registry_changed"][:2]), f"nn.{kept[0]['type']}", kept[0]["line"]
    elif forward["registry_grew"] and (layers or tensors):
        first = (layers or tensors)[0]
        yield "R03", ", ".join(forward["registry_grew"][:2]), f"nn.{first['type']}", first["line"]
    elif fresh and layers:
        code = "R01" if layers[0]["function"] == "forward" else "R24"
        yield code, layers[0]["function"] or "forward", f"nn.{layers[0]['type']}", layers[0]["line"]
    elif fresh and tensors:
        partial = any(
            s == "none" and seen.get("gradients", {}).get("influence", {}).get(n)
            for n, s in seen.get("gradients", {}).get("status", {}).items()
        )
        yield "G11" if partial else "R18", "nn.Parameter", "nn.Parameter", tensors[0]["line"]
    if rewritten := forward["reset"] or (forward["written"] if not forward["same_twice"] else []):
        yield "R25", quoted(rewritten), None, None


def unregistered(seen, intent):
    """R04 to R09, R12, R16, R21: learnable tensors that live where PyTorch does not look."""
    stable = [orphan for orphan in (seen.get("forward") or {}).get("orphans", ()) if not orphan["fresh"]]
    nonleaf = [item for item in seen.get("hidden", ()) if item["kind"] == "nonleaf"]
    if nonleaf and (stable or seen.get("copies") is False):
        was_parameter = any(orphan["leaf"] == "Parameter" for orphan in stable) or not stable
        yield "R09" if was_parameter else "R07", top(nonleaf), None, nonleaf[0]["line"]
        return
    for home in ("attribute", "outside"):
        group = [orphan for orphan in stable if orphan["home"] == home]
        if not group:
            continue
        first = group[0]
        if home == "outside":
            yield "R12", first["path"], f"nn.{first['type']}", None
            continue
        kind, container = first["kind"], first["container"]
        if container == "attribute" and kind in ("leaf", "parameter"):
            code = "R07"
        elif kind in ("leaf", "parameter") and container in ("list", "tuple", "dict", "set"):
            code = "R06"
        else:
            code = HIDDEN.get(container)
        if code:
            yield code, top(group), f"nn.{first['type']}", first["line"]


def top(items):
    """The attributes behind paths such as layers[0] and layers[1], each once."""
    return ", ".join(dict.fromkeys(f"`{item['path'].split('[')[0]}`" for item in items))


def counting(seen, intent):
    """R08, R10, R11, R20: the count tells that something is missing, the registry tells what."""
    want, have = intent.get("parameters"), seen.get("effective")
    if want is None or have is None or have >= want or (seen.get("forward") or {}).get("orphans"):
        return
    short = want - have
    frozen = [p for p in seen["parameters"] if not p["trainable"]]
    constants = [h for h in seen["hidden"] if h["kind"] == "constant" and h["floating"]]
    buffers = [b for b in seen["buffers"] if b["dtype"].startswith(("float", "bfloat"))]
    if frozen and sum(p["numel"] for p in frozen) == short:
        yield "R11", ", ".join(f"`{p['names'][0]}`" for p in frozen[:2]), None, None
    elif constants and sum(h["numel"] for h in constants) == short:
        yield "R08", top(constants), None, constants[0]["line"]
    elif buffers and sum(b["numel"] for b in buffers) == short:
        yield "R10", ", ".join(f"`{b['names'][0]}`" for b in buffers[:2]), None, None
    elif again := next(filter(lambda names: len(names) > 1, repeated(seen)), None):
        names = again
        yield "R20", ", ".join(f"`{name}`" for name in names[:3]), None, None


def repeated(seen):
    """The names of each module, and of each parameter, that has several."""
    return [*seen["repeated"], *(p["names"] for p in seen["parameters"])]


def noisy(seen, intent):
    """B06, B07, R17: what is drawn at random although the model is in eval mode."""
    forward = seen.get("forward")
    if not forward:
        return
    fresh = any(orphan["fresh"] for orphan in forward["orphans"])
    changed = forward["registry_changed"] or forward["registry_grew"]
    deaf = (seen.get("eval_call") or {}).get("deaf")
    if not (forward["same_twice"] or fresh or forward["written"] or changed or deaf):
        dropouts = [b for b in forward["born"] if "Dropout" in b["type"]]
        kept = [h for h in seen["hidden"] if "Dropout" in h["type"] and h["container"] in HIDDEN]
        drawn = {"randn", "rand", "randn_like", "rand_like", "normal", "normal_", "uniform_"} & set(forward["calls"])
        if kept:  # eval() does not reach what is not registered
            yield HIDDEN[kept[0]["container"]], top(kept), f"nn.{kept[0]['type']}", kept[0]["line"]
        elif dropouts:
            yield "B07", "forward", f"nn.{dropouts[0]['type']}", dropouts[0]["line"]
        elif any("dropout" in name for name in set(forward["calls"]) - {"idle_dropout"}):
            yield "B06", "forward", "F.dropout", None
        elif drawn and forward["drawn_weights"]:
            yield "R17", "forward", f"torch.{min(drawn)}", None


def flowing(seen, intent):
    """R19, G01 and its group, G06, G09, G11 to G16, G18 to G24: registered, but no useful gradient arrives."""
    gradients = seen.get("gradients") or {}
    if "status" not in gradients:
        return
    status, influence, calls = gradients["status"], gradients["influence"], set(seen["forward"]["calls"])
    wanted = {name for p in seen["parameters"] if p["trainable"] for name in p["names"]}
    trainable = {name for name in wanted if not under(name, seen.get("frozen", ()))}
    none = [name for name, value in status.items() if value == "none" and name in trainable]
    idle = [name for name in none if not influence.get(name) and name not in elsewhere(seen)]
    unused = [name for name in idle if name in seen["forward"]["unused"] and not is_branch(name, none, status, seen)]
    cut = [name for name in none if influence.get(name)]
    too_many = seen["effective"] > intent.get("parameters", seen["effective"])
    if unused and (intent.get("all_learn") or too_many):
        yield "R19", quoted(unused), None, None
    elif (intent.get("all_learn") or too_many) and seen["forward"]["requires_grad"]:
        dropped = [name for name in idle if name not in seen["forward"]["unused"]]
        if dropped:
            yield "G20", quoted(dropped), None, None
    rewrapped = any(o["fresh"] for o in seen["forward"]["orphans"]) and any(
        b["kind"] == "parameter" for b in seen["forward"]["born"]
    )
    if cut and not rewrapped:
        yield cutting(seen, cut, calls), quoted(cut), None, None
    zero = [name for name, value in status.items() if value == "zero" and name in trainable]
    weights = [p for p in seen["parameters"] if p["trainable"] and p["std"] is not None]
    if zero and weights and all(p["std"] == 0 and p["mean"] == 0 for p in weights):
        yield "G13", quoted(zero), None, None
    elif stuck := [n for n in gradients.get("stuck", ()) if n in trainable and "weight_hh" not in n]:  # one time step
        yield from starving(stuck, influence, calls)
    if (alike := gradients.get("alike")) and not zero:
        yield "G14", quoted(alike), None, None
    if wrong := gradients.get("wrong"):
        yield "G23", quoted(wrong), None, None
    if intent.get("nonlinear") and seen.get("dtype", {}).get("affine") and not none and not zero:
        yield "G18", "forward", None, None
    given = (
        {kind for step in seen.get("steps", ()) for kind in step.get("entropy_of", ())}
        if seen.get("own_step")
        else set()
    )
    forward, wants = seen["forward"], intent.get("logits")
    if "probabilities" in given or (wants and forward["rows_sum_to_one"] and "softmax" in calls):
        yield "G15", "forward", None, None
    elif calls & CUTTING and forward["nonnegative"] and ("cut" in given or (wants and forward["zeros"])):
        yield "G16", "forward", None, None


CUTTING = {"relu", "relu_", "clamp", "clamp_min", "clamp_", "threshold", "relu6", "hardtanh", "maximum", "max"}


def quoted(names):
    """Up to three names in backticks."""
    names = list(dict.fromkeys(names))
    return ", ".join(f"`{name}`" for name in names[:3])


def elsewhere(seen):
    """Parameters that the user's own training step uses and moves: not idle, only not used by this call."""
    return {name for step in seen.get("steps", ()) for name in step.get("moved", ())} if seen.get("own_step") else set()


def is_branch(name, none, status, seen):
    """One of several branches in a container of modules, of which this input took another."""
    containers = seen.get("containers", {})
    for path, children in containers.items():
        if name.startswith(f"{path}."):
            return any(status.get(n) != "none" for n in status if n.startswith(f"{path}.")) and len(children) > 1
    return False


def starving(stuck, influence, calls):
    """Why a gradient is exactly zero, and stays so when the weights change a little: G09, G12, G19."""
    if calls & {"round", "sign", "floor", "ceil", "heaviside", "trunc"}:
        yield "G09", quoted(stuck), None, None
    elif not any(influence.get(name) for name in stuck):
        dead = calls & {"relu", "relu_", "clamp", "clamp_min", "threshold", "hardtanh"}
        silent_mul = calls & {
            "mul",
            "__mul__",
            "__rmul__",
            "mul_",
            "zeros_like",
            "__setitem__",
            "masked_fill",
            "zero_",
            "rmul",
        }
        yield (
            "G19" if silent_mul and not dead else "G12" if dead and not silent_mul else "G19",
            quoted(stuck),
            None,
            None,
        )
    elif calls & {"relu", "relu_", "clamp", "clamp_min", "threshold", "hardtanh", "leaky_relu"}:
        yield "G12", quoted(stuck), None, None


def cutting(seen, cut, calls):
    """Which call cut the graph: for one tensor of a module (G24), for all of forward (G06), or in between."""
    status = seen["gradients"]["status"]
    siblings = {name.rpartition(".")[0] for name in status if status[name] == "nonzero"}
    if seen["forward"].get("inference"):
        return "G21"
    if set(seen["forward"]["parameter_calls"]) & {"detach", "data"} and not calls & {"_set_grad_enabled", "numpy"}:
        return "G24"
    if calls & {"detach", "data"} and "numpy" not in calls and all(name.rpartition(".")[0] in siblings for name in cut):
        return "G24"
    if not seen["forward"]["requires_grad"] and seen["class"]["wrapped_forward"]:
        return "G06"
    causes = {"numpy": "G04", "detach": "G01", "data": "G02", "_set_grad_enabled": "G05", "tensor": "G22"}
    unknown = "G24" if "item" in calls else "G01/G02/G04/G05/G22"
    code = next((code for call, code in causes.items() if call in calls), unknown)
    frozen = seen.get("frozen") and not any(
        p["trainable"] for p in seen["parameters"] for name in p["names"] if under(name, seen["frozen"])
    )
    return "Z12" if frozen and code == "G05" else code


def under(name, prefixes):
    """Whether a parameter's name lies under one of the prefixes, which match at a dot."""
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


RULES = (building, born_in_forward, unregistered, counting, noisy, flowing)
