"""The factory: layers are machines on a conveyor, parameters are their knobs, buffers are gauges."""

import math

from graders.figures.facts import WORDS, demand_module, earlier, numbers, totals_of
from graders.figures.floor import Floor, Machine, entries
from graders.figures.sheet import FONT, WIDTH, Sheet, across, length, lines_of, listed, plural, short, wide

START, GAP, DIAL, LANE, HEAD, GROUP, BELOW = 0.5, 0.24, 0.4, 0.3, 0.5, 0.68, 0.42
SMALL, MOST_GROUPS, WIDEST, MOST_MACHINES = 0.9 * FONT, 6, 3.6, 24
TURN, SWING = 135, 80  # degrees from the middle for the largest number of a tensor: of a knob, of a gauge


def factory(model, *inputs, before=None):
    """The model as a factory: layers are machines on a conveyor, parameters are their knobs, buffers are gauges.

    With ``inputs`` the model is called once: the machines stand in the order in which they run, with the shapes that
    travel between them, and plain functions such as torch.relu get a machine too. Without, the order is that of
    registration. Each tensor shows up to three of its numbers, evenly spread: a hand that points up is 0, to the right
    positive, to the left negative, and the largest size in the tensor is a turn of 135 degrees. With ``before`` (a copy
    of the model, or of its state_dict, from before training) an arc shows how far each knob has turned since.
    """
    demand_module(model, "factory")
    old = {} if before is None else earlier(model, before)
    floor = Floor(model)
    machines = floor.in_order_of_work(model, inputs) if inputs else floor.in_order_of_registration()
    machines = folded(machines)
    if not machines:
        raise ValueError("this model has no layer to draw")
    data = fitted_out(floor, machines, old)
    data["order"] = "in the order in which they run" if inputs else "in the order of registration"
    name = type(model).__name__
    title = f"{name}: {plural(len(machines), 'machine')} {data['order']}"
    sheet = draw_factory(title, machines, data, bool(inputs), before is not None)
    alt = factory_alt(name, machines, data, bool(inputs), before)
    return sheet.picture(alt, data, factory_caption(machines, data, before is not None))


def fitted_out(floor, machines, old):
    """Give the machines their knobs; what the picture states, as data."""
    counted = {}
    for machine in machines:
        fit_out(machine, counted, old)
    idle = [fact.names[0] for key, fact in floor.facts.items() if key not in counted and fact.kind != "buffer"]
    return {
        "machines": [
            {"name": m.name, "type": m.type, "seen": m.seen, "in": m.taken, "out": m.given, "knobs": m.knobs}
            for m in machines
        ],
        "links": links_between(machines),
        "totals": totals_of(counted.values()),
        "idle": idle,
    }


def fit_out(machine, counted, old):
    """Give a machine its knobs and its line of numbers. What an earlier machine has counted already is shared."""
    totals, machine.knobs = {}, []
    for fact in machine.facts:
        kind = "shared" if id(fact.tensor) in counted else fact.kind
        counted.setdefault(id(fact.tensor), fact)
        totals[kind] = totals.get(kind, 0) + (fact.count or 0)
        name = next((n for n in fact.names if n.rpartition(".")[0] == machine.name), fact.names[0])
        hands, full = entries(fact.tensor, next((old[n] for n in fact.names if n in old), None), 3)
        knob = {"name": name, "label": name.rpartition(".")[2], "kind": fact.kind, "count": fact.count}
        machine.knobs.append(knob | {"hands": hands, "full": full})
    machine.lines = [(kind, f"{totals[kind]:,}") for kind in WORDS if kind in totals]
    if any(fact.count is None for fact in machine.facts):
        machine.lines = [(machine.facts[0].kind, numbers(None))]
    if not machine.seen and "invisible" not in totals:
        machine.lines.append(("invisible", "invisible"))
    if not machine.facts:
        machine.lines.append(("none", ""))


def folded(machines, most=MOST_MACHINES):
    """The machines, taken together block by block where there are too many to be drawn one by one."""
    if len(machines) <= most:
        return machines
    blocks = {}
    for m in machines:
        blocks.setdefault(m.name.partition(".")[0], []).append(m)
    if len(blocks) > most:  # a long row without blocks: runs of equal length
        run = math.ceil(len(machines) / most)
        runs = [machines[start : start + run] for start in range(0, len(machines), run)]
        blocks = {f"{group[0].name} … {group[-1].name}": group for group in runs}
    together = []
    for name, group in blocks.items():
        facts = list({id(fact): fact for m in group for fact in m.facts}.values())
        kind = group[0].type if len(group) == 1 else f"{len(group)} machines"
        seen = all(m.seen for m in group)
        together.append(Machine(name, kind, facts, None, group[0].taken, group[-1].given, seen))
    return together


def titles(machine):
    """What a machine is called: its name, unless that is only a number, and then its type."""
    return (machine.type, machine.name) if machine.name.isdigit() else (machine.name, machine.type)


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
    learns = with_knobs(machines)
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
        turned, drawn = turned_knobs(data)
        words.append(f"{turned} of {drawn} knobs drawn have turned since before.")
    return " ".join(words)


def with_knobs(machines):
    return sum(any(fact.kind != "buffer" for fact in machine.facts) for machine in machines)


def factory_caption(machines, data, arcs):
    words = [f"{plural(len(machines), 'machine')}, {with_knobs(machines)} with knobs."]
    words += [f"{link['words'][0].upper()}{link['words'][1:]}." for link in data["links"]]
    if arcs:
        still = [
            titles(m)[0]
            for m in machines
            if m.knobs and not any(now != then for k in m.knobs for _, now, then in k["hands"] if then is not None)
        ]
        turned, drawn = turned_knobs(data)
        words.append(f"{turned} of the {drawn} knobs drawn have turned.")
        words += [f"None on {listed(still, 4)}."] if still and turned else []
    return " ".join(words)


def turned_knobs(data):
    """How many of the knobs drawn have turned, and how many there are; one that stands on two machines counts once."""
    knobs = {knob["name"]: knob for m in data["machines"] for knob in m["knobs"] if knob["kind"] != "buffer"}
    shown = [hand for knob in knobs.values() for hand in knob["hands"] if hand[2] is not None]
    return sum(now != then for _, now, then in shown), len(shown)


def idle_words(runs):
    return "Idle in this pass" if runs else "On no machine"


def shown_groups(machine):
    """The knobs of a machine that have room, as (knob, its dials, its width) in lines no wider than a machine may be.

    A buffer of one number is a counter, and has no gauge.
    """
    shown = [knob for knob in machine.knobs if not (knob["kind"] == "buffer" and knob["count"] == 1)]
    lines, width = [[]], 0.0
    for knob in shown[:MOST_GROUPS]:
        most = 1 if knob["kind"] == "buffer" else 2
        dials = min(len(knob["hands"]), most)
        room = max(DIAL * dials, min(wide(label_of(knob), size=SMALL), 1.1)) + 0.12
        if lines[-1] and width + room > WIDEST:
            lines.append([])
            width = 0.0
        lines[-1].append((knob, dials, room))
        width += room
    more = len(shown) - MOST_GROUPS
    return [line for line in lines if line], [f"… and {more} more"] * (more > 0)


def label_of(knob):
    """What stands below the dials of a tensor; a gauge always runs."""
    return knob["label"].removeprefix("running_")


def in_rows(machines, shapes, last=0.0):
    """Decide on each machine's width, height and place along the belt; returns the machines row by row, evenly.

    ``last`` is the room, in inches, that is left free behind the last machine.
    """
    labels = [wide(across(shape)) if shapes else 0 for shape in (machines[0].taken, *(m.given for m in machines))]
    for n, m in enumerate(machines):
        m.groups, m.notes = shown_groups(m)
        lock = 0.3 * is_locked(m)
        bold, plain = titles(m)
        texts = [min(wide(bold, True, True), 1.6) + lock, min(wide(plain), 1.6) + length(m.lines) + 0.12]
        texts += [sum(room for *_, room in line) - 0.1 for line in m.groups] + [
            wide(note, size=SMALL) for note in m.notes
        ]
        m.width = max(0.6, *texts) + 0.2
        m.width = max(m.width, (labels[n] + labels[n + 1]) / 2 + 0.12 - GAP)
        m.height = HEAD + GROUP * len(m.groups) + 0.2 * len(m.notes)
        m.reach = GAP / 2 + max(0.28, labels[n + 1] / 2 + 0.1)  # from its right edge to that of what follows

    def fill(limit):
        rows = [[]]
        for m in machines:
            after = m.reach + (last if m is machines[-1] else 0)
            if rows[-1] and START + sum(other.width + GAP for other in rows[-1]) + m.width + after > limit:
                rows.append([])
            rows[-1].append(m)
        return rows

    limit, fewest = WIDTH - 0.05, len(fill(WIDTH - 0.05))
    while len(fill(limit - 0.05)) == fewest and limit > 3:
        limit -= 0.05
    for row in fill(limit):
        for before, m in zip([None, *row], row):
            m.x = before.x + before.width + GAP if before else START
    return fill(limit)


def is_locked(machine):
    return {fact.kind for fact in machine.facts} - {"buffer"} == {"frozen"}


def place(rows, links, top, shapes, above=0.0):
    """Give each row of machines its height on the sheet, from ``top`` on, with ``above`` inches free over each row.

    Returns the lanes for links, row by row, and where the last row ends.
    """
    lanes = [[link for link in links if any(m.number in link["machines"] for m in row)] for row in rows]
    y = top
    for row, lane in zip(rows, lanes):
        y += above + LANE * len(lane) + max(m.height for m in row)
        for m in row:
            m.belt = y
        y += BELOW + 0.12 if shapes else BELOW
    return lanes, y


def draw_factory(title, machines, data, shapes, arcs):
    for number, m in enumerate(machines):
        m.number = number
    rows, links = in_rows(machines, shapes), data["links"]
    lanes, y = place(rows, links, 0.5, shapes)
    width = max(5.2, *(row[-1].x + row[-1].width + row[-1].reach + 0.1 for row in rows))
    keys, notes = key_of(machines, data, width - 0.4, arcs)
    if data["idle"]:
        notes.append(short(f"{idle_words(shapes)}: {', '.join(data['idle'])}", width - 0.4, keep="start"))
    sheet = Sheet(width, y + 0.24 * (len(keys) + len(notes)))
    sheet.text(0.22, 0.24, short(title, width - 0.4, bold=True, keep="start"), bold=True)
    draw_floor(sheet, machines, rows, links, lanes, shapes)
    draw_key(sheet, y, keys, notes)
    return sheet


def draw_floor(sheet, machines, rows, links, lanes, shapes):
    """Belts, crates, machines and links."""
    for row, after in zip(rows, [*rows[1:], None]):
        draw_belt(sheet, row, after[0].belt if after else None, 0.44 if shapes else 0.3)
        if shapes and row is rows[0]:
            draw_crate(sheet, 0.42, row[0].belt, across(machines[0].taken), 0.3)
        for m in row:
            if shapes:
                draw_crate(sheet, m.x + m.width + GAP / 2, m.belt, across(m.given))
            draw_machine(sheet, m)
    for n, link in enumerate(links):
        draw_link(sheet, link["words"], [machines[i] for i in link["machines"]], rows, lanes, link, n)


def key_of(machines, data, room, arcs):
    words = WORDS | {"frozen": "frozen (locked)", "buffer": "in buffers (gauges)"}
    key = [(kind, f"{total:,} {words[kind]}") for kind, total in data["totals"].items()]
    key += [("shared", "shared")] * bool(data["links"]) + [("none", "no knobs")] * any(not m.facts for m in machines)
    said = ["A dial is one of the numbers.", "Hand up: 0, right: positive, left: negative."] * any(m.facts for m in machines)
    notes = []
    for sentence in said + ["An arc: how far it turned."] * arcs:
        if notes and wide(f"{notes[-1]} {sentence}") < room:
            notes[-1] += f" {sentence}"
        else:
            notes.append(sentence)
    return lines_of(key, room), notes


def draw_key(sheet, y, keys, notes):
    for n, line in enumerate(keys):
        sheet.parts(0.22, y + 0.24 * n, line)
    for n, note in enumerate(notes):
        sheet.text(0.22, y + 0.24 * (len(keys) + n), note)


def draw_belt(sheet, row, after, below):
    """The belt under a row; on to the next row it runs through the space ``below`` the shapes, else it ends in an arrow."""
    left, right, y = 0.32, row[-1].x + row[-1].width + GAP / 2 + 0.14, row[0].belt
    sheet.box(left, y, right - left, 0.1, 0.05, "soft", "mid", z=1)
    rollers = [left + 0.06 + 0.2 * k for k in range(int((right - left - 0.1) / 0.2) + 1)]
    for x in rollers:
        sheet.disc(x, y + 0.05, 0.025, "paper", "mid", 0.8, z=2)
    if after:
        turn = row[-1].x + row[-1].width + row[-1].reach
        ys = [y + 0.05, y + 0.05, y + below, y + below, after + 0.05, after + 0.05]
        sheet.line([right, turn, turn, 0.12, 0.12, 0.26], ys, "mid", 1.8)
        sheet.arrowhead(0.32, after + 0.05, "mid")
    else:
        sheet.arrowhead(right + 0.12, y + 0.05, "mid")


def draw_crate(sheet, x, belt, words, left=None):
    sheet.box(x - 0.07, belt - 0.15, 0.14, 0.14, 0.015, "faint", "ink", 0.9, z=4)
    sheet.line([x - 0.07, x + 0.07], [belt - 0.08, belt - 0.08], "ink", 0.7, z=5)
    sheet.text(x if left is None else left, belt + 0.22, words, ha="center" if left is None else "left")


def draw_machine(sheet, m):
    x, y, kinds = m.x, m.belt - m.height, {fact.kind for fact in m.facts} - {"buffer"}
    unseen, locked = not m.seen or "invisible" in kinds, is_locked(m)
    edge = "invisible" if unseen else "trained" if "trained" in kinds else "frozen"
    sheet.box(x, y, m.width, m.height, 0.06, "paper", edge, 1.8, "6 4" if unseen else "", z=3)
    if locked:
        sheet.padlock(x + m.width - 0.27, y + 0.27)
    bold, plain = titles(m)
    sheet.text(x + 0.1, y + 0.16, short(bold, m.width - (0.42 if locked else 0.17), True, True), True, True)
    plain = short(plain, m.width - 0.2 - length(m.lines) - 0.1, keep="start")
    sheet.text(x + 0.1, y + 0.37, plain)
    sheet.parts(x + 0.1 + wide(plain) + 0.12, y + 0.37, m.lines)
    y += HEAD
    for line in m.groups:
        left = x + 0.1
        for knob, hands, room in line:
            draw_knob(sheet, knob, hands, left, y, room - 0.12)
            left += room
        y += GROUP
    for n, note in enumerate(m.notes):
        sheet.text(x + 0.1, y + 0.08 + 0.2 * n, note, size=SMALL)


def draw_knob(sheet, knob, count, left, top, room):
    """One tensor: a dial for each of its numbers that is shown, and its name below."""
    kind = knob["kind"]
    hands = [knob["hands"][round(i * (len(knob["hands"]) - 1) / max(count - 1, 1))] for i in range(count)]
    start = left + (room - DIAL * count) / 2 + DIAL / 2
    for n, (_, now, then) in enumerate(hands):
        x = start + DIAL * n
        base, size, most = (top + 0.31, 0.19, SWING) if kind == "buffer" else (top + 0.2, 0.1875, TURN)
        if kind == "buffer":
            sheet.half_disc(x, base, size, "paper", kind, 1.5)
        else:
            sheet.disc(x, base, size, "soft" if kind == "frozen" else "paper", kind, 1.6, "4 3" * (kind == "invisible"))
        angles = [
            most * value / knob["full"] if value is not None and math.isfinite(value) else None for value in (then, now)
        ]
        if None not in angles and then != now:
            sheet.arc(x, base, size - 0.045, *angles, kind, 5, z=6)
            far = size - 0.07
            xs, ys = zip(
                *(
                    (x + r * math.sin(math.radians(angles[0])), base - r * math.cos(math.radians(angles[0])))
                    for r in (0.06, far)
                )
            )
            sheet.line(xs, ys, "mid", 1.2, z=6)
        if angles[1] is not None:
            turn = math.radians(angles[1])
            tip = [x, x + (size - 0.02) * math.sin(turn)], [base, base - (size - 0.02) * math.cos(turn)]
            sheet.line(*tip, kind, 2.6, z=7)
    label = short(label_of(knob), max(room, DIAL), keep="start", size=SMALL)
    sheet.text(left + room / 2, top + 0.5, label, ha="center", size=SMALL)


def draw_link(sheet, words, machines, rows, lanes, link, n):
    """A purple line above the machines that share something, through the left margin from row to row."""
    purple, margin = {"colour": "shared", "width": 2}, 0.23 - 0.04 * (n % 4)
    levels, spots = [], []
    for row, lane in zip(rows, lanes):
        here = [m.x + m.width - 0.2 - 0.13 * (n % 6) for m in row if m in machines]
        if here:
            level = row[0].belt - max(m.height for m in row) - 0.1 - LANE * lane.index(link)
            levels.append(level)
            spots += [(x, level, m.belt - m.height) for x, m in zip(here, [m for m in row if m in machines])]
            start = min(here) if len(set(m.belt for m in machines)) == 1 else margin
            sheet.line([start, max(here)], [level, level], **purple)
    if len(levels) > 1:
        sheet.line([margin, margin], [levels[0], levels[-1]], **purple)
    for x, level, top in spots:
        sheet.line([x, x], [level, top], **purple)
        sheet.disc(x, top, 0.045, "shared", "paper", 0.8, z=6)
    x = spots[0][0] if len(levels) == 1 else margin + 0.04
    room = sheet.width - 0.4
    x = max(min(x, room - length([("shared", words)])), 0.22)
    sheet.parts(x, levels[0] - 0.13, [("shared", short(words, room - x - 0.18, keep="start"))])
