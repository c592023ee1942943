"""Lesson 08, exercise name-faults."""

import inspect
import itertools

from graders import clinic
from graders.claims import claim
from graders.exercises.gradient_flow import running, typed
from graders.judge import answers, exercise, run_each

ASKED, PAIRS = 0.9, 4
TAKEN = {"dropout": "in-forward", "idle": "detach"}  # a healthy kind, and the fault for which it may be taken


def named(learner, source, patients):
    """What name_faults answers for some patients, each drawn here from the source of the clinic."""
    import warnings

    made = {"__name__": "clinic"}
    warnings.simplefilter("ignore")
    exec(compile(source, "<graders clinic>", "exec"), made)
    found = []
    for seed, faults, kind in patients:
        given = learner["name_faults"](lambda drawn=(seed, tuple(faults), kind): made["admit"](*drawn))
        if isinstance(given, str) or not isinstance(given, (set, frozenset, list, tuple, dict)):
            return {"type": type(given).__name__}
        found.append(sorted(str(word) for word in given))
    return {"found": found}


def drawn(rng):
    """Patients: each fault once, some of them in pairs, and each healthy kind, in any order.

    Of those with faults three have dropout and three an idle part, whatever the draw: so many tell a sign that is fooled
    by them, and neither kind has the fault for which it may be taken.
    """
    kinds, patients = list(clinic.KINDS), []
    for kind in kinds:
        patients.append([rng.randrange(10**6), [], kind])
    codes, pairs, ill = list(clinic.FOURTEEN), 0, []
    rng.shuffle(codes)
    while codes:
        faults = [codes.pop()]
        partner = next((code for code in codes if clinic.allowed((faults[0], code))), None)
        if pairs < PAIRS and partner:
            faults.append(partner)
            codes.remove(partner)
            pairs += 1
        ill.append(faults)
    others = itertools.cycle([kind for kind in kinds if kind not in TAKEN])
    given = [*[*TAKEN] * 3, *itertools.islice(others, len(ill) - 3 * len(TAKEN))]
    while not all(clinic.allowed((*faults, kind)) and TAKEN.get(kind) not in faults for faults, kind in zip(ill, given)):
        rng.shuffle(given)
    patients += [[rng.randrange(10**6), faults, kind] for faults, kind in zip(ill, given)]
    rng.shuffle(patients)
    return patients


def cause_of(missed, alarms, found, patients):
    """Why the score is low, where it leaves no doubt."""
    if all(not words for words in found):
        return "Your function finds nothing in any patient: is the set filled, and returned?"
    if len({tuple(words) for words in found}) == 1:
        return "Your function gives one answer for every patient: false alarms cost as much as missed faults."
    unknown = sorted({word for words in found for word in words} - set(clinic.CODES))
    if "healthy" in unknown:
        return "'healthy' is no code: a healthy patient gets an empty set."
    if any("." in word for word in unknown):
        return "These are names of parameters: the codes of faults are asked for, as 'list' or 'drift'."
    if unknown:
        return f"{unknown[0][:20]!r} is no code of the list: take them as the lesson prints them."
    both = [(set(faults), set(words)) for (_, faults, _), words in zip(patients, found)]
    pairs, singles = ([case for case in both if len(case[0]) == number] for number in (2, 1))
    if all(faults == words for faults, words in singles) and all(len(words) == 1 for _, words in pairs):
        return "A patient can have two faults, and yours are found one at a time: go on looking after the first."
    if alarms:
        code, kinds = next(iter(alarms.items()))
        kind = kinds.pop() if len(kinds) == 1 else "plain"
        return f"False alarm: {code}, at a patient {TELLTALE[kind]}. Which second sign tells the two apart?"
    if missed:
        return f"Not found: {', '.join(sorted(missed)[:3])}. What would such a patient show, and when?"
    return None


TELLTALE = {
    "plain": "without that fault",
    "zero-head": "whose heads start at zero",
    "adapter": "with a part that starts at zero",
    "dropout": "with dropout",
    "idle": "with a spare part, named in the chart",
    "bias": "with a bias before a BatchNorm, which has no influence",
}


@exercise(
    "gradient_flow/name-faults",
    "name_faults",
    hints=(
        "Take one code of the table. Which single look tells it from health: at the registry, at the optimizer, at one "
        "backward(), at two calls, at a step?",
        "Registry: hidden(model), chart['one'], requires_grad. Optimizer: held and own ids, lr. One backward: None in a part "
        "or a whole. Step: NaN in the gradients before it; buffers of the frozen part; zeros after two.",
        "Missing zero_grad, with p = admit():\n"
        "    for group in p.optimizer.param_groups:\n"
        "        for q in group['params']:\n"
        "            q.grad = torch.full_like(q, float('nan'))\n"
        "    p.step(p.batch)\n"
        "    if any(q.isnan().any() for q in p.model.parameters()):\n"
        "        found.add('no-zero-grad')",
    ),
)
def name_faults(ask, rng):
    patients, source, found = drawn(rng), inspect.getsource(clinic), []
    cases = [{"source": source, "patients": patients[n : n + 6]} for n in range(0, len(patients), 6)]
    for reply in answers(ask(run_each(named, "name_faults", each=cases))):
        yield running(reply)
        if "type" in reply["result"]:
            told, cause = typed(reply["result"], "a set of codes")
            yield claim("kind", False, "", "name_faults(admit) returns a set of codes", told, cause=cause)
        found += reply["result"]["found"]
    hits = misses = false = 0
    missed, alarms = {}, {}
    for (_, faults, kind), words in zip(patients, found):
        right, given = set(faults), set(words)
        hits, misses, false = hits + len(right & given), misses + len(right - given), false + len(given - right)
        missed |= dict.fromkeys(right - given, kind)
        for code in sorted(given - right):
            alarms.setdefault(code, set()).add(kind)
    score = 2 * hits / max(2 * hits + misses + false, 1)
    healthy = [words for (_, faults, _), words in zip(patients, found) if not faults]
    good = score >= ASKED
    yield claim(
        "score", good, f"{hits} of {hits + misses} faults named in {len(patients)} patients, {false} false alarms",
        f"F1 of at least {ASKED:.2f} over {len(patients)} patients, {len(healthy)} of them healthy",
        f"F1 {score:.2f}: {hits} of {hits + misses} named, {false} false alarms",
        cause=None if good else cause_of(missed, alarms, found, patients),
    )  # fmt: skip
