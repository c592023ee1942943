"""Lesson 06, exercise compare."""

import torch
from torch import nn

from graders.claims import claim
from graders.exercises.freezing import NO_RETURN, running
from graders.judge import exercise, run
from graders.look import reseed


def compared(learner, sizes, n, seeds, seed):
    """The models that compare hands to fit and to score, in two calls: how they begin, and what can learn in each fit.

    Nothing is trained: our fit adds 1 to what asks for a gradient, and our score hands out a number for each model.
    """
    import copy

    reseed(seed)
    width, hidden, classes = sizes

    class Source(nn.Module):
        def __init__(self):
            super().__init__()
            self.features = nn.Sequential(nn.Linear(width, hidden), nn.BatchNorm1d(hidden), nn.ReLU())
            self.head = nn.Linear(hidden, classes)

        def forward(self, x):
            return self.head(self.features(x))

    source = Source()
    source.features[1].running_mean.copy_(torch.randn(hidden))
    kept = copy.deepcopy(source)
    flags = [p.requires_grad for p in source.parameters()]

    def once(seeds, drawn):
        logs, scores, models = {}, {}, []

        def untrained(model):
            model = copy.deepcopy(model)
            for layer in model.modules():
                if hasattr(layer, "reset_parameters"):
                    layer.reset_parameters()
            return model

        def same(part, other):
            return all(
                a.shape == b.shape and a.equal(b)
                for a, b in zip(part.state_dict().values(), other.state_dict().values())
            )

        def fit(model, still=None):
            torch.rand(drawn)  # a run that was not seeded goes on from here
            log = logs.setdefault(id(model), [])
            models.append(model)  # kept, so that no id is used again
            model.train()  # as the fit of the lesson does it
            if still is not None:
                still.eval()
            features, head = list(model.features.parameters()), list(model.head.parameters())
            log.append(
                {
                    "seed": torch.initial_seed(),
                    "features": sum(p.requires_grad for p in features),
                    "head": sum(p.requires_grad for p in head),
                    "still": not any(m.training for m in model.features.modules() if isinstance(m, nn.BatchNorm1d)),
                    "still_head": not model.head.training,
                    "as_source": same(model.features, kept.features),
                    "old_head": model.head is source.head or same(model.head, kept.head),
                    "scores": list(model.head(torch.zeros(2, hidden)).shape)[1],
                    "head_sum": round(sum(p.detach().sum().item() for p in head), 4),
                    "features_sum": round(sum(p.detach().sum().item() for p in features), 4),
                    "head_id": id(model.head),
                }
            )
            with torch.no_grad():
                for p in model.parameters():
                    if p.requires_grad:
                        p += 1
                if not log[-1]["still"]:
                    next(b for b in model.features.buffers() if b.is_floating_point()).add_(1)
            return model

        def score(model):
            scores[len(scores) + 1] = {"fits": logs.get(id(model), []), "model": id(model)}
            models.append(model)
            return 0.5 + len(scores) / 1000

        given = learner["compare"](source, n, untrained, fit, score, list(seeds))
        if not isinstance(given, dict):
            return {"gave": type(given).__name__}
        runs, single = {}, [str(key) for key, values in given.items() if not isinstance(values, (list, tuple))]
        for key, values in given.items():
            values = list(values) if isinstance(values, (list, tuple)) else [values]
            numbers = [round((float(v) - 0.5) * 1000) if isinstance(v, (int, float)) else None for v in values]
            runs[str(key)] = [{**scores[k], "k": k} if k in scores else {"k": None} for k in numbers]
        return {"runs": runs, "single": single}

    def begun(runs):
        return [(fit["head_sum"], fit["features_sum"]) for run in runs[:1] for fit in run.get("fits", [])]

    told = once(seeds, 1)
    alike = all(a.equal(b) for a, b in zip(source.state_dict().values(), kept.state_dict().values()))
    told["source"] = alike and list(source.state_dict()) == list(kept.state_dict())
    told["flags"] = [p.requires_grad for p in source.parameters()] == flags
    if "gave" not in told and told["source"] and told["flags"]:
        again = once(seeds[:1], 50)["runs"]
        told["others"] = [key for key in again if begun(told["runs"].get(key, [])) != begun(again[key])]
    return told


STRATEGIES = ("scratch", "features", "fine-tune", "head-then-all")


@exercise(
    "freezing/compare",
    "compare",
    hints=(
        "For each strategy and seed, answer three questions before fit: whose numbers does the model start with, what can "
        "learn, and which part stays in eval()?",
        "The loop over strategies and seeds is the same for all. fit(model, still=model.features) trains a head on frozen "
        "features; after that, head-then-all thaws everything and calls fit(model).",
        "Inside both loops:\n"
        "    torch.manual_seed(seed)\n"
        '    model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)\n'
        "    model.head = nn.Linear(model.head.in_features, n)\n"
        '    if strategy in ("features", "head-then-all"):\n'
        "        model.features.requires_grad_(False)\n"
        "        fit(model, still=model.features)\n"
        '    if strategy != "features":\n'
        "        model.requires_grad_(True)\n"
        "        fit(model)\n"
        "    scores[strategy].append(score(model))",
    ),
)
def compare(ask, rng):
    width, hidden, classes, n = rng.sample([3, 4, 5, 6, 7, 8, 9, 11], 4)  # no 10: somebody may write it down
    seeds = rng.sample(range(100, 1000), 3)
    seen = ask(run(compared, "compare", sizes=[width, hidden, classes], n=n, seeds=seeds, seed=rng.randrange(10**6)))
    yield running(seen)
    seen = seen["result"]
    yield claim(
        "source", seen["source"], "the source stays as it is", found="other numbers, or another layer, are in source afterwards",
        cause="A model is source itself, or shares a layer with it: train a copy, copy.deepcopy(source).",
    )  # fmt: skip
    yield claim(
        "source-switches", seen["flags"], "and so do its switches", found="some parameters of source are frozen afterwards",
        cause="The source was frozen, or a layer of it: freeze the copy.",
    )  # fmt: skip
    gave = seen.get("gave")
    yield claim("dict", not gave, "a dict", "a dict of four lists", "nothing" if gave == "NoneType" else f"a {gave}",
                cause=NO_RETURN if gave == "NoneType" else None)  # fmt: skip
    runs = seen["runs"]
    odd = sorted(set(runs) ^ set(STRATEGIES))
    yield claim("strategies", not odd, "four strategies", f"the keys {', '.join(STRATEGIES)}", f"{', '.join(sorted(runs))[:70]}",
                cause=f"{odd[0]!r} is missing." if odd and odd[0] in STRATEGIES else f"{odd[0]!r} is no key of the task." if odd else None)  # fmt: skip
    for strategy in STRATEGIES:
        if len(runs[strategy]) != len(seeds):
            yield claim(
                "lists", False, f"{strategy}: {len(seeds)} scores", f"{strategy}: a list of {len(seeds)} scores, one for each seed",
                f"{len(runs[strategy])} of them", cause=lists_cause(runs, seen["single"], strategy),
            )  # fmt: skip
        yield from claims_of(strategy, runs[strategy], seeds, n)
    used = [r["model"] for strategy in STRATEGIES for r in runs[strategy]]
    yield claim("each-its-own", len(set(used)) == len(used), "each run has a model of its own", found="one model is scored in several runs",
                cause="A model is made once and trained again and again: make it inside both loops.")  # fmt: skip
    others = [strategy for strategy in STRATEGIES if strategy in seen["others"]]
    cause = "Something random is made before torch.manual_seed(seed), such as the new head."
    if others == ["scratch"]:
        cause = "untrained(source) draws random numbers, too: torch.manual_seed(seed) comes before it."
    elif len(others) < len(STRATEGIES):
        cause = "Such a run goes on where another one ended: torch.manual_seed(seed) comes first in each run, for each strategy anew."
    yield claim("repeats", not others, "the same seeds give the same runs", found=f"{', '.join(others)}: a second call begins with other numbers",
                cause=cause)  # fmt: skip


def lists_cause(runs, single, strategy):
    """Why a strategy has another number of scores than there are seeds."""
    counts = [len(runs[key]) for key in STRATEGIES]
    if strategy in single:
        return "One number comes back: a list has one score for each seed."
    if not runs[strategy]:
        return f"No score of {strategy} is kept: does append stand in one branch of an if alone?"
    if sum(counts) == 1:
        return "A return stands inside the loops: it ends them after the first run."
    if set(counts) == {1}:
        return "One seed alone is left: a return stands inside the loop over seeds, or the lists begin anew for each."
    return None


def claims_of(strategy, runs, seeds, n):
    """The claims about the runs of one strategy, one for each seed."""
    count = len(seeds)
    yield claim(
        "lists", all(r["k"] for r in runs), f"{strategy}: {count} scores", f"{strategy}: a list of {count} scores, one for each seed",
        "something else than what score(model) gave", cause="score(model) gives each score: neither the model nor a mean is asked for.",
    )  # fmt: skip
    for r, seed in zip(runs, seeds):
        fits = r["fits"]
        want = 2 if strategy == "head-then-all" else 1
        if len(fits) != want:
            yield claim(
            "fits", False, "", f"{strategy} calls fit {'twice' if want == 2 else 'once'} in a run", f"{len(fits)} times",
            cause="The model that is scored is never trained." if not fits
            else "First the head alone, then everything: two calls of fit." if want == 2
            else "fit is called more than once for one model: is it made anew for each run?",
            )  # fmt: skip
        start = fits[0]
        fresh = strategy == "scratch"
        if start["as_source"] == fresh or start["old_head"] or start["scores"] != n:
            what = (
                "starts with the trained features" if fresh and start["as_source"]
                else "does not start with the features of source" if start["as_source"] == fresh
                else "has the old head" if start["old_head"] else f"has a head of {start['scores']} scores"
            )  # fmt: skip
            cause = (
                "Scratch begins with untrained(source)."
                if fresh
                else "It begins with a copy of source, before anything has trained it."
            )
            if start["as_source"] != fresh:
                cause = f"Each model gets a new head, a Linear for n classes: nn.Linear(model.head.in_features, n); here n is {n}."
            yield claim(
                "start", False, "", f"{strategy} begins with {'new' if fresh else 'the trained'} features and a new head of {n} scores",
                f"it {what}", cause=cause,
            )  # fmt: skip
        if start["seed"] != seed:
            yield claim(
                "seed", False, "", f"the run for seed {seed} begins with torch.manual_seed({seed})", f"the seed was {start['seed']}",
                cause="torch.manual_seed(seed) comes first in each run, in the order of seeds.",
            )  # fmt: skip
        for place, one in enumerate(fits):
            frozen = strategy == "features" or (strategy == "head-then-all" and place == 0)
            told = f"{strategy}, fit number {place + 1}" if len(fits) > 1 else strategy
            learns = one["head"] == 2 and (one["features"] == 0 if frozen else one["features"] == 4)
            if not learns:
                cause = None
                if want == 2 and place == 0 and one["features"] and not fits[1]["features"]:
                    cause = "The order is turned: first the head alone learns, then everything."
                elif frozen and one["features"]:
                    cause = "The features can learn: freeze them before fit, model.features.requires_grad_(False)."
                elif one["head"] < 2:
                    cause = "The head is frozen: freeze the features alone, or before the new head is made."
                elif not frozen:
                    cause = "Features are still frozen here: model.requires_grad_(True) before this fit."
                yield claim(
                    "what-learns", False, "", f"{told}: {'the head alone learns' if frozen else 'everything learns'}",
                    f"{one['features']} of 4 parameters of the features, {one['head']} of 2 of the head", cause=cause,
                )  # fmt: skip
            if one["still"] != frozen or one["still_head"]:
                cause = "Frozen features in train() lose their record: fit(model, still=model.features)." if frozen else (
                    "Here everything trains, the record too: fit(model), without still.")  # fmt: skip
                mode = "the features are kept in eval()" if frozen else "nothing is kept in eval()"
                found = "they are not" if frozen and not one["still"] else "the features are"
                if one["still_head"]:
                    found = (
                        "the head is" if not one["still"] else "the head is, too" if frozen else "features and head are"
                    )
                    if frozen:
                        cause = "The whole model, or the head, is kept in eval(): still=model.features."
                yield claim("mode", False, "", f"{told}: {mode}", found, cause=cause)  # fmt: skip
        if strategy == "head-then-all" and fits[0]["head_id"] != fits[1]["head_id"]:
            yield claim("one-head", False, "", "head-then-all keeps its head for the second fit", "a new head comes in between",
                        cause="The head of the first fit is the one that goes on learning.")  # fmt: skip
    yield claim("runs", True, f"{strategy}: begins and trains as asked, for each seed")
