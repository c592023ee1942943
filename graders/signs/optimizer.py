"""Signs of the optimizer: what it holds, and what a training step does."""

from collections.abc import Iterator

from graders.signs.sign import Seen, Sign, first_error, moved_in, parts, quoted, under


def constructing(seen: Seen, intent: Seen) -> Iterator[Sign]:
    """O05, O17, Z13, Z21, R15/R26: what raises while model and optimizer are built."""
    error = seen.get("error") or {}
    text, build = error.get("text", ""), seen.get("build", {})
    if error.get("phase") != "build":
        return
    if "more than one parameter group" in text:
        yield Sign("O05", line=error["line"])
    if error["type"] == "TypeError" and "not iterable" in text and "method" in text:
        yield Sign("O17", line=error["line"])
    if error["type"] == "AttributeError" and "generator" in text and "requires_grad" in text:
        yield Sign("Z21", line=error["line"])
    if "empty parameter list" in text:
        facts = seen.get("class", {})
        if build.get("made_parameters") and build.get("super_calls", 0) < 2:
            yield Sign("Z13", line=error["line"])
        elif max(build.get("super_calls", 0), facts.get("super_calls", 0)) < 2 and not facts.get("misspelt_init"):
            yield Sign("R15/R26", line=error["line"])


def optimizing(seen: Seen, intent: Seen) -> Iterator[Sign]:
    """O01 to O04, O12 to O15, Z14: what the optimizer holds."""
    held = seen.get("optimizer")
    if not held or not held["trainable"]:
        return
    missing, moved = held["missing"], moved_in(seen)
    resting = [n for n in missing if n not in moved and not under(n, seen["frozen"])]
    others_step = any("other" in step["steppers"] for step in seen.get("steps", ()))
    if held["views"] and len(missing) == len(held["trainable"]):
        code = "O12/O13" if not seen["names"] else "O12" if "state_dict" in seen["names"] else "O13"
        yield Sign(code)
    elif held["foreign"] and not held["own"]:
        if not moved:
            yield Sign("O01/O14/O15")
    elif held["foreign"] and resting and not others_step:
        yield Sign("O02", where=parts(resting))
    elif resting and not (others_step and moved) and not held["foreign"] and len(missing) < len(held["trainable"]):
        yield Sign("O03/Z14", where=parts(resting))
    if held["doubled"]:
        yield Sign("O04", where=parts(held["doubled"]))


def stepping(seen: Seen, intent: Seen) -> Iterator[Sign]:
    """O06 to O11, O16, O18 to O20, G03, G08, G10, G17, G21, B05: what a training step does."""
    steps, error = seen.get("steps", ()), first_error(seen)
    text = error.get("text", "")
    if "a leaf Variable that requires grad" in text and error.get("phase") == "step":
        yield Sign("O20", line=error["line"])
    if "modified by an inplace operation" in text:
        yield Sign("G10", line=error["line"])
    if "nference tensor" in text or "nference_mode" in text:
        yield Sign("G21", line=error["line"])
    if "second time" in text or any(step["graphs_kept"] for step in steps):
        kept = [name for step in steps for name in step["graphs_kept"]]
        registered = {name for b in seen.get("buffers", ()) for name in b["names"]}
        hidden = {h["path"] for h in seen.get("hidden", ()) if h["kind"] == "nonleaf"}
        fresh = [name for name in kept if name not in hidden]
        if "second time" in text and (fresh or set(kept) & registered):
            yield Sign("B05", where=quoted(fresh or kept))
    forward = seen.get("forward") or {}
    if "does not require grad" in text and forward.get("requires_grad") and steps and "error" in steps[0]:
        hard = set(steps[0]["calls"]) & {"argmax", "round", "topk", "sign", "max"}
        if hard and not any(loss["reaches"] for loss in steps[0]["losses"]):
            yield Sign("G08", line=error["line"])
    if not seen.get("own_step") or not steps or "error" in steps[0]:
        return
    first, second = steps[0], steps[-1]
    trainable = [n for p in seen.get("parameters", ()) if p["trainable"] for n in p["names"]]
    still, losses = not first["moved"] and not second.get("moved"), first["losses"]
    if replaced := first["replaced"]:
        yield Sign("O06", where=quoted(replaced))
    if losses and trainable and not any(loss["reaches"] for loss in losses) and still:
        if all(loss["leaf"] for loss in losses):
            yield Sign("G03")
        elif any(loss["orphans"] for loss in losses):
            yield Sign("G17")
        return
    events, heard = first["events"].replace("G", "B"), first["events"]
    if trainable and still and not replaced:
        yield from standing_still(first, second, events)
    elif events.find("S") != -1 and "B" in events and events.index("S") < events.index("B") and not first["moved"]:
        yield Sign("O11")
    held = seen.get("optimizer")
    if "S" in events and "Z" not in events and "B" in heard and second.get("before_backward") and not replaced:
        learning = [name for name in first["moved"] if not under(name, seen["frozen"])]
        grads = [second["before_backward"].get(name) for name in learning]
        if "nonzero" in grads and "Z" not in second["events"]:
            yield Sign("O07")
    if first["steppers"] == ["other"] and second.get("steppers") == ["other"]:
        built_anew = not set(first["optimizers"]) & set(second["optimizers"])
        if built_anew and (held is None or not held["missing"]):
            yield Sign("O16")
    shapes = [shape for loss in losses for shape in loss["orphan_parameters"]]
    known = [o["numel"] for o in forward.get("orphans", ())]
    if (
        shapes
        and not known
        and not forward.get("born")
        and "other" not in first["steppers"]
        and not (held or {}).get("foreign")
    ):
        yield Sign("O18")


def standing_still(first: Seen, second: Seen, events: str) -> Iterator[Sign]:
    """O08 to O11, O19: no error, and nothing moves."""
    at_step = set((first["at_step"] or {}).values()) | set((second.get("at_step") or {}).values())
    if "B" not in events:
        if "S" in events:
            yield Sign("O10")
    elif "S" not in events:
        rebinding = {"sub", "rsub", "add", "__sub__", "__rsub__", "__isub__"} & set(first["parameter_calls"])
        yield Sign("O19" if rebinding else "O09")
    elif events.index("S") < events.index("B"):
        yield Sign("O11")
    elif at_step <= {"none", "zero"} and any(loss["reaches"] for loss in first["losses"]):
        yield Sign("O08")
