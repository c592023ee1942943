"""Signs in gradients: registered, but no useful gradient arrives."""

from collections.abc import Iterable, Iterator

from graders.signs.sign import Seen, Sign, quoted, under


def flowing(seen: Seen, intent: Seen) -> Iterator[Sign]:
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
        yield Sign("R19", where=quoted(unused))
    elif (intent.get("all_learn") or too_many) and seen["forward"]["requires_grad"]:
        dropped = [name for name in idle if name not in seen["forward"]["unused"]]
        if dropped:
            yield Sign("G20", where=quoted(dropped))
    rewrapped = any(o["fresh"] for o in seen["forward"]["orphans"]) and any(
        b["kind"] == "parameter" for b in seen["forward"]["born"]
    )
    if cut and not rewrapped:
        yield Sign(cutting(seen, cut, calls), where=quoted(cut))
    zero = [name for name, value in status.items() if value == "zero" and name in trainable]
    weights = [p for p in seen["parameters"] if p["trainable"] and p["std"] is not None]
    if zero and weights and all(p["std"] == 0 and p["mean"] == 0 for p in weights):
        yield Sign("G13", where=quoted(zero))
    elif stuck := [n for n in gradients.get("stuck", ()) if n in trainable and "weight_hh" not in n]:  # one time step
        yield from starving(stuck, influence, calls)
    if (alike := gradients.get("alike")) and not zero:
        yield Sign("G14", where=quoted(alike))
    if wrong := gradients.get("wrong"):
        yield Sign("G23", where=quoted(wrong))
    if intent.get("nonlinear") and seen.get("dtype", {}).get("affine") and not none and not zero:
        yield Sign("G18", where="forward")
    given = (
        {kind for step in seen.get("steps", ()) for kind in step.get("entropy_of", ())}
        if seen.get("own_step")
        else set()
    )
    forward, wants = seen["forward"], intent.get("logits")
    if "probabilities" in given or (wants and forward["rows_sum_to_one"] and "softmax" in calls):
        yield Sign("G15", where="forward")
    elif calls & CUTTING and forward["nonnegative"] and ("cut" in given or (wants and forward["zeros"])):
        yield Sign("G16", where="forward")


CUTTING = {"relu", "relu_", "clamp", "clamp_min", "clamp_", "threshold", "relu6", "hardtanh", "maximum", "max"}


def elsewhere(seen: Seen) -> set[str]:
    """Parameters that the user's own training step uses and moves: not idle, only not used by this call."""
    return {name for step in seen.get("steps", ()) for name in step.get("moved", ())} if seen.get("own_step") else set()


def is_branch(name: str, none: Iterable[str], status: Seen, seen: Seen) -> bool:
    """One of several branches in a container of modules, of which this input took another."""
    containers = seen.get("containers", {})
    for path, children in containers.items():
        if name.startswith(f"{path}."):
            return any(status.get(n) != "none" for n in status if n.startswith(f"{path}.")) and len(children) > 1
    return False


def starving(stuck: list[str], influence: Seen, calls: set[str]) -> Iterator[Sign]:
    """Why a gradient is exactly zero, and stays so when the weights change a little: G09, G12, G19."""
    if calls & {"round", "sign", "floor", "ceil", "heaviside", "trunc"}:
        yield Sign("G09", where=quoted(stuck))
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
        yield Sign(
            "G19" if silent_mul and not dead else "G12" if dead and not silent_mul else "G19", where=quoted(stuck)
        )
    elif calls & {"relu", "relu_", "clamp", "clamp_min", "threshold", "hardtanh", "leaky_relu"}:
        yield Sign("G12", where=quoted(stuck))


def cutting(seen: Seen, cut: list[str], calls: set[str]) -> str:
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
