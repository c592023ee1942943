"""`make bench`: what a learner waits for. Prints figures measured here, beside their limits.

Each check runs on the model solution of solutions/, in this process, as in a notebook; every run counts, the first too.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import torch

from graders import judge, look

ROOT = Path(__file__).resolve().parent.parent
RUNS = 60


def solved(path):
    """The namespace of a solved lesson: its answer cells run, its experiments not."""
    import copy
    import math
    from itertools import pairwise

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


if __name__ == "__main__":
    main()
