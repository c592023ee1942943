# %% right: a set of ids, one new group
def adopt(optimizer, model):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    missing = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    if missing:
        optimizer.add_param_group({"params": missing})


# %% right: a group for each, frozen ones too
def adopt(optimizer, model):
    held = {p for group in optimizer.param_groups for p in group["params"]}
    for p in model.parameters():
        if p not in held:
            optimizer.add_param_group({"params": p})


# %% right: into the first group
def adopt(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    optimizer.param_groups[0]["params"].extend(
        p for p in model.parameters() if p.requires_grad and id(p) not in held
    )


# %% right: by the report of exercise 1
def holds(optimizer, p):
    return any(p is q for g in optimizer.param_groups for q in g["params"])


def adopt(optimizer, model):
    named = dict(model.named_parameters())
    missing = [name for name, p in named.items() if p.requires_grad and not holds(optimizer, p)]
    for name in missing:
        optimizer.add_param_group({"params": [named[name]]})


# %% right: the foreign ones leave too
def adopt(optimizer, model):
    own = {id(p) for p in model.parameters()}
    held = set()
    for group in optimizer.param_groups:
        group["params"] = [p for p in group["params"] if id(p) in own]
        held |= {id(p) for p in group["params"]}
    optimizer.add_param_group({"params": [p for p in model.parameters() if id(p) not in held and p.requires_grad]})


# %% right: returns the optimizer, an empty group is possible
def adopt(optimizer, model):
    ids = set(map(id, sum((g["params"] for g in optimizer.param_groups), [])))
    optimizer.add_param_group({"params": list(filter(lambda p: p.requires_grad and id(p) not in ids, model.parameters()))})
    return optimizer


# %% right: tries, and lets the optimizer refuse what it has
def adopt(optimizer, model):
    for p in model.parameters():
        if p.requires_grad:
            try:
                optimizer.add_param_group({"params": [p]})
            except ValueError:
                pass


# %% right: layer by layer, with settings of the first group
def adopt(optimizer, model):
    settings = {k: v for k, v in optimizer.param_groups[0].items() if k != "params"}
    known = [q for g in optimizer.param_groups for q in g["params"]]
    for layer in model.modules():
        for p in layer.parameters(recurse=False):
            if p.requires_grad and all(p is not q for q in known):
                known.append(p)
                optimizer.add_param_group({"params": [p], **settings})


# %% right: set up anew, then the memory put back
def adopt(optimizer, model):
    memory, groups = dict(optimizer.state), optimizer.param_groups
    held = {id(p) for g in groups for p in g["params"]}
    new = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    optimizer.__init__([*groups, {"params": new}], **optimizer.defaults)
    optimizer.state.update(memory)


# %% right: frozen ones too
def adopt(optimizer, model):
    held = [id(p) for group in optimizer.param_groups for p in group["params"]]
    optimizer.add_param_group({"params": [p for p in model.parameters() if id(p) not in held]})


# %% right: into the list of the first group
def adopt(optimizer, model):
    held = {id(p) for g in optimizer.param_groups for p in g["params"]}
    for p in model.parameters():
        if p.requires_grad and id(p) not in held:
            optimizer.param_groups[0]["params"].append(p)
