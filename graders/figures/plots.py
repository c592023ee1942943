"""Plots with axes, by matplotlib, in the colours of the page that they stand on."""

import hashlib
import html
import io
import re

from graders.figures.sheet import GREYS, PIXELS, Picture
from graders.marks import COLOURS, MARKS

INK = GREYS["ink"]
STYLE = {"font.size": 11, "axes.titlesize": 11.5, "axes.spines.top": False, "axes.spines.right": False} | {
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
}
STYLE |= dict.fromkeys(["text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"], INK)


def learning_curves(curves, loaded, kinds=("invisible", "trained")):
    """Learning curves beside bars: test accuracy while training, then right after training and after loading.

    Args:
        curves: name -> accuracies in percent, one for each epoch, the first from before training.
        loaded: the same names -> accuracy in percent after saving and loading into a new model.
        kinds: what stands for each name, in the marks and colours of the course.
    """
    import matplotlib.pyplot as plt

    with plt.style.context(["default", STYLE]):
        figure, (left, right) = plt.subplots(1, 2, figsize=(7.5, 3.1), layout="constrained")
        for n, ((name, curve), kind) in enumerate(zip(curves.items(), kinds)):
            after, open_ = [float(curve[-1]), float(loaded[name])], kind == "invisible"
            look = {"color": COLOURS[kind], "markerfacecolor": "none" if open_ else COLOURS[kind]}
            marks = {"marker": "o", "linestyle": "--" if open_ else "-", "markersize": 8 if open_ else 4}
            left.plot([float(value) for value in curve], label=f"{MARKS[kind]} {name}", **look, **marks)
            fill = {"fc": "none" if open_ else COLOURS[kind], "ec": COLOURS[kind], "ls": marks["linestyle"], "lw": 2}
            right.bar_label(right.bar([2.3 * n, 2.3 * n + 1], after, **fill), fmt="%.1f %%", padding=2)
            right.text(2.3 * n + 0.5, -21, f"{MARKS[kind]} {name}", ha="center")
        left.set(ylim=(0, 107), xlabel="epoch", ylabel="test accuracy in %", title="While training")
        left.legend(loc="lower right", framealpha=0)
        places = [2.3 * n + k for n in range(len(curves)) for k in (0, 1)]
        right.set_xticks(places, ["trained", "loaded"] * len(curves))
        right.set(ylim=(0, 107), title="After saving and loading")
        ends = "; ".join(
            f"{name}: {float(c[-1]):.1f} %, after loading {float(loaded[name]):.1f} %" for name, c in curves.items()
        )
        return page_picture(figure, f"Learning curves, and bars for after saving and loading. {ends}.", f"{ends}.")


def running_means(batches, records):
    """The mean of each batch as a dot, and running means that follow them as lines.

    Args:
        batches: the mean of one feature in each batch.
        records: name -> the running mean, first before any batch and then after each of them.
    """
    import matplotlib.pyplot as plt

    batches = [float(value) for value in batches]
    lines = {name: [float(value) for value in record] for name, record in records.items()}
    with plt.style.context(["default", STYLE]):
        figure, axes = plt.subplots(figsize=(7.5, 3.3), layout="constrained")
        axes.plot(range(1, len(batches) + 1), batches, "x", color=INK, markersize=5, label="mean of the batch")
        for dashes, (name, record) in zip(("-", "--", ":", "-."), lines.items()):
            look = {"color": COLOURS["buffer"], "linestyle": dashes, "linewidth": 2.2}
            axes.plot(range(len(record)), record, label=f"{MARKS['buffer']} {name}", **look)
        axes.set(xlabel="batches seen", ylabel="one feature", title="The record follows the batches")
        figure.legend(loc="outside right upper", framealpha=0)
    last = batches[-10:]
    ends = "; ".join(f"{name}: from {record[0]:.1f} to {record[-1]:.2f}" for name, record in lines.items())
    told = f"After {len(batches)} batches: {ends}. The last ten batches have a mean of {sum(last) / len(last):.2f}."
    return page_picture(figure, f"Means of batches as crosses, running means as lines that chase them. {told}", told)


def page_picture(figure, alt, told=""):
    """A matplotlib figure as a picture whose ink and kinds take the colours of the page; closes the figure."""
    import matplotlib.pyplot as plt

    salt = hashlib.sha256(alt.encode()).hexdigest()[:8]
    with plt.rc_context({"svg.hashsalt": salt, "svg.fonttype": "none"}):
        file = io.StringIO()
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    size = tuple(round(PIXELS * inches) for inches in figure.get_size_inches())
    plt.close(figure)
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->|<title>.*?</title>", "", file.getvalue(), flags=re.DOTALL)
    svg = svg[svg.index("<svg") :].replace("xlink:href", "href")
    for name, colour in {"ink": INK, **COLOURS}.items():
        svg = re.sub(colour, f"var(--w-{name})", svg, flags=re.IGNORECASE)
    view = re.search(r'viewBox="[^"]*"', svg).group()
    svg = f'<svg {view} role="img" aria-label="{html.escape(alt)}">' + svg[svg.index(">") + 1 :]
    return Picture(re.sub(r"\s*\n\s*", " ", svg).strip(), size, alt, None, told)
