"""Signs of tying: what should be shared, and is not."""

from collections.abc import Iterator

from graders.signs.sign import Seen, Sign, quoted


def tying(seen: Seen, intent: Seen) -> Iterator[Sign]:
    """T01 to T07: what should be shared, and is not."""
    ties = seen.get("tied")
    if not ties:
        return
    if ties["aliased"]:
        yield Sign("T02/T04/T07", where=quoted(name for pair in ties["aliased"] for name in pair))
    elif intent.get("shared", 0) > len(ties["shared"]) and seen["effective"] > intent["parameters"]:
        if ties["equal"]:
            yield Sign("T01/T05", where=quoted(name for pair in ties["equal"] for name in pair))
        else:
            yield Sign("T03/T06")


def sharing(seen: Seen, intent: Seen) -> Iterator[Sign]:
    """The same in a check of one model, where the exercise says that something is to be shared.

    Separate weights are named only where there are two of one size, and one of them is what there is too much.
    """
    if not intent.get("shared"):
        return
    for sign in tying(seen, intent):
        if sign.code != "T03/T06":
            yield sign
        elif pair := of_one_size(seen, seen["effective"] - intent["parameters"]):
            yield Sign("T03/T06", where=quoted(pair))


def of_one_size(seen: Seen, numel: int) -> list[str]:
    """The names of two weights of so many numbers, of one shape or of one and its transpose; none if there are no such."""
    names: dict[tuple[int, ...], str] = {}
    for p in seen["parameters"]:
        shape = tuple(sorted(p["shape"]))
        if p["numel"] == numel and len(shape) > 1:
            if shape in names:
                return [names[shape], p["names"][0]]
            names[shape] = p["names"][0]
    return []
