"""Signs of freezing: what should stand still and does not, or the other way round."""

from collections.abc import Iterable, Iterator

from graders.signs.modes import constants_as_parameters
from graders.signs.sign import Seen, Sign, first_error, moved_in, parts, quoted, steps_of, under


def freezing(seen: Seen, intent: Seen) -> Iterator[Sign]:
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
                yield Sign(
                    "Z01" if found["on"] == "module" else "Z02", where=quoted([found["where"]]), what=found["name"]
                )
                break
        if trains and not any(trains.values()):
            yield from all_frozen(seen)
        return
    moved, steps = moved_in(seen), steps_of(seen)
    loose = [name for name in wanted if trains[name]]
    if not any(trains.values()) and others:
        yield from all_frozen(seen)
    elif len(loose) == len(wanted) and others and not any(trains[name] for name in others):
        yield Sign("Z10", where=parts(wanted))
    elif loose and len(loose) < len(wanted) and moved & set(loose):
        yield Sign("Z15", where=quoted(loose))
    elif loose and moved & set(loose):
        grads = [
            step["at_step"][name] for step in steps if step["at_step"] for name in loose if name in step["at_step"]
        ]
        if stray:
            found = stray[0]
            yield Sign("Z01" if found["on"] == "module" else "Z02", where=quoted([found["where"]]), what=found["name"])
        elif grads and set(grads) == {"zero"}:
            yield Sign("Z16", where=parts(loose))
        else:
            yield Sign(frozen_trace(seen), where=parts(loose))
    if not loose:
        if stuck := [name for name in wanted if name in moved]:
            arrived = {step["at_step"].get(name) for step in steps if step["at_step"] for name in stuck}
            yield Sign("Z08" if "nonzero" in arrived else "Z07", where=parts(stuck))
        drifted = {name for step in steps for name in step["buffers_moved"] if under(name, seen["frozen"])}
        drifted = {name for name in drifted if not name.endswith("num_batches_tracked")}
        if drifted:
            owners = {name.rpartition(".")[0] for name in drifted}
            resting = any(seen["modes"].get(owner) is False for owner in owners)
            yield Sign("Z18" if resting and seen["modes"].get("") else "Z17", where=quoted(sorted(owners)))


def all_frozen(seen: Seen) -> Iterator[Sign]:
    """Z05, or Z06 where a forced requires_grad on the loss hides it."""
    losses = [loss for step in seen.get("steps", ()) for loss in step["losses"]]
    if any(loss["leaf"] and loss["requires_grad"] for loss in losses):
        yield Sign("Z06")
    elif "does not require grad" in first_error(seen).get("text", "") or (seen.get("own_step") and not losses):
        yield Sign("Z05")


def frozen_trace(seen: Seen) -> str:
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


def under_any(module: str, prefixes: Iterable[str]) -> bool:
    return under(module, prefixes) or any(prefix.startswith(module + ".") for prefix in prefixes if module)
