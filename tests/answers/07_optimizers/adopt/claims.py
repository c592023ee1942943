# %% wrong missing: a new optimizer, which nobody gets
def adopt(optimizer, model):
    optimizer = type(optimizer)(model.parameters(), lr=optimizer.param_groups[0]["lr"])


# %% wrong missing: a new optimizer returned
def adopt(optimizer, model):
    return torch.optim.SGD(model.parameters(), lr=0.1)


# %% wrong ValueError: all handed over
def adopt(optimizer, model):
    optimizer.add_param_group({"params": model.parameters()})


# %% wrong memory: set up anew with its defaults
def adopt(optimizer, model):
    optimizer.__init__([p for p in model.parameters() if p.requires_grad], **optimizer.defaults)


# %% wrong memory: set up anew with its rate alone
def adopt(optimizer, model):
    optimizer.__init__(model.parameters(), lr=optimizer.param_groups[0]["lr"])


# %% wrong missing: the first one, then return
def adopt(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    for p in model.parameters():
        if id(p) not in held:
            optimizer.add_param_group({"params": [p]})
            return


# %% wrong missing: the last layer alone
def adopt(optimizer, model):
    held = [id(p) for g in optimizer.param_groups for p in g["params"]]
    new = [p for p in model[-1].parameters() if id(p) not in held]
    if new:
        optimizer.add_param_group({"params": new})


# %% wrong missing: shapes compared
def adopt(optimizer, model):
    held = [p.shape for g in optimizer.param_groups for p in g["params"]]
    optimizer.add_param_group({"params": [p for p in model.parameters() if p.shape not in held]})


# %% wrong RuntimeError: `in` among tensors
def adopt(optimizer, model):
    held = [p for g in optimizer.param_groups for p in g["params"]]
    optimizer.add_param_group({"params": [p for p in model.parameters() if p not in held]})


# %% wrong once: appended whether held or not
def adopt(optimizer, model):
    optimizer.param_groups[0]["params"].extend(p for p in model.parameters() if p.requires_grad)


# %% wrong once: one group filled anew, the other two as before
def adopt(optimizer, model):
    optimizer.param_groups[0]["params"] = list(model.parameters())


# %% wrong memory: state emptied
def adopt(optimizer, model):
    held = {id(p) for g in optimizer.param_groups for p in g["params"]}
    optimizer.state.clear()
    optimizer.add_param_group({"params": [p for p in model.parameters() if id(p) not in held]})


# %% wrong ValueError: only the first group is asked
def adopt(optimizer, model):
    held = {id(p) for p in optimizer.param_groups[0]["params"]}
    missing = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    if missing:
        optimizer.add_param_group({"params": missing})


# %% wrong TypeError: a list for a dict
def adopt(optimizer, model):
    held = {id(p) for g in optimizer.param_groups for p in g["params"]}
    optimizer.add_param_group([p for p in model.parameters() if id(p) not in held])


# %% wrong model: the new layer takes the old numbers and objects
def adopt(optimizer, model):
    held = [p for g in optimizer.param_groups for p in g["params"]]
    for layer in model:
        for name, p in list(layer.named_parameters()):
            for q in held:
                if q.shape == p.shape and all(q is not r for r in model.parameters()):
                    setattr(layer, name, q)


# %% wrong settings: a rate of its own
def adopt(optimizer, model):
    held = {id(p) for g in optimizer.param_groups for p in g["params"]}
    optimizer.add_param_group({"params": [p for p in model.parameters() if id(p) not in held], "lr": 0.001})


# %% wrong kept: groups rebuilt
def adopt(optimizer, model):
    optimizer.param_groups.clear()
    optimizer.add_param_group({"params": [p for p in model.parameters() if p.requires_grad]})


# %% wrong settings: the settings of the last group
def adopt(optimizer, model):
    held = [id(p) for group in optimizer.param_groups for p in group["params"]]
    new = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    settings = {k: v for k, v in optimizer.param_groups[-1].items() if k != "params"}
    optimizer.add_param_group({"params": new, **settings})


# %% wrong AttributeError: asks for model.head
def adopt(optimizer, model):
    held = [id(p) for group in optimizer.param_groups for p in group["params"]]
    optimizer.add_param_group({"params": [p for p in model.head.parameters() if id(p) not in held]})


# %% wrong KeyError: the group is appended
def adopt(optimizer, model):
    held = [id(p) for group in optimizer.param_groups for p in group["params"]]
    new = [p for p in model.parameters() if p.requires_grad and id(p) not in held]
    optimizer.param_groups.append({"params": new})
