"""Signs of modes and of state that is not trained: train and eval, buffers, constants."""

from collections.abc import Iterator

from graders.signs.registration import HIDDEN, top
from graders.signs.sign import Seen, Sign, first_error, quoted, steps_of


def noisy(seen: Seen, intent: Seen) -> Iterator[Sign]:
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
            yield Sign(
                HIDDEN[kept[0]["container"]], where=top(kept), what=f"nn.{kept[0]['type']}", line=kept[0]["line"]
            )
        elif dropouts:
            yield Sign("B07", where="forward", what=f"nn.{dropouts[0]['type']}", line=dropouts[0]["line"])
        elif any("dropout" in name for name in set(forward["calls"]) - {"idle_dropout"}):
            yield Sign("B06", where="forward", what="F.dropout")
        elif drawn and forward["drawn_weights"]:
            yield Sign("R17", where="forward", what=f"torch.{min(drawn)}")


def evaluating(seen: Seen, intent: Seen) -> Iterator[Sign]:
    """G07, B08 to B11, B13, B15: modes, and what evaluation leaves behind."""
    error = first_error(seen)
    evaluated, call = seen.get("evaluate"), seen.get("eval_call") or {}
    if (
        seen.get("class", {}).get("own_train")
        and (call.get("error") or {}).get("type", error.get("type")) == "TypeError"
    ):
        yield Sign("B15")
        return
    if call.get("deaf") or call.get("returns_self") is False:
        yield Sign("B11", where=quoted(call.get("deaf", ())))
        return
    if not evaluated:
        return
    steps = steps_of(seen)
    if evaluated["grad_enabled_after"] is False and seen.get("surroundings", True):
        yield Sign("G07")
    noisy = evaluated["outputs_equal"] is False or evaluated["buffers_moved"]
    awake = any(flag for _, flag in evaluated["flags"])
    if evaluated["training"] and noisy:
        yield Sign("B08")
    elif evaluated["training"] is False and awake and noisy:
        yield Sign("B10")
    elif evaluated["training"] is False and not awake and evaluated["buffers_moved"]:
        yield Sign("B13", where=quoted(evaluated["buffers_moved"]))
    after = seen.get("step_after_evaluate") or {}
    later = [step.get("training") for step in (*steps[1:], after)]
    if (
        steps
        and steps[0]["training"]
        and False in later
        and not evaluated["training_after"]
        and seen.get("mode_matters")
    ):
        yield Sign("B09")


def keeping(seen: Seen, intent: Seen) -> Iterator[Sign]:
    """B01 to B04, B12, B14: constants, buffers and statistics in the wrong kind of place."""
    if "parameters" not in seen:
        return
    moving = seen.get("dtype") or {}
    changed = {path for step in steps_of(seen) for path in step["constants_moved"]}
    constants = [c for c in seen.get("constants", ()) if c["matters"]]
    if stats := [c["path"] for c in seen.get("constants", ()) if c["path"] in changed and c["matters"]]:
        yield Sign("B12", where=quoted(stats))
    elif moving.get("stale"):
        yield Sign("B14", where=quoted(moving["stale"]))
    elif constants:
        missing = intent.get("parameters", seen["effective"]) - seen["effective"]
        if missing <= 0 and (moving.get("behind") or "error" in moving):
            yield Sign("B01", where=quoted(c["path"] for c in constants))
    if grown := [b["names"][0] for b in seen["buffers"] if b["trainable"]]:
        yield Sign("B03", where=quoted(grown))
    trip = seen.get("round_trip") or {}
    whole = not (seen.get("forward") or {}).get("orphans") and not constants
    if trip.get("same") is False and "error" not in trip and seen.get("unsaved") and whole:
        yield Sign("B04", where=quoted(seen["unsaved"]))
    if named := constants_as_parameters(seen, intent):
        yield Sign("B02", where=quoted(named))


def constants_as_parameters(seen: Seen, intent: Seen) -> list[str]:
    """Parameters too many, of the size of a buffer that the reference has and this model lacks."""
    wanted, extra = intent.get("buffer_sizes"), seen["effective"] - intent.get("parameters", seen["effective"])
    if not wanted or extra <= 0:
        return []
    here = [b["numel"] for b in seen["buffers"]]
    lost = [size for size in wanted if wanted.count(size) > here.count(size)]
    named = [p["names"][0] for p in seen["parameters"] if p["trainable"] and p["numel"] in lost]
    return named if extra in (sum(lost), *lost) else []


def recording(seen: Seen, intent: Seen) -> Iterator[Sign]:
    """B02 to B05, B12, B13 of a module that an exercise fed with batches (exercises/buffers_and_modes/recording.py)."""
    record = seen.get("record")
    if not record:
        return
    held = record["held"]
    lost = record["reloaded"] is not None and record["reloaded"] != record.get("eval")
    hidden = [t["path"] for t in held if t["kind"] == "hidden" and t["moved"]]
    unsaved = [t["path"] for t in held if t["kind"] == "buffer" and t["moved"] and t["path"] not in record.get("keys", ())]
    if grown := [b["names"][0] for b in seen["buffers"] if b["trainable"]]:
        yield Sign("B03", where=quoted(grown))
    elif graph := [t["path"] for t in held if t["graph"] and t["moved"]]:
        yield Sign("B05", where=quoted(graph))
    elif woken := [t["path"] for t in held if t["path"] in record.get("eval_moved", ()) and t["moved"]]:
        yield Sign("B13", where=quoted(woken))
    elif hidden and lost:
        yield Sign("B12", where=quoted(hidden))
    elif unsaved and lost:
        yield Sign("B04", where=quoted(unsaved))
    elif named := parameters_written(seen, intent) or constants_as_parameters(seen, intent):
        yield Sign("B02", where=quoted(named))


def parameters_written(seen: Seen, intent: Seen) -> list[str]:
    """Trainable parameters that forward() itself writes to, where there are more of them than there should be."""
    extra = seen["effective"] - intent.get("parameters", seen["effective"])
    written = [t["path"] for t in seen["record"]["held"] if t["kind"] == "parameter" and t["moved"]]
    return [name for name in written if extra > 0]
