"""Signs: from what was seen to the name of the mistake.

Each rule yields a `Sign`, which names one code, only when two independent signs agree; a single one leaves the card at
"expected and found". What the exercise wants (``intent``) decides where the same object can be right or wrong. Within a
family the signs exclude one another. The order of the rules is the order in which causes explain one another: what
never got built comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graders import mistakes
from graders.signs.freezing import freezing
from graders.signs.gradients import flowing
from graders.signs.modes import evaluating, keeping, noisy, recording
from graders.signs.optimizer import constructing, optimizing, stepping
from graders.signs.registration import born_in_forward, building, counting, unregistered
from graders.signs.sign import Seen, Sign
from graders.signs.tying import sharing, tying

__all__ = ["OF_MODELS", "OF_TRAINING", "Finding", "Sign", "diagnose"]

Rule = Callable[[Seen, Seen], Iterator[Sign]]
# Rules on a model alone, which checks use, and those on a whole training program, which audit uses after them.
OF_MODELS: tuple[Rule, ...] = (building, born_in_forward, unregistered, sharing, counting, noisy, recording, flowing)
OF_TRAINING: tuple[Rule, ...] = (constructing, freezing, optimizing, stepping, evaluating, keeping, tying)


@dataclass(frozen=True)
class Finding:
    """One named mistake: its code, where it sits, the words for it, and the learner's own line if known."""

    code: str
    where: str | None
    message: str
    line: str | None = None


def diagnose(
    seen: Seen, reference: Seen | None = None, intent: Seen | None = None, rules: Iterable[Rule] = OF_MODELS
) -> list[Finding]:
    """The mistakes in what was seen of one model, most fundamental first: a list of Finding, empty if none has a name.

    ``reference`` is what was seen of a correct model. ``intent`` says what is wanted where there is no such model: how many
    ``parameters``, whether ``nonlinear``, whether ``all_learn``. ``rules`` are those on a model alone unless given.
    """
    wanted = {**(intent or {}), **(intent_of(reference) if reference else {})}
    found: list[Finding] = []
    for rule in rules:
        for sign in rule(seen, wanted):
            if any(sign.code == finding.code for finding in found):
                continue
            card = mistakes.find(sign.code).card
            message = card.format(where=sign.where or "the layer", what=sign.what or "the layer")
            found.append(Finding(sign.code, sign.where, message, sign.line))
    return found


def intent_of(seen: Seen) -> dict[str, Any]:
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
