"""Lesson 05, exercise retie."""

import torch
from torch import nn

from graders.claims import claim
from graders.exercises.sharing import running
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def retied(learner, kind, words, width, seed):
    """What retie answers for a model whose tie is whole or broken in one of several ways, and what became of the model."""
    reseed(seed)
    model = nn.Module()
    model.emb = nn.Embedding(words, width)
    model.out = nn.Linear(width, words, bias=kind.endswith("bias"))
    if kind.startswith("never"):
        pass
    elif kind == "data":
        model.out.weight.data = model.emb.weight.data
    else:
        model.out.weight = model.emb.weight
    if kind == "whole, out first":
        model.emb.weight = model.out.weight = nn.Parameter(torch.randn(words, width))
    elif kind == "new emb":
        model.emb.weight = nn.Parameter(torch.randn(words, width))
    elif kind == "new out":
        model.out.weight = nn.Parameter(torch.randn(words, width))
    elif kind == "clone":
        model.emb.weight = nn.Parameter(model.emb.weight.detach().clone())
    elif kind == "one memory":
        model.emb.weight = nn.Parameter(model.emb.weight.detach())
    emb, values = model.emb.weight, model.emb.weight.detach().clone()
    old_out, old_values = model.out.weight, model.out.weight.detach().clone()
    layers, bias = (model.emb, model.out), model.out.bias
    old_bias = None if bias is None else bias.detach().clone()
    given = learner["retie"](model)
    replaced = [name for name, layer in zip(("emb", "out"), layers) if getattr(model, name, None) is not layer]
    if replaced:
        return {
            "answer": bool(given) if isinstance(given, (bool, int)) else None,
            "type": type(given).__name__,
            "replaced": replaced[0],
            "by": type(getattr(model, replaced[0], None)).__name__,
        }
    return {
        "answer": bool(given) if isinstance(given, (bool, int)) or type(given).__name__ in ("bool_", "bool") else None,
        "type": type(given).__name__,
        "one": model.out.weight is model.emb.weight,
        "kept": model.emb.weight is emb,
        "values": model.emb.weight.equal(values),
        "out_won": not values.equal(old_values) and model.emb.weight.equal(old_values),
        "one_memory": model.out.weight.data_ptr() == model.emb.weight.data_ptr(),
        "idle": model.out.weight is old_out and old_out.equal(old_values),
        "equal": model.out.weight.equal(model.emb.weight),
        "moved_to_out": model.emb.weight is old_out and emb is not old_out,
        "frozen": not model.emb.weight.requires_grad,
        "bias": model.out.bias is bias and (bias is None or (bias.requires_grad and bias.equal(old_bias))),
    }


BROKEN = {
    "new emb": "emb.weight = nn.Parameter(new)",
    "new out": "out.weight = nn.Parameter(new)",
    "clone": "emb.weight = nn.Parameter(a clone)",
    "one memory": "emb.weight = nn.Parameter(emb.weight.detach())",
    "data": "only out.weight.data = emb.weight.data",
    "never": "no tie at all",
    "never, with a bias": "no tie at all, and a bias",
}
WHOLE = {
    "whole": "a tie that is whole",
    "whole, with a bias": "a tie that is whole, and a bias",
    "whole, out first": "a whole tie, by a = b = Parameter",
}


def answer_cause(seen, kind, whole, backwards, always):
    """Why the answer True or False is wrong."""
    if seen["type"] == "NoneType":
        return "Nothing is returned in this case: return True or False on every path."
    if seen["answer"] is None:
        return f"The answer is True or False; yours is of type {seen['type']}."
    if backwards:
        return "True and False stand the wrong way round: True says that the tie was broken."
    if whole:
        return (
            "This tie is whole, and your function calls it broken. Ask `is` of out.weight and emb.weight themselves: the layers are "
            "two objects, and .data is a new one each time."
        )
    if kind == "clone":
        return "Equal values are taken for a tie: a clone holds the same numbers and is another object. Ask with `is`."
    if kind in ("one memory", "data"):
        return "Two Parameters on one memory are taken for a tie: equal numbers, the same data_ptr, two objects. Ask with `is`."
    if seen["one"] and always:
        return "The tie is mended, and False comes back in every case: ask before you mend, and return that answer."
    if seen["one"]:
        return "The tie was mended and then called whole: ask before you mend, and keep the answer."
    return "A broken tie is called whole: out.weight and emb.weight are two objects here."


def mended_cause(seen, kind):
    """Why the tie is still broken, or mended in another way than asked."""
    if seen["one"] and seen["out_won"]:
        return "The numbers of out.weight won: it is emb.weight that stays. out.weight = emb.weight."
    if seen["one"] and not seen["kept"]:
        return "Both names lead to one new Parameter: an optimizer that holds emb.weight would lose it. Assign emb.weight itself."
    if seen["idle"] and not seen["one_memory"] and not seen["equal"]:
        return "Both weights are as they were: the tie is found to be broken, and not mended. out.weight = emb.weight."
    if seen["idle"]:
        what = "Equal values were" if kind == "clone" else "Two Parameters on one memory were"
        return f"{what} left untied: they are no tie. Ask with `is`, and assign out.weight = emb.weight."
    if seen["one_memory"]:
        return "They share their memory and are two Parameters: assign the Parameter itself, without .data or nn.Parameter()."
    if seen["equal"]:
        return "The numbers were copied: equal now, apart after the next step. Assign the Parameter itself."
    return None


@exercise(
    "sharing/retie",
    "retie",
    hints=(
        "When are two names tied? Try your test on a clone, and on nn.Parameter(emb.weight.detach()): neither is a tie.",
        "Ask with `is`, and keep the answer. Then one assignment mends the tie: the object on its right is the one that stays.",
        "In retie:\n"
        "    broken = model.out.weight is not model.emb.weight\n"
        "    model.out.weight = model.emb.weight\n"
        "    return broken",
    ),
)
def retie(ask, rng):
    kinds = ["new emb", "whole", "clone", "one memory", "data", "new out", "whole, with a bias", "never, with a bias"]
    kinds += ["never", "whole, out first"]
    cases = []
    for kind in kinds:
        words, width = rng.sample(range(3, 12), 2)
        cases.append({"kind": kind, "words": words, "width": width, "seed": rng.randrange(10**6)})
    replies = answers(ask(run_each(retied, "retie", each=cases)))
    backwards = len(replies) == len(cases) and all(
        reply.get("result", {}).get("answer") == case["kind"].startswith("whole") for case, reply in zip(cases, replies)
    )
    always = len(replies) == len(cases) and all(reply.get("result", {}).get("answer") is False for reply in replies)
    for case, seen in zip(cases, replies):
        error = seen.get("error", {})
        unequal = "Boolean value of Tensor" in error.get("text", "") and "!=" in (error.get("line") or "")
        yield running(
            seen,
            "!= compares the numbers, one by one. `is not` asks whether there are two objects." if unequal else None,
        )
        seen, kind = seen["result"], case["kind"]
        whole = kind.startswith("whole")
        told = {**BROKEN, **WHOLE}[kind]
        if "replaced" in seen:
            yield claim(
                "layers", False, "",
                f"after retie(model), model.emb and model.out are the layers that they were ({told})",
                f"model.{seen['replaced']} is another object, of type {seen['by']}",
                cause="A whole layer is replaced, and what else it does or holds is lost. Only its weight is assigned: out.weight = emb.weight.",
            )  # fmt: skip
        want = not whole
        if whole or seen["answer"] != want:  # a wrong answer explains more than what it led to
            yield claim(
                "answer", seen["answer"] == want, f"{told}: {want}",
                f"retie(model) returns {want} for: {told}",
                f"it returns {seen['answer'] if seen['answer'] is not None else 'a ' + seen['type']}".replace("a NoneType", "nothing"),
                cause=answer_cause(seen, kind, whole, backwards, always),
            )  # fmt: skip
        good = seen["one"] and seen["kept"] and seen["values"]
        yield claim(
            "left-alone" if whole else "mended", good,
            f"{told}: {'nothing changes' if whole else 'mended, one object again'}",
            f"after retie(model), out.weight is emb.weight, and that is the emb.weight of before ({told})",
            "two objects" if not seen["one"] else "one object, but not the emb.weight of before" if not seen["kept"]
            else "one object, with other numbers",
            cause="A tie that was whole is taken apart or replaced: return False, and leave it." if whole else mended_cause(seen, kind),
        )  # fmt: skip
        if seen["frozen"] or not seen["bias"]:
            yield claim(
                "rest", False, "",
                f"after retie(model), emb.weight still learns, and out.bias is as it was ({told})",
                "emb.weight is frozen: requires_grad is False" if seen["frozen"] else "out.bias is another one, or gone",
                cause="The tie alone is mended: the assigned weight keeps its requires_grad, True." if seen["frozen"]
                else "The bias is no part of the tie: leave it.",
            )  # fmt: skip
