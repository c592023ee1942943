"""Where one weight goes after it was frozen, under several optimizers."""

from graders.figures.plots import INK, STYLE, page_picture
from graders.marks import COLOURS, MARKS

DASHES = ("-", "--", "-.", ":")


def frozen_paths(paths, frozen_at):
    """One weight over the steps, a line for each optimizer, drawn as the distance to its value when it was frozen.

    Args:
        paths: name -> the value of the weight, first before any step and then after each of them.
        frozen_at: after how many steps it was frozen.
    """
    import matplotlib.pyplot as plt

    lines = {name: [float(v) - float(path[frozen_at]) for v in path] for name, path in paths.items()}
    moved = {name: max(map(abs, line[frozen_at:])) for name, line in lines.items()}
    with plt.style.context(["default", STYLE]):
        figure, axes = plt.subplots(figsize=(7.5, 3.3), layout="constrained")
        axes.axvline(frozen_at, color=INK, linewidth=1)
        for n, (name, line) in enumerate(lines.items()):
            kind = "trained" if moved[name] else "frozen"
            look = {"color": COLOURS[kind], "linestyle": DASHES[n % 4], "linewidth": 1.6 + 0.5 * (n // 4)}
            axes.plot(range(len(line)), line, label=f"{MARKS[kind]} {name}", **look)
        above = sum(line[-1] for line in lines.values()) <= 0  # where there is room
        place = {"y": 0.96 if above else 0.04, "va": "top" if above else "bottom"}
        words = f" {MARKS['frozen']} frozen from here on"
        axes.text(frozen_at, s=words, transform=axes.get_xaxis_transform(), **place)
        axes.set(xlabel="steps", ylabel="distance to where it was frozen", title="One weight, and when it was frozen")
        figure.legend(loc="outside right upper", framealpha=0)
    ends = "; ".join(f"{name}: {f'by up to {far:.2g}' if far else 'not at all'}" for name, far in moved.items())
    told = f"How far the weight moved after it was frozen: {ends}."
    return page_picture(figure, f"One weight over the steps, a line for each optimizer. {told}", told)
