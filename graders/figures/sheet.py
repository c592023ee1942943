"""A sheet of paper, measured in inches from its upper left corner, and the picture that it becomes."""

import base64
import contextlib
import functools
import io

from graders.marks import COLOURS, MARKS

INK, FAINT = "#222222", "#DDDDDD"
# Inches and points. A notebook in a window of 900 pixels shows 7.5 inches, so that no text gets smaller than 10 points.
WIDTH, FONT, SCALE = 7.5, 10.4, 2
STYLE = {"font.size": FONT, "font.family": "DejaVu Sans", "hatch.linewidth": 0.6, "svg.hashsalt": "graders"}
LOOKS = {  # how an area of each kind is filled, to be told apart in grey too
    "trained": {"fc": COLOURS["trained"], "ec": COLOURS["trained"]},
    "frozen": {"fc": "#EEEEEE", "ec": COLOURS["frozen"], "hatch": "////"},
    "buffer": {"fc": "#FBE3B5", "ec": COLOURS["buffer"], "hatch": ".."},
}


class Picture:
    """A PNG with the sentences that it states (``alt``) and the numbers that it shows (``data``)."""

    def __init__(self, png, size, alt, data, texts):
        self.png, self.size, self.alt, self.data = png, size, alt, data
        self.texts = texts  # every text with its box in pixels, for the tests: nothing may overlap or be cut

    def __repr__(self):
        return self.alt

    def _repr_mimebundle_(self, include=None, exclude=None):
        shown = {"image/png": base64.b64encode(self.png).decode(), "text/plain": self.alt}
        # unconfined: in a narrow window JupyterLab scrolls the picture and does not shrink its text
        width, height = self.size
        return shown, {"image/png": {"alt": self.alt, "width": width, "height": height, "unconfined": True}}


@contextlib.contextmanager
def style():
    import matplotlib.style

    with matplotlib.style.context(["default", STYLE]):
        yield


@functools.cache
def wide(text, mono=False, bold=False, size=FONT):
    """The width of a text in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(
        family="DejaVu Sans Mono" if mono else "DejaVu Sans", weight="bold" if bold else "normal", size=size
    )
    return text_to_path.get_text_width_height_descent(text, font, False)[0] / 72


def short(text, room, mono=False, bold=False, keep="end"):
    """The text, or as much of its end (or start) as fits into ``room`` inches."""
    cut = text
    while wide(cut, mono, bold) > room and len(cut) > 2:
        text = text[1:] if keep == "end" else text[:-1]
        cut = f"…{text}" if keep == "end" else f"{text}…"
    return cut


def length(parts):
    """How many inches marks with their words take in one line."""
    return sum(0.38 + wide(words) for _, words in parts) - 0.2


def lines_of(parts, room):
    """Marks with their words in as few lines as fit into ``room``."""
    lines = [[]]
    for part in parts:
        if lines[-1] and length([*lines[-1], part]) > room:
            lines.append([])
        lines[-1].append(part)
    return lines


class Sheet:
    def __init__(self, width, height):
        from matplotlib.figure import Figure

        self.width, self.height, self.said = width, height, []
        self.figure = Figure(figsize=(width, height), dpi=96 * SCALE, facecolor="white")
        self.axes = self.figure.add_axes([0, 0, 1, 1])
        self.axes.set(xlim=(0, width), ylim=(height, 0))
        self.axes.set_autoscale_on(False)
        self.axes.axis("off")

    def text(self, x, y, text, mono=False, bold=False, **options):
        options = {"color": INK, "va": "center", "zorder": 8, **options}
        font = {"family": "DejaVu Sans Mono" if mono else "DejaVu Sans", "weight": "bold" if bold else "normal"}
        self.said.append(self.axes.text(x, y, text, **font, **options))

    def mark(self, x, y, kind):
        size = {"shared": 14, "none": 13}.get(kind, 11.5)
        self.text(x, y, MARKS[kind], color=COLOURS[kind], ha="center", size=size, bold=kind in ("none", "invisible"))

    def parts(self, x, y, parts):
        """Marks, each with its words beside it."""
        for kind, words in parts:
            self.mark(x + 0.06, y, kind)
            self.text(x + 0.18, y, words)
            x += length([(kind, words)]) + 0.2

    def line(self, xs, ys, colour=INK, width=1.0, **options):
        self.axes.plot(xs, ys, color=colour, lw=width, **options)

    def arrowhead(self, x, y, colour):
        self.axes.fill([x, x - 0.09, x - 0.09], [y, y - 0.06, y + 0.06], fc=colour, ec=colour, zorder=6)

    def box(self, x, y, width, height, radius=0.06, **options):
        from matplotlib.patches import FancyBboxPatch

        shape = f"round,pad=0,rounding_size={radius}"
        self.axes.add_artist(FancyBboxPatch((x, y), width, height, boxstyle=shape, **options))

    def disc(self, x, y, radius, **options):
        from matplotlib.patches import Circle

        self.axes.add_artist(Circle((x, y), radius, **options))

    def half_disc(self, x, y, radius, **options):
        from matplotlib.patches import Wedge

        self.axes.add_artist(Wedge((x, y), radius, 180, 360, **options))

    def padlock(self, x, y, size=0.17):
        """A closed padlock with its lower left corner at (x, y)."""
        from matplotlib.patches import Arc

        shackle = (x + size / 2, y - 0.6 * size), 0.62 * size, 0.85 * size
        self.axes.add_artist(Arc(*shackle, theta1=180, theta2=360, lw=1.8, ec=COLOURS["frozen"], zorder=6))
        self.box(x, y - 0.6 * size, size, 0.6 * size, 0.02, fc=COLOURS["frozen"], ec="none", zorder=7)
        self.disc(x + size / 2, y - 0.32 * size, 0.1 * size, fc="white", ec="none", zorder=8)

    def picture(self, alt, data):
        import numpy as np
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from PIL import Image

        canvas, file = FigureCanvasAgg(self.figure), io.BytesIO()
        canvas.draw()
        # A palette is plenty here and makes the file, which is kept in the solutions, a third as large.
        image = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3])
        image = image.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        image.putpalette([255 if value > 250 else value for value in image.getpalette()])  # white stays white
        image.save(file, "PNG")
        boxes = [(artist.get_text(), artist.get_window_extent().extents / SCALE) for artist in self.said]
        size = round(96 * self.width), round(96 * self.height)
        return Picture(file.getvalue(), size, alt, data, [(text, *box.tolist()) for text, box in boxes])


def across(shape):
    return "?" if shape is None else " × ".join(map(str, shape)) or "1 number"


def plural(count, noun):
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(words, most=14):
    """The words with semicolons between them; a picture with very many says them shorter."""
    return "; ".join(words[:most]) + (f"; and {len(words) - most} more" if len(words) > most else "")
