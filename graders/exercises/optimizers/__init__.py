"""Lesson 07, optimizers: they know what they are handed, and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from graders.causes import the_cause, told_by, with_cause
from graders.claims import Claim, Seen, works
from graders.judge import answers, run_each
from graders.look import answer

ERRORS = (  # a part of an error's text, and the cause that it leaves no doubt about
    ("must be a dict, but got", 'A group is a dict: {"params": [...]}, with the tensors under that key.'),
    ("appear in more than one parameter group", "Something is handed over that the optimizer holds already. Look through all its groups; and a generator is empty after one round."),
    ("non-leaf Tensor", "An optimizer takes leaves only: the Parameters themselves, not what is computed from them."),
    ("size of tensor a|Boolean value of Tensor", "== and `in` compare the numbers in tensors. `is` and id() tell objects apart."),
    ("empty parameter list", "Nothing is left to hand over: a loop or a filter took everything out before."),
    ("leaf Variable that requires grad|view of a leaf", "A parameter is written into while autograd watches: do it under torch.no_grad()."),
    (r"unsupported operand type\(s\).*NoneType|'NoneType' object has no attribute '(?:clone|detach|data|zero_|mul|add|abs)", "A gradient can be None: such a parameter is skipped."),
    (r"must be Tensor, not NoneType", "A gradient can be None: such a parameter is skipped."),
    ("can't be cast to the desired output type", "A buffer of whole numbers, such as num_batches_tracked, cannot be averaged: copy it."),
    (r"'(?:SGD|Adam|AdamW|RMSprop)' object has no attribute '(?:parameters|params)'", "What an optimizer holds is in param_groups, a list of dicts: group[\"params\"] for each group."),
    (r"'dict' object has no attribute 'params'", "A group is a dict: group[\"params\"], not group.params."),
    (r"list indices must be integers or slices, not str", "param_groups is a list of groups: take one, or loop over it; then ask for [\"params\"]."),
    (r"optimizer can only optimize Tensors", "A list of tensors belongs under \"params\"; names, modules or pairs cannot be trained."),
    (r"'(?:Linear|Sequential|ModuleList|Net|Block|BatchNorm1d|LayerNorm|Embedding)' object is not iterable", "A module stands where its parameters should: module.parameters() lists them."),
    (r"has no attribute '(?:requires_grad|grad|ndim|dim)'", "Something that is no tensor is asked what only tensors know: named_parameters() gives pairs, parameters() tensors."),
    (r"unhashable type: 'list'|unhashable type: 'dict'", "A list or a group is looked up in a set or dict, where one tensor or its id() belongs."),
    ("^Parameter containing", "A dict is asked for a Parameter that is no key of it: pop(p, None) and get(p) ask without an error."),
    ("doesn't match the broadcast shape", "One tensor serves parameters of several shapes: each needs one of its own."),
    ("index .*out of range|list index out of range", "A place is asked for that the list does not have: more are counted than there are."),
    ("Missing key|Unexpected key", "load_state_dict() wants every name: the keys of both models differ."),
    ("missing a required.*params|params.*missing", "A group needs its tensors under the key \"params\"."),
)  # fmt: skip


def running(seen: Seen, what: str = "a function", *, own: Iterable[tuple[str, str]] = ()) -> Claim:
    """The claim that the answer runs, with the cause where the error leaves no doubt; an exercise's ``own`` rules go first."""
    claim, text = works(seen, what), seen.get("error", {}).get("text", "")
    if cause := told_by(text, own):
        return replace(claim, cause=cause)
    return with_cause(claim, told_by(text, ERRORS))


def a(kind: str) -> str:
    """The name of a type with its article."""
    return f"an {kind}" if kind[0].lower() in "aeio" else f"a {kind}"


def asked(ask: Callable, look: Callable, name: str, cases: list) -> list:
    """The answers to one question for all cases, up to the first that raises."""
    return answers(ask(run_each(look, name, each=cases)))


def of_ours(look: Callable, name: str, ours: object, cases: list) -> list:
    """What an answer of ours would show for the same questions: the right one, or a double of a wrong one."""
    return answers(answer(run_each(look, name, each=cases), {name: ours}))


def why(
    doubles: Iterable[tuple[str, object]],
    look: Callable,
    name: str,
    cases: list,
    found: list,
    same: Callable[[Mapping, Mapping], bool] = lambda one, other: one == other,
) -> str | None:
    """The sentence of the double that shows for every case what was found, if one sentence alone fits."""

    def fits(double: object) -> bool:
        for case, seen in zip(cases, found):  # one by one: most doubles part from it at the first case that fails
            theirs = of_ours(look, name, double, [case])[0]
            if "result" not in theirs or not same(theirs["result"], seen["result"]):
                return False
        return True

    return the_cause(doubles, fits)
