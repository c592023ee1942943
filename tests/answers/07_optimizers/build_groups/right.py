# %% right: a group for each parameter
def build_groups(model, lr, head_lr, decay):
    of_head = {id(p) for p in model.head.parameters()}
    groups = []
    for p in model.parameters():
        if p.requires_grad:
            rate = head_lr if id(p) in of_head else lr
            groups.append({"params": [p], "lr": rate, "weight_decay": decay if p.ndim > 1 else 0.0})
    return groups


# %% right: four lists
def build_groups(model, lr, head_lr, decay):
    head = [id(p) for p in model.head.parameters()]
    free = [p for p in model.parameters() if p.requires_grad]
    body_w = [p for p in free if id(p) not in head and p.dim() >= 2]
    body_v = [p for p in free if id(p) not in head and p.dim() < 2]
    head_w = [p for p in free if id(p) in head and p.dim() >= 2]
    head_v = [p for p in free if id(p) in head and p.dim() < 2]
    return [
        {"params": body_w, "lr": lr, "weight_decay": decay},
        {"params": body_v, "lr": lr, "weight_decay": 0.0},
        {"params": head_w, "lr": head_lr, "weight_decay": decay},
        {"params": head_v, "lr": head_lr, "weight_decay": 0},
    ]


# %% right: a dict by settings, names tell the head
def build_groups(model, lr, head_lr, decay):
    groups = {}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        key = (head_lr if name.startswith("head.") else lr, decay * (len(p.shape) > 1))
        groups.setdefault(key, []).append(p)
    return [{"params": ps, "lr": rate, "weight_decay": wd} for (rate, wd), ps in groups.items()]


# %% right: by kinds of layer, a set for what was met
def build_groups(model, lr, head_lr, decay):
    norms = (nn.BatchNorm1d, nn.LayerNorm, nn.GroupNorm)
    seen, groups = set(), []
    for part, rate in ((model.head, head_lr), (model, lr)):
        for layer in part.modules():
            for name, p in layer.named_parameters(recurse=False):
                if id(p) in seen or not p.requires_grad:
                    continue
                seen.add(id(p))
                plain = name == "bias" or isinstance(layer, norms)
                groups += [dict(params=[p], lr=rate, weight_decay=0.0 if plain else decay)]
    return groups


# %% right: a generator
def build_groups(model, lr, head_lr, decay):
    for p in model.parameters():
        if p.requires_grad:
            mine = any(p is q for q in model.head.parameters())
            yield {"params": p, "lr": head_lr if mine else lr, "weight_decay": [0.0, decay][p.ndim > 1]}


# %% right: filters, the tied one stays with the body
def build_groups(model, lr, head_lr, decay):
    body = {n: p for n, p in model.named_parameters() if not n.startswith("head") and p.requires_grad}
    head = {n: p for n, p in model.named_parameters() if n.startswith("head") and p.requires_grad}
    groups = []
    for table, rate in ((body, lr), (head, head_lr)):
        groups.append({"params": [p for p in table.values() if p.squeeze().ndim > 1 or p.ndim > 1], "lr": rate, "weight_decay": decay})
        groups.append({"params": [p for p in table.values() if p.ndim == 1], "lr": rate, "weight_decay": 0.0})
    return tuple(groups)


# %% right: empty groups left out
def build_groups(model, lr, head_lr, decay):
    def pick(rate_of_head, matrix):
        inside = set(model.head.parameters())
        return [
            p
            for p in model.parameters()
            if p.requires_grad and (p in inside) == rate_of_head and (p.ndim > 1) == matrix
        ]

    made = []
    for of_head in (False, True):
        for matrix in (False, True):
            if ps := pick(of_head, matrix):
                made.append({"params": ps, "lr": head_lr if of_head else lr, "weight_decay": decay if matrix else 0.0})
    return made


# %% right: other keys that AdamW knows
def build_groups(model, lr, head_lr, decay):
    head = set(map(id, model.head.parameters()))
    return [
        {
            "params": [p],
            "lr": head_lr if id(p) in head else lr,
            "weight_decay": decay if p.ndim > 1 else 0.0,
            "betas": (0.9, 0.999),
        }
        for p in filter(lambda p: p.requires_grad, model.parameters())
    ]


# %% right: decays by name of the last part and the rank of norms
def build_groups(model, lr, head_lr, decay):
    spared = set()
    for module in model.modules():
        if hasattr(module, "eps"):  # every norm has one
            spared |= {id(p) for p in module.parameters(recurse=False)}
    groups = []
    for name, p in model.named_parameters():
        if p.requires_grad is False:
            continue
        bare = name.split(".")[-1] == "bias" or id(p) in spared
        groups.append({"params": [p], "lr": head_lr if name.split(".")[0] == "head" else lr, "weight_decay": 0.0 if bare else decay})
    return groups


# %% right: product of four comprehensions, empties dropped
def build_groups(model, lr, head_lr, decay):
    ps = [p for p in model.parameters() if p.requires_grad]
    head = set(model.head.parameters())
    groups = [
        {"params": [p for p in ps if (p in head) == h and (len(p.shape) > 1) == m],
         "lr": head_lr if h else lr, "weight_decay": decay if m else 0.0}
        for h in (True, False) for m in (True, False)
    ]
    return [g for g in groups if g["params"]]


# %% right: a walk over modules
def build_groups(model, lr, head_lr, decay):
    seen, groups = set(), []
    inside = set(model.head.modules())
    for m in model.modules():
        for p in m.parameters(recurse=False):
            if p in seen or not p.requires_grad:
                continue
            seen.add(p)
            groups.append({"params": p, "lr": head_lr if m in inside else lr,
                           "weight_decay": 0.0 if p.ndim <= 1 else decay})
    return groups
