# %% wrong plain: by bias alone
def build_groups(model, lr, head_lr, decay):
    groups = []
    for n, p in model.named_parameters():
        if p.requires_grad:
            groups.append({"params": [p], "lr": head_lr if n.startswith("head") else lr, "weight_decay": 0.0 if n.endswith("bias") else decay})
    return groups


# %% wrong plain: by the name norm
def build_groups(model, lr, head_lr, decay):
    groups = []
    for n, p in model.named_parameters():
        if p.requires_grad:
            groups.append({"params": [p], "lr": head_lr if n.startswith("head") else lr, "weight_decay": 0.0 if "bias" in n or "norm" in n else decay})
    return groups


# %% wrong plain: everything decays
def build_groups(model, lr, head_lr, decay):
    groups = []
    for n, p in model.named_parameters():
        if p.requires_grad:
            groups.append({"params": [p], "lr": head_lr if n.startswith("head") else lr, "weight_decay": decay})
    return groups


# %% wrong plain: vectors decay, matrices do not
def build_groups(model, lr, head_lr, decay):
    groups = []
    for n, p in model.named_parameters():
        if p.requires_grad:
            groups.append({"params": [p], "lr": head_lr if n.startswith("head") else lr, "weight_decay": 0.0 if p.ndim > 1 else decay})
    return groups


# %% wrong frozen: frozen too
def build_groups(model, lr, head_lr, decay):
    groups = []
    for n, p in model.named_parameters():
        if True:
            groups.append({"params": [p], "lr": head_lr if n.startswith("head") else lr, "weight_decay": decay if p.ndim > 1 else 0.0})
    return groups


# %% wrong plain: one rate
def build_groups(model, lr, head_lr, decay):
    groups = []
    for n, p in model.named_parameters():
        if p.requires_grad:
            groups.append({"params": [p], "lr": lr, "weight_decay": decay if p.ndim > 1 else 0.0})
    return groups


# %% wrong plain: rates exchanged
def build_groups(model, lr, head_lr, decay):
    groups = []
    for n, p in model.named_parameters():
        if p.requires_grad:
            groups.append({"params": [p], "lr": lr if n.startswith("head") else head_lr, "weight_decay": decay if p.ndim > 1 else 0.0})
    return groups


# %% wrong keys: wd
def build_groups(model, lr, head_lr, decay):
    groups = []
    for n, p in model.named_parameters():
        if p.requires_grad:
            groups.append({"params": [p], "lr": head_lr if n.startswith("head") else lr, "wd": decay if p.ndim > 1 else 0.0})
    return groups


# %% wrong keys: learning_rate
def build_groups(model, lr, head_lr, decay):
    groups = []
    for n, p in model.named_parameters():
        if p.requires_grad:
            groups.append({"params": [p], "learning_rate": head_lr if n.startswith("head") else lr, "weight_decay": decay if p.ndim > 1 else 0.0})
    return groups


# %% wrong plain: no decay key
def build_groups(model, lr, head_lr, decay):
    groups = []
    for n, p in model.named_parameters():
        if p.requires_grad:
            groups.append({"params": [p], "lr": head_lr if n.startswith("head") else lr})
    return groups


# %% wrong ValueError: every name: the tied one twice
def build_groups(model, lr, head_lr, decay):
    groups = []
    for n, p in model.named_parameters(remove_duplicate=False):
        if p.requires_grad:
            groups.append({"params": [p], "lr": head_lr if n.startswith("head") else lr, "weight_decay": decay if p.ndim > 1 else 0.0})
    return groups


# %% wrong plain: nothing decays
def build_groups(model, lr, head_lr, decay):
    groups = []
    for n, p in model.named_parameters():
        if p.requires_grad:
            groups.append({"params": [p], "lr": head_lr if n.startswith("head") else lr, "weight_decay": 0.0})
    return groups


# %% wrong plain: the vectors get no key
def build_groups(model, lr, head_lr, decay):
    of_head = {id(p) for p in model.head.parameters()}
    free = [p for p in model.parameters() if p.requires_grad]
    groups = []
    for p in free:
        group = {"params": [p], "lr": head_lr if id(p) in of_head else lr}
        if p.ndim > 1:
            group["weight_decay"] = decay
        groups.append(group)
    return groups


# %% wrong ValueError: head and all
def build_groups(model, lr, head_lr, decay):
    return [
        {"params": model.head.parameters(), "lr": head_lr, "weight_decay": decay},
        {"params": model.parameters(), "lr": lr, "weight_decay": decay},
    ]


# %% wrong groups: nothing returned
def build_groups(model, lr, head_lr, decay):
    groups = [{"params": [p], "lr": lr, "weight_decay": decay} for p in model.parameters()]
    print(groups)


# %% wrong groups: lists for dicts
def build_groups(model, lr, head_lr, decay):
    return [[p for p in model.parameters() if p.ndim > 1], [p for p in model.parameters() if p.ndim < 2]]


# %% wrong groups: an optimizer returned
def build_groups(model, lr, head_lr, decay):
    return torch.optim.AdamW([{"params": model.parameters(), "lr": lr, "weight_decay": decay}])


# %% wrong layer-norm: Linear and BatchNorm alone
def build_groups(model, lr, head_lr, decay):
    groups = []
    for m in model.modules():
        for n, p in m.named_parameters(recurse=False):
            if p.requires_grad:
                rate = head_lr if any(p is q for q in model.head.parameters()) else lr
                bare = n == "bias" or isinstance(m, nn.BatchNorm1d)
                groups.append({"params": [p], "lr": rate, "weight_decay": 0.0 if bare else decay})
    return groups


# %% wrong plain: the head is forgotten
def build_groups(model, lr, head_lr, decay):
    body = [p for n, p in model.named_parameters() if not n.startswith("head") and p.requires_grad]
    return [
        {"params": [p for p in body if p.ndim > 1], "lr": lr, "weight_decay": decay},
        {"params": [p for p in body if p.ndim < 2], "lr": lr, "weight_decay": 0.0},
    ]


# %% wrong RuntimeError: `in` among tensors
def build_groups(model, lr, head_lr, decay):
    groups = []
    for p in model.parameters():
        rate = head_lr if p in list(model.head.parameters()) else lr
        groups.append({"params": [p], "lr": rate, "weight_decay": decay if p.ndim > 1 else 0.0})
    return groups


# %% wrong plain: twice in one group
def build_groups(model, lr, head_lr, decay):
    free = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": [p for p in free if p.ndim > 1] * 2, "lr": lr, "weight_decay": decay},
        {"params": [p for p in free if p.ndim < 2], "lr": lr, "weight_decay": 0.0},
    ]




# %% wrong outside: body and head only
def build_groups(model, lr, head_lr, decay):
    groups = []
    for part, rate in ((model.body, lr), (model.head, head_lr)):
        for p in part.parameters():
            if p.requires_grad:
                groups.append({"params": [p], "lr": rate, "weight_decay": decay if p.ndim >= 2 else 0.0})
    return groups


# %% wrong outside: head anywhere in the name
def build_groups(model, lr, head_lr, decay):
    return [{"params": [p], "lr": head_lr if "head" in n else lr,
             "weight_decay": decay if p.ndim >= 2 else 0.0}
            for n, p in model.named_parameters() if p.requires_grad]


# %% wrong conv: ndim == 2 only
def build_groups(model, lr, head_lr, decay):
    head = [id(p) for p in model.head.parameters()]
    return [{"params": [p], "lr": head_lr if id(p) in head else lr,
             "weight_decay": decay if p.ndim == 2 else 0.0} for p in model.parameters() if p.requires_grad]


# %% wrong plain: ndim > 2
def build_groups(model, lr, head_lr, decay):
    head = [id(p) for p in model.head.parameters()]
    return [{"params": [p], "lr": head_lr if id(p) in head else lr,
             "weight_decay": decay if p.ndim > 2 else 0.0} for p in model.parameters() if p.requires_grad]
