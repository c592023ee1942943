"""The memory map: which names of a model lead to which tensors."""

from graders.figures.facts import WORDS, demand_module, facts_of, numbers
from graders.figures.sheet import WIDTH, Sheet, across, length, lines_of, listed, plural, short, wide

STEP, MOST = 0.32, 24  # inches from name to name; how many names are drawn


def memory_map(model):
    """Names on the left, the tensors that they lead to on the right. A tensor with several names is shared.

    Two tensors that are different objects on one memory are joined by a dashed bracket.
    """
    demand_module(model, "memory_map")
    facts = [fact for fact in facts_of(model).values() if fact.count]
    if not facts:
        raise ValueError("memory_map: this model holds no tensors")
    names = [(name, n) for n, fact in enumerate(facts) for name in fact.names]
    order = {name: place for place, name in enumerate(all_names(model))}
    names.sort(key=lambda pair: order.get(pair[0], len(order)))
    tensors = [
        {
            "names": fact.names,
            "kind": "shared" if len(fact.names) > 1 else fact.kind,
            "shape": list(fact.tensor.shape),
            "count": fact.count,
        }
        for fact in facts
    ]
    one_memory = [
        (a, b)
        for b, two in enumerate(facts)
        for a, one in enumerate(facts[:b])
        if one.tensor.data_ptr() == two.tensor.data_ptr() and not one.tensor.is_meta
    ]
    total, told = sum(fact.count for fact in facts), words(names, tensors, one_memory)
    alt = f"Memory map of {type(model).__name__}: {plural(len(names), 'name')}, {plural(len(facts), 'tensor')}, {total:,} numbers. "
    alt += listed([f"{' and '.join(t['names'])}: {across(tuple(t['shape']))}" for t in tensors]) + f". {told}"
    data = {"names": [list(pair) for pair in names], "tensors": tensors, "one_memory": one_memory, "total": total}
    return draw(names, tensors, one_memory).picture(alt, data, told)


def all_names(model):
    """The names of every parameter and buffer in the order of the modules, each of several names of one tensor too."""
    for prefix, module in model.named_modules(remove_duplicate=False):
        for name in [*module._parameters, *module._buffers]:
            yield f"{prefix}.{name}" if prefix else name


def words(names, tensors, one_memory):
    """The caption: how many names lead to how many tensors."""
    told = (
        f"{plural(len(names), 'name')}, {plural(len(tensors), 'tensor')}, {sum(t['count'] for t in tensors):,} numbers."
    )
    shared = [
        f"{' and '.join(t['names'][:3])}{' and more' * (len(t['names']) > 3)}" for t in tensors if t["kind"] == "shared"
    ]
    told += f" One tensor under several names: {listed(shared, 4)}." if shared else " Each tensor has one name."
    for a, b in one_memory[:2]:
        told += f" {tensors[a]['names'][0]} and {tensors[b]['names'][0]} are two tensors on one memory."
    return told


def draw(names, tensors, one_memory):
    shown, left_out = names[:MOST], max(len(names) - MOST, 0)
    kept = sorted({n for _, n in shown})
    present = {tensors[n]["kind"] for n in kept}
    keys = lines_of([(kind, said) for kind, said in WORDS.items() if kind in present], WIDTH - 0.4)
    tall = STEP * len(shown)
    sheet = Sheet(WIDTH, 0.42 + tall + 0.26 * bool(left_out) + 0.12 + 0.24 * len(keys))
    column = min(max(wide(name, True) for name, _ in shown), 3.0)
    sheet.text(0.22, 0.16, "names", bold=True)
    start, box = 0.22 + column + 0.12, 4.2
    sheet.text(box, 0.16, "tensors in memory", bold=True)
    gap = tall / len(kept)
    heights = {n: 0.34 + gap * (place + 0.5) for place, n in enumerate(kept)}
    rights = {}
    for n in kept:
        t, y = tensors[n], heights[n]
        many = numbers(t["count"])
        said = [(t["kind"], f"{across(tuple(t['shape']))}, {many}" if t["count"] > 1 else many)]
        rights[n] = box + length(said) + 0.2
        sheet.box(
            box, y - 0.13, rights[n] - box, 0.26, 0.06, "paper", t["kind"], 2 if t["kind"] == "shared" else 1.4, z=3
        )
        sheet.parts(box + 0.1, y, said)
    for place, (name, n) in enumerate(shown):
        y, kind = 0.34 + STEP * (place + 0.5), tensors[n]["kind"]
        label = short(name, column, True)
        sheet.text(0.22, y, label, mono=True)
        near = 0.22 + wide(label, True) + 0.08
        ink, line = (kind, 2.2) if kind == "shared" else ("mid", 1.4)
        sheet.line([near, start, box], [y, y, heights[n]], ink, line, z=2 if kind == "shared" else 1)
    for lane, (a, b) in enumerate(pair for pair in one_memory if set(pair) <= set(kept)):
        far = max(rights.values()) + 0.14 + 0.12 * lane
        sheet.line([rights[a], far, far, rights[b]], [heights[a]] * 2 + [heights[b]] * 2, "shared", 2, "4 4")
        if not lane:
            sheet.text(far + 0.5 if len(one_memory) > 1 else far + 0.1, (heights[a] + heights[b]) / 2, "one memory")
    y = 0.42 + tall
    if left_out:
        sheet.text(0.22, y + 0.05, f"… and {plural(left_out, 'more name')}")
        y += 0.26
    for n, line in enumerate(keys):
        sheet.parts(0.22, y + 0.16 + 0.24 * n, line)
    return sheet
