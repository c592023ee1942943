"""Signs of registration: what was never built, never registered, or made anew in forward()."""

from collections.abc import Iterable, Iterator

from graders.signs.sign import Seen, Sign, quoted

HIDDEN = {"list": "R04", "tuple": "R04", "set": "R04", "dict": "R05", "class": "R16", "object": "R21"}


def building(seen: Seen, intent: Seen) -> Iterator[Sign]:
    """R13, R14, R15, R22, R23, R26: what goes wrong before the first forward call."""
    facts, error = seen.get("class", {}), seen.get("error") or {}
    text, phase = error.get("text", ""), error.get("phase")
    never_called = facts.get("own_init") and not facts.get("calls_super")
    if "before Module.__init__() call" in text and (never_called or phase == "build"):
        yield Sign("R13", where=facts.get("name", "the class"), line=error.get("line"))
    if never_called and "no attribute '_parameters'" in text:
        yield Sign("R14", where=facts.get("name", "the class"))
    if "modified by an inplace operation" in text:
        yield Sign("G10", line=error.get("line"))
    build = seen.get("build", {})
    twice = max(build.get("super_calls", 0), facts.get("super_calls", 0)) > 1
    empty = "empty parameter list" in text or ("parameters" in seen and not seen["effective"])
    if twice and empty:
        yield Sign("R15", where=seen.get("name", "the class"))
    if facts.get("misspelt_init") and not facts.get("own_init") and (phase == "build" or not seen.get("effective")):
        yield Sign("R26", where=seen.get("name", "the class"))
    too_few = intent.get("parameters", 0) > seen.get("effective", 0)
    tied = "Parameter" if intent.get("shared") else ""  # tying by assignment replaces a Parameter, and so it should
    replaced = [item for item in build.get("lost", ()) if item["replaced"] and item["type"] != tied]
    misfit = (
        phase == "forward" and ("shape" in text or "size" in text) and any(r["type"] != "Parameter" for r in replaced)
    )
    if build.get("twice") and replaced and (misfit or too_few):
        yield Sign("R23", where=", ".join(f"`{name}`" for name in build["twice"]))
    elif facts.get("assigned_twice") and build.get("twice") is None:
        again = set(facts["assigned_twice"]) & {
            n.rpartition(".")[2] for n in (seen.get("forward") or {}).get("called_twice", ())
        }
        if again and (too_few or "parameters" not in intent):
            yield Sign("R23", where=", ".join(f"`{name}`" for name in sorted(again)))
    absent = phase == "forward" and error.get("type") == "AttributeError" and not build.get("lost")
    if absent and (local := [name for name in facts.get("local_layers", ()) if name.removeprefix("self_") in text]):
        yield Sign("R22", where=local[0])
    lost = [item for item in build.get("lost", ()) if not item["replaced"]]
    if lost and error.get("type") in ("AttributeError", "NameError") and phase == "forward":
        yield Sign("R22", where=lost[0]["type"], what=f"nn.{lost[0]['type']}", line=lost[0]["line"])


def born_in_forward(seen: Seen, intent: Seen) -> Iterator[Sign]:
    """R01, R02, R03, R18, R24, R25: what forward makes anew or overwrites."""
    forward = seen.get("forward")
    if not forward:
        return
    fresh = [orphan for orphan in forward["orphans"] if orphan["fresh"]]
    layers = [b for b in forward["born"] if b["kind"] == "module" and b["numel"]]
    tensors = [b for b in forward["born"] if b["kind"] == "parameter"]
    if forward["registry_changed"] and (kept := [b for b in layers + tensors if b["registered"]]):
        yield Sign(
            "R02", where=", ".join(forward["registry_changed"][:2]), what=f"nn.{kept[0]['type']}", line=kept[0]["line"]
        )
    elif forward["registry_grew"] and (layers or tensors):
        first = (layers or tensors)[0]
        yield Sign("R03", where=", ".join(forward["registry_grew"][:2]), what=f"nn.{first['type']}", line=first["line"])
    elif fresh and layers:
        code = "R01" if layers[0]["function"] == "forward" else "R24"
        yield Sign(
            code, where=layers[0]["function"] or "forward", what=f"nn.{layers[0]['type']}", line=layers[0]["line"]
        )
    elif fresh and tensors:
        partial = any(
            s == "none" and seen.get("gradients", {}).get("influence", {}).get(n)
            for n, s in seen.get("gradients", {}).get("status", {}).items()
        )
        yield Sign("G11" if partial else "R18", where="nn.Parameter", what="nn.Parameter", line=tensors[0]["line"])
    anew = not forward["same_twice"] and not forward["renorms"]  # a row rescaled twice differs in its last digit
    if rewritten := forward["reset"] or (forward["written"] if anew else []):
        yield Sign("R25", where=quoted(rewritten))


def unregistered(seen: Seen, intent: Seen) -> Iterator[Sign]:
    """R04 to R09, R12, R16, R21: learnable tensors that live where PyTorch does not look."""
    stable = [orphan for orphan in (seen.get("forward") or {}).get("orphans", ()) if not orphan["fresh"]]
    nonleaf = [item for item in seen.get("hidden", ()) if item["kind"] == "nonleaf"]
    if nonleaf and (stable or seen.get("copies") is False):
        was_parameter = any(orphan["leaf"] == "Parameter" for orphan in stable) or not stable
        yield Sign("R09" if was_parameter else "R07", where=top(nonleaf), line=nonleaf[0]["line"])
        return
    for home in ("attribute", "outside"):
        group = [orphan for orphan in stable if orphan["home"] == home]
        if not group:
            continue
        first = group[0]
        if home == "outside":
            yield Sign("R12", where=first["path"], what=f"nn.{first['type']}")
            continue
        kind, container = first["kind"], first["container"]
        if container == "attribute" and kind in ("leaf", "parameter"):
            code = "R07"
        elif kind in ("leaf", "parameter") and container in ("list", "tuple", "dict", "set"):
            code = "R06"
        else:
            code = HIDDEN.get(container, "")
        if code:
            yield Sign(code, where=top(group), what=f"nn.{first['type']}", line=first["line"])


def top(items: Iterable[Seen]) -> str:
    """The attributes behind paths such as layers[0] and layers[1], each once."""
    return ", ".join(dict.fromkeys(f"`{item['path'].split('[')[0]}`" for item in items))


def counting(seen: Seen, intent: Seen) -> Iterator[Sign]:
    """R08, R10, R11, R20: the count tells that something is missing, the registry tells what."""
    want, have = intent.get("parameters"), seen.get("effective")
    if want is None or have is None or have >= want or (seen.get("forward") or {}).get("orphans"):
        return
    short = want - have
    frozen = [p for p in seen["parameters"] if not p["trainable"]]
    constants = [h for h in seen["hidden"] if h["kind"] == "constant" and h["floating"]]
    recorded = {t["path"] for t in (seen.get("record") or {}).get("held", ()) if t["moved"]}  # buffers with good reason
    buffers = [b for b in seen["buffers"] if b["dtype"].startswith(("float", "bfloat")) and b["names"][0] not in recorded]
    if frozen and sum(p["numel"] for p in frozen) == short:
        yield Sign("R11", where=", ".join(f"`{p['names'][0]}`" for p in frozen[:2]))
    elif constants and sum(h["numel"] for h in constants) == short:
        yield Sign("R08", where=top(constants), line=constants[0]["line"])
    elif buffers and sum(b["numel"] for b in buffers) == short:
        yield Sign("R10", where=", ".join(f"`{b['names'][0]}`" for b in buffers[:2]))
    elif intent.get("shared"):
        return  # sharing is what was asked for
    elif again := next(filter(lambda names: len(names) > 1, repeated(seen)), None):
        names = again
        yield Sign("R20", where=", ".join(f"`{name}`" for name in names[:3]))


def repeated(seen: Seen) -> list[list[str]]:
    """The names of each module, and of each parameter, that has several."""
    return [*seen["repeated"], *(p["names"] for p in seen["parameters"])]
