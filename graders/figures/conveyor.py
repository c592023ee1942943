"""The factory: layers are machines on a conveyor, parameters are their knobs, buffers are gauges."""

import math

from graders.figures.facts import WORDS, demand_module, earlier, numbers, totals_of
from graders.figures.floor import Floor, entries
from graders.figures.sheet import INK, LOOKS, WIDTH, Sheet, across, length, lines_of, plural, short, style, wide
from graders.marks import COLOURS

START, GAP, DIAL, ROW, LINE, LANE, MOST_KNOBS, WIDEST = 0.62, 0.27, 0.225, 0.28, 0.2, 0.3, 5, 1.6


def factory(model, *inputs, before=None):
    """The model as a factory: layers are machines on a conveyor, parameters are their knobs, buffers are gauges.

    With ``inputs`` the model is called once: the machines stand in the order in which they run, with the shapes that
    travel between them, and plain functions such as torch.relu get a machine too. Without, the order is that of
    registration. Each tensor shows up to three of its numbers, evenly spread: a hand that points up is 0, to the right
    positive, to the left negative, and the largest size in the tensor is a turn of 135 degrees. With ``before`` (a copy
    of the model, or of its state_dict, from before training) a thin grey hand shows where a knob stood.
    """
    demand_module(model, "factory")
    old = {} if before is None else earlier(model, before)
    floor = Floor(model)
    machines = floor.in_order_of_work(model, inputs) if inputs else floor.in_order_of_registration()
    if not machines:
        raise ValueError("this model has no layer to draw")
    counted = {}
    for machine in machines:
        fit_out(machine, counted, old)
    idle = [fact.names[0] for key, fact in floor.facts.items() if key not in counted and fact.kind != "buffer"]
    data = {
        "order": "in the order in which they run" if inputs else "in the order of registration",
        "machines": [
            {"name": m.name, "type": m.type, "seen": m.seen, "in": m.taken, "out": m.given, "knobs": m.knobs}
            for m in machines
        ],
        "links": links_between(machines),
        "totals": totals_of(counted.values()),
        "idle": idle,
    }
    name = type(model).__name__
    with style():
        sheet = draw_factory(name, machines, data, bool(inputs), before is not None)
        return sheet.picture(factory_alt(name, machines, data, bool(inputs), before), data)


def fit_out(machine, counted, old):
    """Give a machine its knobs and its lines of text. What an earlier machine has counted already is shared."""
    totals = {}
    for fact in machine.facts:
        kind = "shared" if id(fact.tensor) in counted else fact.kind
        counted.setdefault(id(fact.tensor), fact)
        totals[kind] = totals.get(kind, 0) + (fact.count or 0)
        name = next((n for n in fact.names if n.rpartition(".")[0] == machine.name), fact.names[0])
        label = short(name.rpartition(".")[2], WIDEST - 0.27 - DIAL, keep="start")
        most = max(1, min(3, int((WIDEST - 0.27 - wide(label)) / DIAL)))
        hands, full = entries(fact.tensor, next((old[n] for n in fact.names if n in old), None), most)
        knob = {"name": name, "label": label, "kind": fact.kind, "count": fact.count, "hands": hands, "full": full}
        machine.knobs.append(knob)
    words = WORDS | {"invisible": "invisible"}
    machine.lines = [(kind, f"{totals[kind]:,} {words[kind]}") for kind in WORDS if kind in totals]
    if any(fact.count is None for fact in machine.facts):
        machine.lines = [(machine.facts[0].kind, numbers(None))]
    if not machine.seen and "invisible" not in totals:
        machine.lines.append(("invisible", "invisible"))
    if not machine.facts:
        machine.lines.append(("none", "no knobs"))


def links_between(machines):
    """What works in several machines, and their numbers from 0."""
    users, groups = {}, {}
    for number, machine in enumerate(machines):
        for fact in machine.facts:
            users.setdefault(id(fact), (fact, []))[1].append(number)
    for fact, where in users.values():
        if len(where) > 1:
            groups.setdefault(tuple(where), []).append(fact.names[0])
    links = []
    for where, names in groups.items():
        layer = machines[where[0]].layer
        words = f"one knob on {len(where)} machines: {', '.join(names)}"
        if layer is not None and all(machines[i].layer is layer for i in where):
            words = f"one layer, used {len(where)} times: {machines[where[0]].name}"
        links.append({"machines": list(where), "names": names, "words": words})
    return links


def factory_alt(name, machines, data, runs, before):
    learns = sum(any(fact.kind != "buffer" for fact in machine.facts) for machine in machines)
    words = [
        f"{name} as a factory: {plural(len(machines), 'machine')} {data['order']}, {learns} with knobs and "
        f"{len(machines) - learns} without: {', '.join(f'{m.name} ({m.type})' for m in machines)}.",
        f"Numbers: {', '.join(f'{total:,} {WORDS[kind]}' for kind, total in data['totals'].items()) or 'none'}.",
    ]
    if runs:
        words.append(f"In goes {across(machines[0].taken)}, out comes {across(machines[-1].given)}.")
    words += [f"Shared: {link['words']}." for link in data["links"]]
    words += [f"{idle_words(runs)}: {', '.join(data['idle'])}."] if data["idle"] else []
    if before is not None:
        knobs = {knob["name"]: knob for m in data["machines"] for knob in m["knobs"] if knob["kind"] != "buffer"}
        shown = [hand for knob in knobs.values() for hand in knob["hands"] if hand[2] is not None]
        words.append(
            f"{sum(now != then for _, now, then in shown)} of {len(shown)} knobs drawn have turned since before."
        )
    return " ".join(words)


def idle_words(runs):
    return "Idle in this pass" if runs else "On no machine"


def in_rows(machines, shapes):
    """Decide on each machine's width, height and place along the belt; returns the machines row by row, evenly."""
    labels = [wide(across(shape)) if shapes else 0 for shape in (machines[0].taken, *(m.given for m in machines))]
    for n, m in enumerate(machines):
        lock = 0.3 * is_locked(m)
        texts = [wide(m.name, True, True) + lock, wide(m.type) + lock]
        texts += [wide(knob["label"]) + 0.07 + DIAL * max(len(knob["hands"]), 1) for knob in m.knobs]
        fitting = max(min(max(0.7, *texts), WIDEST - 0.2), *(length([line]) for line in m.lines)) + 0.2
        m.width = max(fitting, (labels[n] + labels[n + 1]) / 2 + 0.12 - GAP)
        m.height = 0.47 + LINE * len(m.lines) + (ROW * min(len(m.knobs), MOST_KNOBS + 1) + 0.04)
        m.reach = GAP / 2 + max(0.28, labels[n + 1] / 2 + 0.1)  # from its right edge to that of what follows

    def fill(limit):
        rows = [[]]
        for m in machines:
            if rows[-1] and START + sum(other.width + GAP for other in rows[-1]) + m.width + m.reach > limit:
                rows.append([])
            rows[-1].append(m)
        return rows

    limit, fewest = WIDTH - 0.1, len(fill(WIDTH - 0.1))
    while len(fill(limit - 0.05)) == fewest and limit > 3:
        limit -= 0.05
    for row in fill(limit):
        for before, m in zip([None, *row], row):
            m.x = before.x + before.width + GAP if before else START
    return fill(limit)


def is_locked(machine):
    return {fact.kind for fact in machine.facts} - {"buffer"} == {"frozen"}


def draw_factory(name, machines, data, shapes, ghosts):
    rows, links = in_rows(machines, shapes), data["links"]
    lanes = [[link for link in links if any(machines[i] in row for i in link["machines"])] for row in rows]
    y = 0.5
    for row, lane in zip(rows, lanes):
        y += LANE * len(lane) + max(m.height for m in row)
        for m in row:
            m.belt = y
        y += 0.66 if shapes else 0.5
    words = WORDS | {"frozen": "frozen (locked)", "buffer": "in buffers (gauges)"}
    key = [(kind, f"{total:,} {words[kind]}") for kind, total in data["totals"].items()]
    key += [("shared", "shared")] * bool(links) + [("none", "no knobs")] * any(not m.facts for m in machines)
    title = f"{name}: {plural(len(machines), 'machine')} {data['order']}"
    width = max(5.2, *(row[-1].x + row[-1].width + row[-1].reach + 0.1 for row in rows))
    keys = lines_of(key, width - 0.4)
    notes = ["Hand up: 0, to the right: positive, to the left: negative."] * any(m.facts for m in machines)
    notes += ["Thin grey hand: before."] * ghosts
    if wide(" ".join(notes)) < width - 0.4:
        notes = [" ".join(notes)]
    if data["idle"]:
        notes.append(short(f"{idle_words(shapes)}: {', '.join(data['idle'])}", width - 0.4, keep="start"))
    sheet = Sheet(width, y + 0.24 * (len(keys) + len(notes)))
    sheet.text(0.22, 0.24, short(title, width - 0.4, bold=True, keep="start"), bold=True)
    for row, after in zip(rows, [*rows[1:], None]):
        draw_belt(sheet, row, after[0].belt if after else None, 0.54 if shapes else 0.36)
        if shapes and row is rows[0]:
            draw_crate(sheet, 0.47, row[0].belt, across(machines[0].taken), 0.32)
        for m in row:
            if shapes:
                draw_crate(sheet, m.x + m.width + GAP / 2, m.belt, across(m.given))
            draw_machine(sheet, m)
    for n, link in enumerate(links):
        draw_link(sheet, link["words"], [machines[i] for i in link["machines"]], rows, lanes, link, n)
    for n, line in enumerate(keys):
        sheet.parts(0.22, y + 0.24 * n, line)
    for n, note in enumerate(notes):
        sheet.text(0.22, y + 0.24 * (len(keys) + n), note)
    return sheet


def draw_belt(sheet, row, after, below):
    """The belt under a row; on to the next row it runs through the space ``below`` the shapes, else it ends in an arrow."""
    left, right, y = 0.32, row[-1].x + row[-1].width + GAP / 2 + 0.14, row[0].belt
    sheet.box(left, y, right - left, 0.1, radius=0.05, fc="#E8E8E8", ec="#888888", lw=1)
    rollers = [left + 0.06 + 0.2 * k for k in range(int((right - left - 0.1) / 0.2) + 1)]
    sheet.line(rollers, [y + 0.05] * len(rollers), "#888888", 0, marker="o", ms=4, mfc="white", mew=0.8)
    if after:
        turn = row[-1].x + row[-1].width + row[-1].reach
        ys = [y + 0.05, y + 0.05, y + below, y + below, after + 0.05, after + 0.05]
        sheet.line([right, turn, turn, 0.12, 0.12, 0.26], ys, "#999999", 1.8)
        sheet.arrowhead(0.32, after + 0.05, "#999999")
    else:
        sheet.arrowhead(right + 0.12, y + 0.05, "#999999")


def draw_crate(sheet, x, belt, words, left=None):
    sheet.box(x - 0.07, belt - 0.15, 0.14, 0.14, radius=0.015, fc="#D9B382", ec=INK, lw=0.9, zorder=4)
    sheet.line([x - 0.07, x + 0.07], [belt - 0.08, belt - 0.08], INK, 0.7, zorder=5)
    sheet.text(x if left is None else left, belt + 0.24, words, ha="center" if left is None else "left")


def draw_machine(sheet, m):
    x, y, kinds = m.x, m.belt - m.height, {fact.kind for fact in m.facts} - {"buffer"}
    unseen, locked = not m.seen or "invisible" in kinds, is_locked(m)
    edge = COLOURS["invisible" if unseen else "trained" if "trained" in kinds else "frozen"]
    sheet.box(x, y, m.width, m.height, fc="white", ec=edge, lw=1.8, ls="--" if unseen else "-", zorder=3)
    if locked:
        sheet.padlock(x + m.width - 0.27, y + 0.29)
    room = m.width - (0.42 if locked else 0.17)
    sheet.text(x + 0.1, y + 0.17, short(m.name, room, True, True), mono=True, bold=True)
    sheet.text(x + 0.1, y + 0.37, short(m.type, room, keep="start"))
    for n, line in enumerate(m.lines):
        sheet.parts(x + 0.1, y + 0.37 + LINE * (n + 1), [line])
    for n, knob in enumerate(m.knobs):
        middle = y + 0.47 + LINE * len(m.lines) + ROW * (n + 0.5)
        if n == MOST_KNOBS and len(m.knobs) > MOST_KNOBS + 1:
            sheet.text(x + 0.1, middle, f"… and {len(m.knobs) - MOST_KNOBS} more")
            break
        draw_knob(sheet, knob, x, middle, m.width)


def draw_knob(sheet, knob, x, y, width):
    """One tensor: its name, and a dial for each of its numbers that is shown."""
    kind, colour, behind = knob["kind"], COLOURS[knob["kind"]], {}
    face, dashes = "#DDDDDD" if kind == "frozen" else "white", "--" if kind == "invisible" else "-"
    if kind == "frozen":
        shade = LOOKS["frozen"] | {"ec": "#BDBDBD", "lw": 0, "zorder": 3.5}
        sheet.box(x + 0.04, y - ROW / 2 + 0.01, width - 0.08, ROW - 0.02, 0.03, **shade)
        behind = {"bbox": {"fc": "white", "ec": "none", "pad": 1}}
    sheet.text(x + 0.1, y, knob["label"], **behind)
    for n, (_, now, then) in enumerate(knob["hands"]):
        middle = x + width - 0.16 - DIAL * (len(knob["hands"]) - 1 - n)
        base, size, full = (y + 0.06, 0.09, 80) if kind == "buffer" else (y, 0.085, 135)
        if kind == "buffer":
            sheet.half_disc(middle, base, 0.1, fc=LOOKS[kind]["fc"], ec=colour, lw=1.3, zorder=5)
        else:
            sheet.disc(middle, y, 0.096, fc=face, ec=colour, lw=1.5, ls=dashes, zorder=5)
        for value, ink, thick in ((then, "#8C8C8C", 1.1), (now, colour, 2.2)):
            if value is not None and math.isfinite(value):
                turn = math.radians(full * value / knob["full"])
                xs, ys = [middle, middle + size * math.sin(turn)], [base, base - size * math.cos(turn)]
                sheet.line(xs, ys, ink, thick, zorder=6, solid_capstyle="round")


def draw_link(sheet, words, machines, rows, lanes, link, n):
    """A purple line above the machines that share something, through the left margin from row to row."""
    purple, margin = {"colour": COLOURS["shared"], "width": 2, "zorder": 2}, 0.23 - 0.04 * (n % 4)
    levels, spots = [], []
    for row, lane in zip(rows, lanes):
        here = [m.x + m.width - 0.2 - 0.13 * (n % 6) for m in row if m in machines]
        if here:
            level = row[0].belt - max(m.height for m in row) - 0.1 - LANE * lane.index(link)
            levels.append(level)
            spots += [(x, level, m.belt - m.height) for x, m in zip(here, [m for m in row if m in machines])]
            start = min(here) if len(set(m.belt for m in machines)) == 1 else margin
            sheet.line([start, max(here)], [level, level], **purple)
    sheet.line([margin, margin], [levels[0], levels[-1]], **purple)
    for x, level, top in spots:
        sheet.line([x, x], [level, top], **purple)
        sheet.disc(x, top, 0.045, fc=COLOURS["shared"], ec="white", lw=0.8, zorder=6)
    x = spots[0][0] if len(levels) == 1 else margin + 0.04
    room = sheet.width - 0.4
    x = max(min(x, room - length([("shared", words)])), 0.22)
    sheet.parts(x, levels[0] - 0.13, [("shared", short(words, room - x - 0.18, keep="start"))])
