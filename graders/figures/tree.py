"""The module tree: what is registered, and what PyTorch does not see."""

from torch import nn

from graders import look
from graders.figures.facts import PLACES, WORDS, Fact, demand_module, numbers, totals_of
from graders.figures.sheet import WIDTH, Sheet, length, lines_of, listed, short, wide


def module_tree(model):
    """The tree of modules that PyTorch sees, and dashed what sits in the model without being seen.

    Every module has a box, and so has a parameter or buffer of the model itself or of a module with layers inside.
    """
    demand_module(model, "module_tree")
    rows, last, links = tree_rows(model), {}, {}
    for number, row in enumerate(rows):
        for key, what in row.pop("holds").items():
            if key in last:
                links.setdefault((last[key], number), what)
            last[key] = number
    links = [{"rows": pair, "words": f"the same {what}"} for pair, what in links.items()]
    said = [f"{row['path']} ({', '.join(words for _, words in row['parts'])})" for row in rows]
    unseen = [words for row, words in zip(rows, said) if row["kind"] == "invisible"]
    alt = [
        f"Module tree of {type(model).__name__}: {len(rows) - len(unseen)} registered, {len(unseen)} invisible to PyTorch."
    ]
    alt += [f"Registered: {listed([words for words in said if words not in unseen])}."]
    alt += [f"Invisible: {listed(unseen)}."] if unseen else []
    alt += [f"{rows[b]['path']} has {link['words']} as {rows[a]['path']}." for link in links for a, b in [link["rows"]]]
    hidden = [row["path"] for row in rows if row["kind"] == "invisible"]
    told = f"Invisible to PyTorch: {listed(hidden, 6)}." if hidden else "All of it is registered."
    return draw_tree(rows, links).picture(" ".join(alt), {"rows": rows, "links": links}, told)


def tree_rows(model):
    unseen, opened, counted, rows = list(look.hidden_things(model)), set(), set(), []

    def add(path, name, thing, depth, where=None):
        """One row; ``where`` tells where a thing sits that PyTorch does not see."""
        kinds = {id(t): "buffer" for t in (thing.buffers() if isinstance(thing, nn.Module) else [thing])}
        tensors = [*thing.parameters(), *thing.buffers()] if isinstance(thing, nn.Module) else [thing]
        for tensor in tensors:
            if isinstance(tensor, nn.Parameter):
                kinds[id(tensor)] = "trained" if tensor.requires_grad else "frozen"
        facts = [Fact([], "shared" if id(t) in counted else kinds[id(t)], t) for t in tensors]
        own = thing.named_parameters(recurse=False) if isinstance(thing, nn.Module) else [(name, thing)]
        holds = {} if path == "" or id(thing) in opened else {id(tensor): key for key, tensor in own}
        parts = [(kind, f"{total:,} {WORDS[kind]}") for kind, total in totals_of(facts).items()]
        if where:
            parts = [("invisible", f"invisible, {where}, {numbers(sum(fact.count or 0 for fact in facts))}")]
        elif any(fact.count is None for fact in facts):
            parts = [(facts[0].kind, numbers(None))]
        parts, label = parts or [("none", WORDS["none"])], f"{name}: {type(thing).__name__}"
        rows.append({"path": path or "model", "label": label, "depth": depth, "kind": parts[0][0], "parts": parts})
        rows[-1]["holds"] = {id(thing): "layer" if isinstance(thing, nn.Module) else name, **holds}

    def visit(path, name, module, depth):
        add(path, name, module, depth)
        if id(module) in opened:
            return
        opened.add(id(module))
        below = f"{path}." if path else ""
        own = [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]
        for key, tensor in own if not path or any(True for _ in module.children()) else ():
            add(below + key, key, tensor, depth + 1)
        counted.update(id(tensor) for _, tensor in own)
        for found in unseen:
            if found.module == path:
                place = PLACES[found.container]
                add(found.path, found.path.removeprefix(below), found.value, depth + 1, place)
        for key, child in module._modules.items():
            if child is not None:
                visit(below + key, key, child, depth + 1)

    visit("", "model", model, 0)
    return rows


def draw_tree(rows, links):
    step, indent = 0.4, 0.34
    present = {kind for row in rows for kind, _ in row["parts"]} | ({"shared"} if links else set())
    keys = lines_of([(kind, words) for kind, words in WORDS.items() if kind in present], WIDTH - 0.4)
    lanes = []  # a link lies further out than the links before it that it would touch
    for n, link in enumerate(links):
        touched = [lane for lane, other in zip(lanes, links[:n]) if other["rows"][1] > link["rows"][0]]
        lanes.append(1 + max(touched, default=0))
    beside = (
        0.3 + 0.12 * max(lanes, default=0) + max((length([("shared", link["words"])]) for link in links), default=0)
    )
    lefts = [0.22 + indent * min(row["depth"], 6) for row in rows]
    room = [max(WIDTH - beside - x - 0.3 - length(row["parts"]), 1.0) for row, x in zip(rows, lefts)]
    labels = [short(row["label"], most, True, keep="start") for row, most in zip(rows, room)]
    starts = [x + 0.32 + wide(label, True) for x, label in zip(lefts, labels)]
    rights = [x + length(row["parts"]) for x, row in zip(starts, rows)]
    sheet = Sheet(
        min(max(max(rights) + beside, length(keys[0]) + 0.4, 4.5), WIDTH), 0.2 + step * len(rows) + 0.24 * len(keys)
    )
    above = {}
    for n, (row, x, label) in enumerate(zip(rows, lefts, labels)):
        y, kind = 0.12 + step * (n + 0.5), row["kind"]
        dashes = "5 4" if kind == "invisible" else ""
        sheet.box(x, y - 0.14, wide(label, True) + 0.2, 0.28, 0.06, "paper", kind, 1.8, dashes, z=3)
        if kind == "frozen":  # a hatched edge, so that the words stay readable
            sheet.box(x, y - 0.14, 0.08, 0.28, 0.03, "hatched", z=4)
        sheet.text(x + 0.1, y, label, mono=True)
        sheet.parts(starts[n], y, row["parts"])
        above[row["depth"]] = y
        if row["depth"]:
            left, ink = x - indent + 0.14, "invisible" if kind == "invisible" else "mid"
            sheet.line([left, left], [above[row["depth"] - 1] + 0.14, y], "mid", 1.4, z=0)
            sheet.line([left, x], [y, y], ink, 1.4, dashes, z=1)
    for lane, link in zip(lanes, links):
        (a, b), far = link["rows"], max(rights) + 0.12 * lane
        top, bottom = (0.12 + step * (n + 0.5) for n in (a, b))
        xs = [rights[a] + 0.08, far, far, rights[b] + 0.08]
        sheet.line(xs, [top, top, bottom, bottom], "shared", 2)
        sheet.parts(max(rights) + 0.12 * max(lanes) + 0.08, bottom - step / 2, [("shared", link["words"])])
    for n, line in enumerate(keys):
        sheet.parts(0.22, 0.26 + step * len(rows) + 0.24 * n, line)
    return sheet
