"""Lesson 09, exercise ensemble."""

import torch
from torch import nn

from graders.causes import number, told_by, with_cause
from graders.claims import claim
from graders.exercises.capstone import running
from graders.judge import answers, exercise, run_each
from graders.look import reseed


def asked_at_once(learner, n, batch, kind, seed):
    """What ensemble answers for n models of one kind, beside the answers of each model alone, before and after training."""
    import copy

    reseed(seed)

    def built():
        parts = [nn.Linear(6, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Linear(5, 3)]
        if kind == "dropout":
            parts[2] = nn.Sequential(nn.Tanh(), nn.Dropout(0.5))
        if kind == "plain":
            del parts[1]
        return nn.Sequential(*parts)

    models, x = [built() for _ in range(n)], torch.randn(batch, 6)
    for model in models:  # other statistics in each
        with torch.no_grad():
            model.train()(2 * torch.randn(40, 6) + torch.randn(6))
        model.eval()
    start = [copy.deepcopy(model.state_dict()) for model in models]
    with torch.no_grad():
        want = torch.stack([model(x) for model in models])
    given = learner["ensemble"](models, x)
    if isinstance(given, (list, tuple)):
        return {"type": f"{type(given).__name__} of {len(given)}"}
    if not isinstance(given, torch.Tensor):
        return {"type": type(given).__name__}
    with torch.no_grad():
        mean = copy.deepcopy(models[0])
        for p, *others in zip(mean.parameters(), *(model.parameters() for model in models)):
            p.copy_(torch.stack(others).mean(0))
        seen = {"shape": list(given.shape), "want": list(want.shape)}
        if given.shape == want.shape:
            seen["off"] = (given - want).abs().max().item()
            seen["alike"] = bool(torch.allclose(given, given[:1].expand_as(given), atol=1e-5))
            statistics = []
            for model in models:  # their own weights, the statistics of the first
                mixed = copy.deepcopy(model)
                for b, first in zip(mixed.buffers(), models[0].buffers()):
                    b.copy_(first)
                statistics.append(mixed(x))
            seen["one_statistics"] = bool(torch.allclose(given, torch.stack(statistics), atol=1e-5))
            seen["softmax"] = bool(torch.allclose(given, want.softmax(-1), atol=1e-5))
        seen["is_mean"] = given.shape == want[0].shape and bool(torch.allclose(given, want.mean(0), atol=1e-5))
        seen["weights_mean"] = given.shape == want[0].shape and bool(torch.allclose(given, mean.eval()(x), atol=1e-5))
        seen["turned"] = given.shape == want.transpose(0, 1).shape and bool(torch.allclose(given.transpose(0, 1), want, atol=1e-5))
    seen["kept"] = all(torch.equal(a, b) for model, old in zip(models, start) for a, b in zip(model.state_dict().values(), old.values()))
    seen["modes"] = not any(m.training for model in models for m in model.modules())
    for model in models:  # trained on, and asked again
        for p in model.parameters():
            p.data.add_(torch.randn_like(p))
    with torch.no_grad():
        now, again = torch.stack([model(x) for model in models]), learner["ensemble"](models, x)
    seen["again"] = isinstance(again, torch.Tensor) and again.shape == now.shape and bool(torch.allclose(again, now, atol=1e-4))
    return seen


@exercise(
    "capstone/ensemble",
    "ensemble",
    hints=(
        "What comes out if you write it as a loop over the models? Compare the shapes, then the numbers.",
        "stack_module_state(models) gives parameters and buffers, stacked. functional_call(models[0], (p, b), (x,)) runs the one "
        "model with other numbers. vmap over p and b, and not over x: in_dims=(0, 0, None).",
        "In ensemble:\n"
        "    parameters, buffers = stack_module_state(models)\n"
        "    def one(p, b, x):\n"
        "        return functional_call(models[0], (p, b), (x,))\n"
        "    return vmap(one, in_dims=(0, 0, None))(parameters, buffers, x)",
    ),
)  # fmt: skip
def ensemble(ask, rng):
    cases = []
    for kind in ("plain", "norm", "dropout"):
        n, batch = rng.sample([2, 4, 5, 7], 2)  # never as many rows as models, or as columns
        cases.append({"n": n, "batch": batch, "kind": kind, "seed": rng.randrange(10**6)})
    for case, seen in zip(cases, answers(ask(run_each(asked_at_once, "ensemble", each=cases)))):
        yield with_errors(running(seen), seen)
        seen = seen["result"]
        n, batch = case["n"], case["batch"]
        call = f"{n} models, {batch} rows"
        if "type" in seen:
            cause = "Your function gives nothing back." if seen["type"] == "NoneType" else None
            if seen["type"].startswith(("list", "tuple")):
                cause = "torch.stack makes one tensor of a list of answers."
            told = "nothing" if seen["type"] == "NoneType" else f"a {seen['type']}"
            yield claim("kind", False, "", f"one tensor of shape ({n}, {batch}, 3)", told, cause=cause)
        cause = None
        if seen["weights_mean"]:
            cause = "These are the answers of one model with the mean of all weights. Each model answers for itself."
        elif seen["is_mean"]:
            cause = "This is the mean of the answers; the answer of each model is asked for."
        elif seen["turned"]:
            cause = "Rows and models have changed places: models come first."
        elif seen["shape"] == [n * batch, 3]:
            cause = "The answers stand one behind the other: torch.stack makes a dimension of its own for the models."
        elif seen["shape"] == [batch, 3]:
            cause = "The answers of one model alone."
        yield claim(
            "shape", seen["shape"] == seen["want"], f"{call}: shape ({n}, {batch}, 3)",
            f"{call}: a tensor of shape ({n}, {batch}, 3)", f"shape {tuple(seen['shape'])}", cause=cause,
        )  # fmt: skip
        off, cause = number(seen["off"]), None
        if seen["alike"]:
            cause = "All models answer alike: one model's numbers are used for each."
        elif seen["softmax"]:
            cause = "Softmax was taken: the plain answers are asked for."
        elif seen["one_statistics"]:
            cause = "The running statistics of the first model serve all: buffers are stacked too."
        yield claim(
            "loop", off < 1e-4, f"{call}: the numbers of the loop", f"{call}: what each model answers for itself",
            f"off by {off:.3g}", cause=cause,
        )  # fmt: skip
        yield claim(
            "again", seen["again"], "after more training it answers anew",
            "models trained on, and asked again: the new answers", "the answers of other numbers",
            cause="The stack is a copy, made once: later training does not reach it. Stack in each call.",
        )  # fmt: skip
        yield claim(
            "left", seen["kept"] and seen["modes"], "the models are left as they were",
            found="a model is in train() afterwards" if seen["kept"] else "numbers or running statistics of the models have changed",
            cause="In train() BatchNorm uses the batch, and moves its statistics: leave the models in eval()." if not seen["modes"] else None,
        )  # fmt: skip


def with_errors(made, seen):
    """The claim that the answer runs, with what vmap complains of in plain words."""
    rules = (
        ("vmap: Expected all tensors to have the same size|in_dims", "vmap takes one row of everything that in_dims says 0 for: x goes to each model whole, None."),
        ("running_mean|batched tensor", "The buffers are not mapped: BatchNorm needs those of each model, in_dims 0 for them too."),
        ("mat1 and mat2 shapes|must match the size|size mismatch", "x was cut into rows: it goes to each model whole, in_dims None for it."),
    )  # fmt: skip
    return with_cause(made, told_by(seen.get("error", {}).get("text", ""), rules))
