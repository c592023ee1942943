"""The chart of a patient of the clinic: what can be seen of its parts, and of the whole, without a word on its fault."""

import warnings

import torch

from graders import clinic
from graders.figures.flow import tiny
from graders.figures.sheet import WIDTH, Sheet, listed

ROW, COLUMNS = 0.24, (0.15, 1.45, 2.6, 3.75, 5.05, 6.55)
HEADS = ("part", "meant to", "listed", "optimizer", "gradient", "moved")
STEPS = 30


def patient_chart(seed, letter, data=None):
    """The chart of patient ``letter``, "A" to "D", of the ward that ``seed`` draws. ``data`` is (images, labels)."""
    patients = clinic.ward(seed)
    if letter not in patients:
        raise ValueError(f"the ward has the patients {', '.join(patients)}, not {letter!r}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return draw(letter, examined(*patients[letter], data))


def examined(seed, faults, kind, data):
    """Rows for the parts of a patient, and what was seen of the whole."""
    p = clinic.admit(seed, faults, kind, data)
    model, batch = p.model, p.batch
    parts = dict(model.named_children())
    for name, layers in clinic.hidden(model).items():
        parts[name] = torch.nn.ModuleList(layers) if isinstance(layers, list) else layers
    rates = {id(q): group["lr"] for group in p.optimizer.param_groups for q in group["params"]}
    own = {id(q) for q in model.parameters()}
    before = {name: [q.detach().clone() for q in part.parameters()] for name, part in parts.items()}
    first, at_first = norms(p, parts)
    for _ in range(2):
        p.step(batch)
    _, later = norms(p, parts)
    rows = []
    for name, part in parts.items():
        numbers = list(part.parameters())
        if not numbers:
            continue
        changed = sum((q.detach() - old).norm().item() ** 2 for q, old in zip(numbers, before[name])) ** 0.5
        held = [rates[id(q)] for q in numbers if id(q) in rates and q.requires_grad]
        meant = "stay frozen" if name in p.chart["frozen"] else "wait, unused" if name in p.chart["idle"] else "learn"
        rows.append(
            {
                "part": name,
                "meant": meant,
                "frozen": not any(q.requires_grad for q in numbers),
                "listed": all(id(q) in own for q in numbers),
                "rate": held[0] if held else None,
                "gradient": (at_first[name], later[name]),
                "moved": changed,
            }
        )
    for _ in range(STEPS - 2):
        p.step(batch)
    model.eval()
    with torch.no_grad():
        last = p.loss(batch).item()
        same = torch.equal(model(batch[0])[0], model(batch[0])[0])
    fresh = clinic.admit(seed + 1, faults, kind, data)
    fresh = clinic.Patient(rebuilt(seed, faults, kind, data), *fresh[1:])
    fresh.model.load_state_dict(model.state_dict())
    with torch.no_grad():
        loaded = torch.allclose(fresh.model.eval()(batch[0])[0], model(batch[0])[0], atol=1e-4)
    return {"rows": rows, "first": first, "last": last, "same": same, "loaded": loaded}


def rebuilt(seed, faults, kind, data):
    """A new network of the same program, with other numbers at the start."""
    model = clinic.admit(seed, faults, kind, data).model
    for module in [*model.modules(), *(layer for held in clinic.hidden(model).values() for layer in held)]:
        if hasattr(module, "reset_parameters"):
            module.reset_parameters()
    return model


def norms(p, parts):
    """The loss of a batch, and for each part the norm of the gradient: None where there is none."""
    model = p.model
    kept = [(b, b.detach().clone()) for b in model.buffers()]
    grads = {id(q): q.grad for q in model.parameters()}
    for part in parts.values():
        part.zero_grad()
    loss = p.loss(p.batch)
    loss.backward()
    found = {}
    for name, part in parts.items():
        got = [q.grad for q in part.parameters() if q.grad is not None]
        found[name] = sum(g.norm().item() ** 2 for g in got) ** 0.5 if got else None
    for part in parts.values():
        part.zero_grad()
    for q in model.parameters():
        q.grad = grads[id(q)]
    for buffer, value in kept:
        buffer.copy_(value)
    return loss.item(), found


def draw(letter, seen):
    sheet = Sheet(WIDTH, 0.75 + ROW * len(seen["rows"]) + 0.62)
    sheet.text(0.15, 0.17, f"Patient {letter}", bold=True)
    sheet.text(1.35, 0.17, f"loss {seen['first']:.2f}, after {STEPS} steps on one batch {seen['last']:.2f}")
    for x, words in zip(COLUMNS, HEADS):
        sheet.text(x, 0.47, words, bold=True)
    sheet.line([0.15, WIDTH - 0.15], [0.6, 0.6], "mid", 1)
    for n, row in enumerate(seen["rows"]):
        y = 0.75 + ROW * n
        sheet.text(COLUMNS[0], y, row["part"], mono=True)
        sheet.text(COLUMNS[1], y, row["meant"])
        sheet.parts(COLUMNS[2], y, [("trained", "yes") if row["listed"] else ("invisible", "not there")])
        held = ("frozen", "frozen") if row["frozen"] else ("invisible", "not held")
        if row["rate"] is not None:
            held = ("trained" if row["rate"] else "none", f"rate {row['rate']:g}")
        sheet.parts(COLUMNS[3], y, [held])
        sheet.text(COLUMNS[4], y, " → ".join(said(norm) for norm in row["gradient"]))
        sheet.text(COLUMNS[5], y, tiny(row["moved"]) if row["moved"] else "0")
    y = 0.75 + ROW * len(seen["rows"]) + 0.08
    same = "the same answer" if seen["same"] else "two different answers"
    loaded = "the same answers" if seen["loaded"] else "other answers"
    sheet.text(0.15, y, f"One batch twice, in eval(): {same}.")
    sheet.text(0.15, y + 0.24, f"Saved, and loaded into a new one: {loaded}.")
    told = "Gradient: before the first step → after two steps. Moved: by how much, in two steps."
    words = [
        f"{r['part']} meant to {r['meant']}, {'listed' if r['listed'] else 'not listed'}, "
        f"{'frozen' if r['frozen'] else 'not held' if r['rate'] is None else f'''rate {r['rate']:g}'''}, "
        f"gradient {' then '.join(said(g) for g in r['gradient'])}, moved {tiny(r['moved'])}"
        for r in seen["rows"]
    ]
    alt = f"Chart of patient {letter}: {listed(words, 20)}. Two calls in eval(): {same}. Loaded: {loaded}. {told}"
    return sheet.picture(alt, seen, told)


def said(norm):
    return "none" if norm is None else tiny(norm)
