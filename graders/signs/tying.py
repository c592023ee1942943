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
