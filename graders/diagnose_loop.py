"""Diagnosing a whole program: freezing, the optimizer, the loop, modes, buffers, ties. Same rules as in diagnose.py:
two independent signs before a mistake is named, one message for a group that looks alike from outside."""

from graders.diagnose import quoted, under


def parts(names):
    """The modules that parameters belong to, each once."""
    return quoted(name.rpartition(".")[0] or name for name in names)


def steps_of(seen):
    return [step for step in seen.get("steps", ()) if "error" not in step]


def moved_in(seen):
    return {name for step in seen.get("steps", ()) for name in step.get("moved", ())}


def first_error(seen):
    """The first error of a training step or of the probes, with its text."""
    for found in (*seen.get("steps", ()), seen.get("gradients") or {}, seen):
        if found.get("error"):
            return found["error"]
    return {}


def constructing(seen, intent):
    """O05, O17, Z13, Z21, R15/R26: what raises while model and optimizer are built."""
    error = seen.get("error") or {}
    text, build = error.get("text", ""), seen.get("build", {})
    if error.get("phase") != "build":
        return
    if "more than one parameter group" in text:
        yield "O05", None, None, error["line"]
    if error["type"] == "TypeError" and "not iterable" in text and "method" in text:
        yield "O17", None, None, error["line"]
    if error["type"] == "AttributeError" and "generator" in text and "requires_grad" in text:
        yield "Z21", None, None, error["line"]
    if "empty parameter list" in text:
        facts = seen.get("class", {})
        if build.get("made_parameters") and build.get("super_calls", 0) < 2:
            yield "Z13", None, None, error["line"]
        elif max(build.get("super_calls", 0), facts.get("super_calls", 0)) < 2 and not facts.get("misspelt_init"):
            yield "R15/R26", None, None, error["line"]


def freezing(seen, intent):
    """Z01 to Z12, Z15 to Z20, Z22: what should stand still and does not."""
    if "parameters" not in seen:
        return
    trains = {name: p["trainable"] for p in seen["parameters"] for name in p["names"]}
    stray = seen.get("stray", ())
    constants = constants_as_parameters(seen, intent)
    wanted = [name for name in trains if under(name, seen["frozen"]) and name not in constants]
    others = [name for name in trains if name not in wanted]
    if not wanted:
        for found in stray:
            if any(trains[n] for n in trains if under(n, [found["where"]]) or not found["where"]):
                yield "Z01" if found["on"] == "module" else "Z02", quoted([found["where"]]), found["name"], None
                break
        if trains and not any(trains.values()):
            yield from all_frozen(seen)
        return
    moved, steps = moved_in(seen), steps_of(seen)
    loose = [name for name in wanted if trains[name]]
    if not any(trains.values()) and others:
        yield from all_frozen(seen)
    elif len(loose) == len(wanted) and others and not any(trains[name] for name in others):
        yield "Z10", parts(wanted), None, None
    elif loose and len(loose) < len(wanted) and moved & set(loose):
        yield "Z15", quoted(loose), None, None
    elif loose and moved & set(loose):
        grads = [
            step["at_step"][name] for step in steps if step["at_step"] for name in loose if name in step["at_step"]
        ]
        if stray:
            found = stray[0]
            yield "Z01" if found["on"] == "module" else "Z02", quoted([found["where"]]), found["name"], None
        elif grads and set(grads) == {"zero"}:
            yield "Z16", parts(loose), None, None
        else:
            yield frozen_trace(seen), parts(loose), None, None
    if not loose:
        if stuck := [name for name in wanted if name in moved]:
            grads = {step["at_step"].get(name) for step in steps if step["at_step"] for name in stuck}
            yield "Z08" if "nonzero" in grads else "Z07", parts(stuck), None, None
        drifted = {name for step in steps for name in step["buffers_moved"] if under(name, seen["frozen"])}
        drifted = {name for name in drifted if not name.endswith("num_batches_tracked")}
        if drifted:
            owners = {name.rpartition(".")[0] for name in drifted}
            resting = any(seen["modes"].get(owner) is False for owner in owners)
            yield "Z18" if resting and seen["modes"].get("") else "Z17", quoted(sorted(owners)), None, None


def all_frozen(seen):
    """Z05, or Z06 where a forced requires_grad on the loss hides it."""
    losses = [loss for step in seen.get("steps", ()) for loss in step["losses"]]
    if any(loss["leaf"] and loss["requires_grad"] for loss in losses):
        yield "Z06", None, None, None
    elif "does not require grad" in first_error(seen).get("text", "") or (seen.get("own_step") and not losses):
        yield "Z05", None, None, None


def frozen_trace(seen):
    """Which attempt at freezing left the parameters as they were."""
    events, names = seen["setup"], set(seen["names"])
    on_tensor = any(event.startswith("requires_grad=(Tensor,") for event in events)
    if "requires_grad=(Parameter,False)" in events and "requires_grad=(Parameter,True)" in events:
        return "Z22"
    if "data(Parameter)" in events and on_tensor:
        return "Z19"
    if "detach(Parameter)" in events:
        return "Z20" if on_tensor and "state_dict" in names else "Z09"
    if seen["modes"].get("") and any(
        not mode and under_any(name, seen["frozen"]) for name, mode in seen["modes"].items()
    ):
        return "Z03"
    if "no_grad" in names:
        return "Z04"
    if "requires_grad" in names or "requires_grad_" in names:
        return "Z11"
    return "Z04/Z09/Z11/Z19/Z20/Z22"


def under_any(module, prefixes):
    return under(module, prefixes) or any(prefix.startswith(module + ".") for prefix in prefixes if module)


def optimizing(seen, intent):
    """O01 to O04, O12 to O15, Z14: what the optimizer holds."""
    held = seen.get("optimizer")
    if not held or not held["trainable"]:
        return
    missing, moved = held["missing"], moved_in(seen)
    resting = [n for n in missing if n not in moved and not under(n, seen["frozen"])]
    others_step = any("other" in step["steppers"] for step in seen.get("steps", ()))
    if held["views"] and len(missing) == len(held["trainable"]):
        code = "O12/O13" if not seen["names"] else "O12" if "state_dict" in seen["names"] else "O13"
        yield code, None, None, None
    elif held["foreign"] and not held["own"]:
        if not moved:
            yield "O01/O14/O15", None, None, None
    elif held["foreign"] and resting and not others_step:
        yield "O02", parts(resting), None, None
    elif resting and not (others_step and moved) and not held["foreign"] and len(missing) < len(held["trainable"]):
        yield "O03/Z14", parts(resting), None, None
    if held["doubled"]:
        yield "O04", parts(held["doubled"]), None, None


def stepping(seen, intent):
    """O06 to O11, O16, O18 to O20, G03, G08, G10, G17, G21, B05: what a training step does."""
    steps, error = seen.get("steps", ()), first_error(seen)
    text = error.get("text", "")
    if "a leaf Variable that requires grad" in text and error.get("phase") == "step":
        yield "O20", None, None, error["line"]
    if "modified by an inplace operation" in text:
        yield "G10", None, None, error["line"]
    if "nference tensor" in text or "nference_mode" in text:
        yield "G21", None, None, error["line"]
    if "second time" in text or any(step["graphs_kept"] for step in steps):
        kept = [name for step in steps for name in step["graphs_kept"]]
        registered = {name for b in seen.get("buffers", ()) for name in b["names"]}
        hidden = {h["path"] for h in seen.get("hidden", ()) if h["kind"] == "nonleaf"}
        fresh = [name for name in kept if name not in hidden]
        if "second time" in text and (fresh or set(kept) & registered):
            yield "B05", quoted(fresh or kept), None, None
    forward = seen.get("forward") or {}
    if "does not require grad" in text and forward.get("requires_grad") and steps and "error" in steps[0]:
        hard = set(steps[0]["calls"]) & {"argmax", "round", "topk", "sign", "max"}
        if hard and not any(loss["reaches"] for loss in steps[0]["losses"]):
            yield "G08", None, None, error["line"]
    if not seen.get("own_step") or not steps or "error" in steps[0]:
        return
    first, second = steps[0], steps[-1]
    trainable = [n for p in seen.get("parameters", ()) if p["trainable"] for n in p["names"]]
    still, losses = not first["moved"] and not second.get("moved"), first["losses"]
    if replaced := first["replaced"]:
        yield "O06", quoted(replaced), None, None
    if losses and trainable and not any(loss["reaches"] for loss in losses) and still:
        if all(loss["leaf"] for loss in losses):
            yield "G03", None, None, None
        elif any(loss["orphans"] for loss in losses):
            yield "G17", None, None, None
        return
    events, heard = first["events"].replace("G", "B"), first["events"]
    if trainable and still and not replaced:
        yield from standing_still(first, second, events)
    elif events.find("S") != -1 and "B" in events and events.index("S") < events.index("B") and not first["moved"]:
        yield "O11", None, None, None
    held = seen.get("optimizer")
    if "S" in events and "Z" not in events and "B" in heard and second.get("before_backward") and not replaced:
        learning = [name for name in first["moved"] if not under(name, seen["frozen"])]
        grads = [second["before_backward"].get(name) for name in learning]
        if "nonzero" in grads and "Z" not in second["events"]:
            yield "O07", None, None, None
    if first["steppers"] == ["other"] and second.get("steppers") == ["other"]:
        built_anew = not set(first["optimizers"]) & set(second["optimizers"])
        if built_anew and (held is None or not held["missing"]):
            yield "O16", None, None, None
    shapes = [shape for loss in losses for shape in loss["orphan_parameters"]]
    known = [o["numel"] for o in forward.get("orphans", ())]
    if (
        shapes
        and not known
        and not forward.get("born")
        and "other" not in first["steppers"]
        and not (held or {}).get("foreign")
    ):
        yield "O18", None, None, None


def standing_still(first, second, events):
    """O08 to O11, O19: no error, and nothing moves."""
    at_step = set((first["at_step"] or {}).values()) | set((second.get("at_step") or {}).values())
    if "B" not in events:
        if "S" in events:
            yield "O10", None, None, None
    elif "S" not in events:
        rebinding = {"sub", "rsub", "add", "__sub__", "__rsub__", "__isub__"} & set(first["parameter_calls"])
        yield "O19" if rebinding else "O09", None, None, None
    elif events.index("S") < events.index("B"):
        yield "O11", None, None, None
    elif at_step <= {"none", "zero"} and any(loss["reaches"] for loss in first["losses"]):
        yield "O08", None, None, None


def evaluating(seen, intent):
    """G07, B08 to B11, B13, B15: modes, and what evaluation leaves behind."""
    error = first_error(seen)
    evaluated, call = seen.get("evaluate"), seen.get("eval_call") or {}
    if (
        seen.get("class", {}).get("own_train")
        and (call.get("error") or {}).get("type", error.get("type")) == "TypeError"
    ):
        yield "B15", None, None, None
        return
    if call.get("deaf") or call.get("returns_self") is False:
        yield "B11", quoted(call.get("deaf", ())), None, None
        return
    if not evaluated:
        return
    steps = steps_of(seen)
    if evaluated["grad_enabled_after"] is False and seen.get("surroundings", True):
        yield "G07", None, None, None
    noisy = evaluated["outputs_equal"] is False or evaluated["buffers_moved"]
    awake = any(flag for _, flag in evaluated["flags"])
    if evaluated["training"] and noisy:
        yield "B08", None, None, None
    elif evaluated["training"] is False and awake and noisy:
        yield "B10", None, None, None
    elif evaluated["training"] is False and not awake and evaluated["buffers_moved"]:
        yield "B13", quoted(evaluated["buffers_moved"]), None, None
    after = seen.get("step_after_evaluate") or {}
    later = [step.get("training") for step in (*steps[1:], after)]
    if (
        steps
        and steps[0]["training"]
        and False in later
        and not evaluated["training_after"]
        and seen.get("mode_matters")
    ):
        yield "B09", None, None, None


def keeping(seen, intent):
    """B01 to B04, B12, B14: constants, buffers and statistics in the wrong kind of place."""
    if "parameters" not in seen:
        return
    moving = seen.get("dtype") or {}
    changed = {path for step in steps_of(seen) for path in step["constants_moved"]}
    constants = [c for c in seen.get("constants", ()) if c["matters"]]
    if stats := [c["path"] for c in seen.get("constants", ()) if c["path"] in changed and c["matters"]]:
        yield "B12", quoted(stats), None, None
    elif moving.get("stale"):
        yield "B14", quoted(moving["stale"]), None, None
    elif constants:
        missing = intent.get("parameters", seen["effective"]) - seen["effective"]
        if missing <= 0 and (moving.get("behind") or "error" in moving):
            yield "B01", quoted(c["path"] for c in constants), None, None
    if grown := [b["names"][0] for b in seen["buffers"] if b["trainable"]]:
        yield "B03", quoted(grown), None, None
    trip = seen.get("round_trip") or {}
    whole = not (seen.get("forward") or {}).get("orphans") and not constants
    if trip.get("same") is False and "error" not in trip and seen.get("unsaved") and whole:
        yield "B04", quoted(seen["unsaved"]), None, None
    if named := constants_as_parameters(seen, intent):
        yield "B02", quoted(named), None, None


def constants_as_parameters(seen, intent):
    """Parameters too many, of the size of a buffer that the reference has and this model lacks."""
    wanted, extra = intent.get("buffer_sizes"), seen["effective"] - intent.get("parameters", seen["effective"])
    if not wanted or extra <= 0:
        return []
    here = [b["numel"] for b in seen["buffers"]]
    lost = [size for size in wanted if wanted.count(size) > here.count(size)]
    named = [p["names"][0] for p in seen["parameters"] if p["trainable"] and p["numel"] in lost]
    return named if extra in (sum(lost), *lost) else []


def tying(seen, intent):
    """T01 to T07: what should be shared, and is not."""
    ties = seen.get("tied")
    if not ties:
        return
    if ties["aliased"]:
        yield "T02/T04/T07", quoted(name for pair in ties["aliased"] for name in pair), None, None
    elif intent.get("shared", 0) > len(ties["shared"]) and seen["effective"] > intent["parameters"]:
        if ties["equal"]:
            yield "T01/T05", quoted(name for pair in ties["equal"] for name in pair), None, None
        else:
            yield "T03/T06", None, None, None


RULES = (constructing, freezing, optimizing, stepping, evaluating, keeping, tying)
