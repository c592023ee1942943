"""`make bench`: what a learner waits for. Prints figures measured here, beside their limits.

Each check runs on the model solution of solutions/, in this process, as in a notebook; every run counts, the first too.
"""

import statistics
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import nbformat
import torch
import torchinfo
from torch import nn
from torch.nn import functional as F

from graders import audit, judge, look, summary

ROOT = Path(__file__).resolve().parent.parent
RUNS = 60


def solved(path):
    """The namespace of a solved lesson: its answer cells run, its experiments not."""
    import copy
    import math

    namespace = {
        "torch": torch,
        "nn": torch.nn,
        "F": torch.nn.functional,
        "math": math,
        "copy": copy,
        "pairwise": pairwise,
    }
    for cell in nbformat.read(path, 4).cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            exec(cell.source, namespace)
    return namespace


def check_times(exercise, namespace):
    """Milliseconds of each of RUNS checks of one exercise."""
    times = []
    for seed in range(RUNS):
        start = time.perf_counter()
        verdict = judge.judge(exercise, lambda question: look.answer(question, namespace), seed)
        times.append(1000 * (time.perf_counter() - start))
        if verdict.state != "passed":
            sys.exit(f"{exercise.slug}: the solution does not pass under seed {seed}")
    return times


def import_times(statement, runs=7):
    """Milliseconds that ``statement`` costs in a fresh Python after torch is imported."""
    code = f"import time, torch\nstart = time.perf_counter()\n{statement}\nprint(time.perf_counter() - start)"
    return [1000 * float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(runs)]


def seconds(function, runs=5):
    """The median of some runs, after one that nobody counts."""
    function()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def large_models():
    """Healthy models of about a million parameters, with a batch of 32 for each."""
    mlp = nn.Sequential(nn.Linear(256, 900), nn.ReLU(), nn.Linear(900, 800), nn.ReLU(), nn.Linear(800, 10))
    widths = [3, 64, 128, 256, 256]
    blocks = [
        layer
        for n_in, n_out in pairwise(widths)
        for layer in (
            nn.Conv2d(n_in, n_out, 3, padding=1, bias=False),
            nn.BatchNorm2d(n_out),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
    ]
    conv = nn.Sequential(*blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 10))
    yield "MLP", mlp, torch.randn(32, 256)
    yield "conv net with BatchNorm", conv, torch.randn(32, 3, 32, 32)


def train_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()


def audit_times():
    """Of each large model: its name, how many parameters, and the seconds of a training step and of two kinds of audit."""
    torch.manual_seed(0)
    for name, model, x in large_models():
        y = torch.randint(10, (len(x),))
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

        def watched(model=model, x=x, y=y, optimizer=optimizer):
            return audit(model, x, target=y, optimizer=optimizer, step=train_step)

        if found := watched():
            sys.exit(f"audit of a healthy {name}: {found}")
        step = seconds(lambda model=model, x=x, y=y, optimizer=optimizer: train_step(model, optimizer, x, y))
        alone = seconds(lambda model=model, x=x: audit(model, x))
        yield name, summary(model).total, step, alone, seconds(watched)


def blocks_of(modules):
    """A module tree of so many modules: blocks of five, of which every tenth has another width."""
    return nn.Sequential(
        *(
            nn.Sequential(nn.Linear(8, width), nn.ReLU(), nn.LayerNorm(width), nn.Linear(width, 8))
            for i in range(modules // 5)
            for width in [16 if i % 10 == 9 else 12]
        )
    )


def llama():
    """Llama with the 7B configuration, on the meta device: shapes without numbers."""
    from transformers import LlamaConfig, LlamaForCausalLM

    with torch.device("meta"):
        return LlamaForCausalLM(LlamaConfig())


def shown(table):
    """Both ways in which a notebook asks the table of a module to show itself."""
    return repr(table), table._repr_html_()


def main():
    torch.set_num_threads(1)
    print(f"check on the solution, {RUNS} runs each       median ms   p95 ms   (limits 30 and 100)")
    for path in sorted(ROOT.glob("solutions/*/*.ipynb")):
        judge.find_topic(path.stem)
        namespace = solved(path)
        for slug, exercise in judge.EXERCISES.items():
            if slug.startswith(path.stem + "/"):
                times = check_times(exercise, namespace)
                p95 = statistics.quantiles(times, n=20)[-1]
                print(f"  {slug:<40}  {statistics.median(times):9.1f}  {p95:7.1f}")
    print("import on top of torch, 7 fresh runs        median ms             (limit 50)")
    for statement in ("import graders", "from graders import check, predict, hint, progress, summary"):
        print(f"  {statement:<61.61}  {statistics.median(import_times(statement)):6.1f}")
    print("audit, median of 5                step ms  audit: steps      s  with a step: steps      s  (limit)")
    for name, total, step, alone, watched in audit_times():
        times = f"{alone / step:12.1f}  {alone:5.2f}  {watched / step:18.1f}  {watched:5.2f}"
        limit = f"(30 steps, or 2 s if that is more: {max(30 * step, 2):.2f} s)"
        print(f"  {name + f', {total:,} parameters':<40.40}  {1000 * step:7.1f}  {times}  {limit}")
    print("summary with its text and HTML, median of 5               ms   torchinfo with its text, ms   (limit)")
    model = llama()
    print(f"  {f'7B Llama on meta, {summary(model).total:,}':<50}  {1000 * seconds(lambda: shown(summary(model))):6.1f}"
          f"  {'':>28}   (100)")  # fmt: skip
    for count in (100, 1_000, 10_000):
        model = blocks_of(count)
        ours = 1000 * seconds(lambda model=model: shown(summary(model)))
        theirs = 1000 * seconds(lambda model=model: str(torchinfo.summary(model, depth=100, verbose=0)))
        print(f"  {f'{sum(1 for _ in model.modules()):,} modules':<50}  {ours:6.1f}  {theirs:28.1f}")


if __name__ == "__main__":
    main()
