# %% right: a slice from the end, a set of ids
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    rate = optimizer.param_groups[0]["lr"] / 10
    for block in list(model.blocks)[max(len(model.blocks) - epoch, 0) :]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": rate})


# %% right: by index
def unfreeze_schedule(model, optimizer, epoch):
    n = len(model.blocks)
    for i in range(n):
        if i >= n - epoch:
            for p in model.blocks[i].parameters():
                p.requires_grad = True
                if not any(p is q for g in optimizer.param_groups for q in g["params"]):
                    optimizer.add_param_group({"params": p, "lr": 0.1 * optimizer.param_groups[0]["lr"]})


# %% right: what is frozen is not held yet
def unfreeze_schedule(model, optimizer, epoch):
    for block in list(reversed(model.blocks))[:epoch]:
        frozen = [p for p in block.parameters() if not p.requires_grad]
        if frozen:
            for p in frozen:
                p.requires_grad_(True)
            optimizer.add_param_group({"params": frozen, "lr": optimizer.param_groups[0]["lr"] * 0.1})


# %% right: one group for all new ones
def unfreeze_schedule(model, optimizer, epoch):
    if epoch == 0:
        return
    known = [id(p) for g in optimizer.param_groups for p in g["params"]]
    new = []
    for block in [*model.blocks][-epoch:]:
        for p in block.parameters():
            p.requires_grad_()
            if id(p) not in known:
                new.append(p)
    optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% right: children, min
def unfreeze_schedule(model, optimizer, epoch):
    blocks = list(model.blocks.children())
    for k in range(1, min(epoch, len(blocks)) + 1):
        free(blocks[-k], optimizer)


def free(block, optimizer):
    held = set(p for g in optimizer.param_groups for p in g["params"])
    block.requires_grad_(True)
    lacking = [p for p in block.parameters() if p not in held]
    if lacking:
        optimizer.add_param_group(dict(params=lacking, lr=optimizer.param_groups[0]["lr"] / 10))


# %% right: the optimizer refuses what it has
def unfreeze_schedule(model, optimizer, epoch):
    lr = optimizer.param_groups[0]["lr"]
    for i, block in enumerate(reversed(list(model.blocks)), 1):
        if i > epoch:
            break
        block.requires_grad_(True)
        try:
            optimizer.add_param_group({"params": list(block.parameters()), "lr": lr / 10})
        except ValueError:
            pass


# %% right: while
def unfreeze_schedule(model, optimizer, epoch):
    place = len(model.blocks) - 1
    while place >= 0 and place >= len(model.blocks) - epoch:
        block = model.blocks[place]
        place -= 1
        if all(p.requires_grad for p in block.parameters()):
            continue
        block.requires_grad_(True)
        optimizer.add_param_group({"params": block.parameters(), "lr": optimizer.param_groups[0]["lr"] / 10})


# %% right: names
def unfreeze_schedule(model, optimizer, epoch):
    first = max(0, len(model.blocks) - epoch)
    wanted = {f"blocks.{i}." for i in range(first, len(model.blocks))}
    ids = {id(p) for g in optimizer.param_groups for p in g["params"]}
    for name, p in model.named_parameters():
        if any(name.startswith(w) for w in wanted):
            p.requires_grad = True
            if id(p) not in ids:
                optimizer.add_param_group({"params": [p], "lr": optimizer.param_groups[0]["lr"] / 10})
