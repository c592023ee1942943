"""A sheet of paper, measured in inches from its upper left corner, and the picture that it becomes: inline SVG.

The picture takes the colours of the page that it stands on: JupyterLab's light and dark theme, forced colours, and
without either ink on white. Text is measured with the widest of the usual fonts, so that it fits in all of them.
"""

import functools
import hashlib
import html
import math

from graders.marks import COLOURS, MARKS, ON_DARK

# Inches and points. A notebook in a window of 900 pixels shows 7.5 inches.
WIDTH, FONT = 7.5, 10.4
PIXELS = 96  # in an inch
LARGEST = 1.05  # how far a picture may grow beyond its size in a wide window
GREYS = {"ink": "#222222", "paper": "#FFFFFF", "faint": "#DDDDDD", "soft": "#E8E8E8", "mid": "#808080"}
DARK = {"ink": "#E6E6E6", "paper": "#111111", "faint": "#3A3A3A", "soft": "#2B2B2B", "mid": "#9A9A9A"}
# Where the page has a colour of its own for it, that one is used.
PAGE = {
    "ink": "--jp-content-font-color1",
    "paper": "--jp-layout-color0",
    "faint": "--jp-border-color2",
    "soft": "--jp-layout-color2",
}
FORCED = {"paper": "Canvas", "soft": "Canvas", "faint": "GrayText", "mid": "GrayText"}
NAMES = [*GREYS, *COLOURS]


def colours(values):
    return ";".join(f"--w-{name}:{value}" for name, value in values.items())


LIGHT = {**GREYS, **COLOURS} | {name: f"var({page},{GREYS[name]})" for name, page in PAGE.items()}
DARKER = {**DARK, **ON_DARK} | {name: f"var({page},{DARK[name]})" for name, page in PAGE.items()}
CSS = "".join(
    [
        f".walp{{{colours(LIGHT)}}}",
        f'[data-jp-theme-light="false"] .walp{{{colours(DARKER)}}}',
        f"@media (forced-colors:active){{.walp{{{colours({name: FORCED.get(name, 'CanvasText') for name in NAMES})}}}}}",
        ".walp{margin:4px 0}.walp p{margin:4px 3% 8px;color:var(--w-ink);font-size:1.08em}",
        ".walp svg{display:block;width:100%;height:auto;forced-color-adjust:none}",
        f'.walp text{{font:{FONT * PIXELS / 72:.1f}px "DejaVu Sans",Verdana,sans-serif;fill:var(--w-ink)}}',
        '.walp .m{font-family:"DejaVu Sans Mono",Menlo,Consolas,monospace}.walp .b{font-weight:bold}',
        "".join(f".walp .f-{name}{{fill:var(--w-{name})}}.walp .s-{name}{{stroke:var(--w-{name})}}" for name in NAMES),
    ]
)


class Picture:
    """A drawing with the sentences that it states (``alt``), its caption (``told``) and the numbers that it shows."""

    def __init__(self, svg, size, alt, data=None, told="", texts=(), role="note"):
        self.svg, self.size, self.alt, self.data, self.told, self.role = svg, size, alt, data, told, role
        self.texts = texts  # every text with its box in pixels, for the tests: nothing may overlap or be cut

    def __repr__(self):
        return self.alt

    @property
    def html(self):
        """The drawing as it stands in a page: as wide as the page, up to a little more than its own size."""
        most = round(self.size[0] * LARGEST)
        told = f'<p role="{self.role}">{html.escape(self.told)}</p>' if self.told else ""
        both = told + self.svg if self.role == "alert" else self.svg + told  # what a press did is read first
        return f'<div class="walp" style="max-width:{most}px"><style>{CSS}</style>{both}</div>'

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/html": self.html, "text/plain": self.alt}


@functools.cache
def wide(text, mono=False, bold=False, size=FONT):
    """The width of a text in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(
        family="DejaVu Sans Mono" if mono else "DejaVu Sans", weight="bold" if bold else "normal", size=size
    )
    return text_to_path.get_text_width_height_descent(text, font, False)[0] / 72


def short(text, room, mono=False, bold=False, keep="end", size=FONT):
    """The text, or as much of its end (or start) as fits into ``room`` inches."""
    cut = text
    while wide(cut, mono, bold, size) > room and len(cut) > 2:
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


def pixels(*inches):
    """Inches as pixels with one decimal, which is what SVG gets."""
    rounded = [f"{round(PIXELS * value, 1) + 0.0:g}" for value in inches]
    return rounded[0] if len(rounded) == 1 else rounded


class Sheet:
    """Shapes and texts by their colours' names; what has a higher ``z`` lies above."""

    def __init__(self, width, height):
        self.width, self.height, self.drawn, self.said, self.filled = width, height, [], [], set()

    def add(self, z, tag, fill=None, stroke=None, line=1.0, dash="", extra="", **places):
        names = [f"f-{fill}" if fill else "", f"s-{stroke}" if stroke else ""]
        words = [tag, f'class="{" ".join(filter(None, names))}"' if fill or stroke else ""]
        words += [f'{name.replace("_", "-")}="{value}"' for name, value in places.items()]
        words.append("" if fill else 'fill="none"')
        words.append(f'stroke-width="{line:g}"' if stroke and line != 1 else "")
        words.append(f'stroke-dasharray="{dash}"' if dash else "")
        self.drawn.append((z, f"<{' '.join(filter(None, words))}{extra}/>"))

    def text(self, x, y, text, mono=False, bold=False, colour=None, ha="left", size=FONT, z=8):
        """A text whose middle has the height ``y``."""
        span = wide(text, mono, bold, size)
        left = x - {"left": 0, "center": 0.5, "right": 1}[ha] * span
        tall = size / 72
        box = [left, y - tall / 2, left + span, y + tall / 2]
        self.said.append((text, *(round(PIXELS * place, 1) for place in box)))
        names = " ".join(filter(None, ["m" * mono, "b" * bold, f"f-{colour}" if colour else ""]))
        about = f' class="{names}"' if names else ""
        about += "" if ha == "left" else f' text-anchor="{ {"center": "middle", "right": "end"}[ha] }"'
        about += "" if size == FONT else f' style="font-size:{size * PIXELS / 72:.1f}px"'
        x, y = pixels(x, y + 0.36 * tall)
        self.drawn.append((z, f'<text x="{x}" y="{y}"{about}>{html.escape(text)}</text>'))

    def mark(self, x, y, kind, z=8):
        size = {"shared": 14, "none": 13}.get(kind, 11.5)
        self.text(x, y, MARKS[kind], colour=kind, ha="center", size=size, bold=kind in ("none", "invisible"), z=z)

    def parts(self, x, y, parts):
        """Marks, each with its words beside it."""
        for kind, words in parts:
            self.mark(x + 0.06, y, kind)
            self.text(x + 0.18, y, words)
            x += length([(kind, words)]) + 0.2

    def line(self, xs, ys, colour="ink", width=1.0, dash="", z=2):
        points = " ".join(",".join(pixels(x, y)) for x, y in zip(xs, ys))
        extra = ' stroke-linecap="round" stroke-linejoin="round"' if not dash else ""
        self.add(z, "polyline", None, colour, width, dash, extra, points=points)

    def arrowhead(self, x, y, colour):
        points = " ".join(",".join(pixels(*p)) for p in ((x, y), (x - 0.09, y - 0.06), (x - 0.09, y + 0.06)))
        self.add(6, "polygon", colour, points=points)

    def box(self, x, y, width, height, radius=0.06, fill=None, stroke=None, line=1.0, dash="", z=1, strength=1.0):
        """A box; ``fill`` is a colour, or a kind whose areas have a pattern (frozen: hatched, buffer: dotted)."""
        x, y, width, height, radius = pixels(x, y, width, height, radius)
        places = {"x": x, "y": y, "width": width, "height": height} | ({"rx": radius} if radius != "0" else {})
        if strength < 1:
            places["opacity"] = f"{strength:.2g}"
        if fill in ("hatched", "dotted"):
            self.filled.add(fill)
            places["style"], fill = f"fill:url(#{fill})", None
        self.add(z, "rect", fill, stroke, line, dash, **places)

    def disc(self, x, y, radius, fill=None, stroke=None, line=1.0, dash="", z=5):
        x, y, radius = pixels(x, y, radius)
        self.add(z, "circle", fill, stroke, line, dash, cx=x, cy=y, r=radius)

    def arc(self, x, y, radius, start, end, colour, line, z=5):
        """Part of a circle, from one angle to another; 0 is up, clockwise is positive, in degrees."""
        if abs(end - start) < 0.5:
            return
        ends = [(x + radius * math.sin(math.radians(a)), y - radius * math.cos(math.radians(a))) for a in (start, end)]
        (x1, y1), (x2, y2) = (pixels(*end) for end in ends)
        large, clockwise, r = int(abs(end - start) > 180), int(end > start), pixels(radius)
        path = f"M{x1} {y1}A{r} {r} 0 {large} {clockwise} {x2} {y2}"
        self.add(z, "path", None, colour, line, d=path)

    def half_disc(self, x, y, radius, fill, stroke, line, z=5):
        (left, right), base, r = pixels(x - radius, x + radius), pixels(y), pixels(radius)
        self.add(z, "path", fill, stroke, line, d=f"M{left} {base}A{r} {r} 0 0 1 {right} {base}Z")

    def padlock(self, x, y, size=0.17):
        """A closed padlock with its lower left corner at (x, y)."""
        (left, right), top, r = pixels(x + 0.2 * size, x + 0.8 * size), pixels(y - 0.6 * size), pixels(0.3 * size)
        self.add(
            6,
            "path",
            None,
            "frozen",
            2,
            d=f"M{left} {top}V{pixels(y - 0.75 * size)}A{r} {r} 0 0 1 {right} {pixels(y - 0.75 * size)}V{top}",
        )
        self.box(x, y - 0.6 * size, size, 0.6 * size, 0.02, "frozen", z=7)
        self.disc(x + size / 2, y - 0.32 * size, 0.1 * size, "paper", z=8)

    def picture(self, alt, data, told="", role="note"):
        """The drawing as SVG: elements in the order of their height, patterns under names of this picture alone."""
        width, height = round(PIXELS * self.width), round(PIXELS * self.height)
        body = "".join(element for _, element in sorted(self.drawn, key=lambda pair: pair[0]))
        mark = hashlib.sha256((alt + body).encode()).hexdigest()[:6]
        for name in self.filled:
            body = body.replace(f"url(#{name})", f"url(#{name}-{mark})")
        patterns = "".join(PATTERNS[name].format(name=f"{name}-{mark}") for name in sorted(self.filled))
        svg = (
            f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{html.escape(alt)}">'
            f"{f'<defs>{patterns}</defs>' if patterns else ''}{body}</svg>"
        )
        return Picture(svg, (width, height), alt, data, told, self.said, role)


PATTERNS = {
    "hatched": '<pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="5" height="5" class="f-soft"/><path d="M0 0V5" class="s-frozen" stroke-width="1.4"/></pattern>',
    "dotted": '<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" class="f-paper"/><circle cx="3" cy="3" r="1.3" class="f-buffer"/></pattern>',
}


def across(shape):
    return "?" if shape is None else "×".join(map(str, shape)) or "1 number"


def plural(count, noun):
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(words, most=14):
    """The words with semicolons between them; a picture with very many says them shorter."""
    return "; ".join(words[:most]) + (f"; and {len(words) - most} more" if len(words) > most else "")
