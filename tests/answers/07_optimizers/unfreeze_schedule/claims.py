# %% wrong trained: the first blocks
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in blocks[:epoch]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong trained: -0
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in blocks[-epoch:]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong trained: this block alone
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in [blocks[-epoch]] if 0 < epoch <= len(blocks) else []:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong trained: one too many
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in blocks[max(len(blocks) - epoch - 1, 0):]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong trained: one too few
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in blocks[max(len(blocks) - max(epoch - 1, 0), 0):]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong trained: all at once
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in blocks:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong trained: all from epoch 1 on
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in blocks if epoch else []:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong rate: the rate of the head
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in blocks[max(len(blocks) - epoch, 0):]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"]})


# %% wrong rate: no rate: the default
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    for block in list(model.blocks)[max(len(model.blocks) - epoch, 0):]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new})


# %% wrong rate: learning_rate
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    for block in list(model.blocks)[max(len(model.blocks) - epoch, 0):]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "learning_rate": optimizer.param_groups[0]["lr"] / 10})


# %% wrong trained: still frozen
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in blocks[max(len(blocks) - epoch, 0):]:
        pass
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong held: not handed over
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in blocks[max(len(blocks) - epoch, 0):]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new and False:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong ValueError: handed over at every call
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in blocks[max(len(blocks) - epoch, 0):]:
        block.requires_grad_(True)
        new = [p for p in block.parameters()]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong trained: misspelt
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in blocks[max(len(blocks) - epoch, 0):]:
        block.requires_grad = True
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong ValueError|IndexError: beyond the end
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    for k in range(1, epoch + 1):
        block = model.blocks[len(model.blocks) - k]
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong held|rate: a new optimizer
def unfreeze_schedule(model, optimizer, epoch):
    for block in list(model.blocks)[max(len(model.blocks) - epoch, 0):]:
        block.requires_grad_(True)
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=0.01)


# %% wrong rate|memory|held: set up anew: one rate, no memory
def unfreeze_schedule(model, optimizer, epoch):
    for block in list(model.blocks)[max(len(model.blocks) - epoch, 0):]:
        block.requires_grad_(True)
    optimizer.__init__([p for p in model.parameters() if p.requires_grad], **optimizer.defaults)


# %% wrong held: all handed over at first
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    new = [p for p in model.blocks.parameters() if id(p) not in held]
    if new:
        optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})
    for block in list(model.blocks)[max(len(model.blocks) - epoch, 0):]:
        block.requires_grad_(True)


# %% wrong rate: the last group's rate
def unfreeze_schedule(model, optimizer, epoch):
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    blocks = list(model.blocks)
    for block in blocks[max(len(blocks) - epoch, 0):]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        if new:
            optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[-1]["lr"] / 10})




# %% wrong rate: a tenth of the default rate
def unfreeze_schedule(model, optimizer, epoch):
    if epoch == 0:
        return
    held = [id(p) for group in optimizer.param_groups for p in group["params"]]
    for block in model.blocks[-epoch:]:
        block.requires_grad_(True)
        optimizer.add_param_group({"params": [p for p in block.parameters() if id(p) not in held], "lr": optimizer.defaults["lr"] / 10})


# %% wrong rate: the rate written down
def unfreeze_schedule(model, optimizer, epoch):
    if epoch == 0:
        return
    held = [id(p) for group in optimizer.param_groups for p in group["params"]]
    for block in model.blocks[-epoch:]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        optimizer.add_param_group({"params": new, "lr": 0.01})


# %% wrong trained: returns where there are more epochs than blocks
def unfreeze_schedule(model, optimizer, epoch):
    if epoch == 0 or epoch > len(model.blocks):
        return
    held = [id(p) for group in optimizer.param_groups for p in group["params"]]
    for block in model.blocks[-epoch:]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        optimizer.add_param_group({"params": new, "lr": optimizer.param_groups[0]["lr"] / 10})


# %% wrong rate: the key learning_rate
def unfreeze_schedule(model, optimizer, epoch):
    if epoch == 0:
        return
    held = [id(p) for group in optimizer.param_groups for p in group["params"]]
    for block in model.blocks[-epoch:]:
        block.requires_grad_(True)
        new = [p for p in block.parameters() if id(p) not in held]
        optimizer.add_param_group({"params": new, "learning_rate": optimizer.param_groups[0]["lr"] / 10})
