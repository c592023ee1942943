"""Curves with their spread: what is measured at several places, each of them with several seeds."""

from graders.figures.plots import COLOURS, INK, MARKS, STYLE, page_picture

LOOKS = (("trained", "-", "o"), ("frozen", "--", "s"), ("buffer", "-.", "D"), ("shared", ":", "^"))


def curves(places, lines, across, title, kinds=()):
    """The mean over seeds as a line, from the worst seed to the best as a band.

    Args:
        places: what stands on the axis below, such as numbers of steps; spaced evenly.
        lines: name -> for each place the shares of right answers, one for each seed.
        across: what the axis below is called.
        title: what the picture shows, in a few words.
        kinds: for each line a kind of the course, such as "frozen", whose colour it takes.
    """
    import matplotlib.pyplot as plt

    if any(len(values) != len(places) for values in lines.values()):
        raise ValueError("curves takes for each line one list of shares at each place")
    looks = [next(look for look in LOOKS if look[0] == kind) for kind in kinds] or LOOKS
    at = range(len(places))
    with plt.style.context(["default", STYLE]):
        figure, axes = plt.subplots(figsize=(7.5, 3.3), layout="constrained")
        for (kind, dashes, marker), (name, values) in zip(looks, lines.items()):
            means = [100 * sum(shares) / len(shares) for shares in values]
            look = {"color": COLOURS[kind], "linestyle": dashes, "marker": marker, "markersize": 6, "linewidth": 2}
            low, high = ([100 * end(shares) for shares in values] for end in (min, max))
            axes.fill_between(at, low, high, color=COLOURS[kind], alpha=0.15, linewidth=0)
            axes.plot(at, means, label=f"{MARKS[kind]} {name}" if kinds else name, **look)
        axes.set_xticks(at, [str(place) for place in places])
        axes.set(xlabel=across, ylabel="right answers in %", title=title)
        axes.grid(axis="y", color=INK, alpha=0.15)
        figure.legend(loc="outside right upper", framealpha=0)
    ends = "; ".join(f"{name}: {mean(values[0])} to {mean(values[-1])}" for name, values in lines.items())
    seeds = max(len(shares) for values in lines.values() for shares in values)
    told = f"{title}, from {places[0]} to {places[-1]} {across}, means of {seeds} seeds: {ends}."
    return page_picture(figure, f"Lines with bands from the worst seed to the best. {told}", told)


def mean(shares):
    return f"{100 * sum(shares) / len(shares):.0f} %"
