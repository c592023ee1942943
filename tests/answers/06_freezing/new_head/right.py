# %% right: freeze, new, Adam
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% right: SGD with momentum, a loop
def new_head(model, n):
    width = model.head.in_features
    model.head = nn.Linear(width, n)
    for p in model.features.parameters():
        p.requires_grad = False
    return torch.optim.SGD(model.head.parameters(), lr=0.1, momentum=0.9)


# %% right: all frozen first, then the new head
def new_head(model, n):
    model.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(model.parameters(), lr=0.01)


# %% right: filtered parameters
def new_head(model, n):
    model.head = nn.Linear(model.head.weight.shape[1], n)
    for name, p in model.named_parameters():
        p.requires_grad = name.startswith("head")
    return torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-2)


# %% right: eval for the features too
def new_head(model, n):
    model.features.eval().requires_grad_(False)
    head = nn.Linear(model.head.in_features, n)
    setattr(model, "head", head)
    return torch.optim.Adagrad(head.parameters(), lr=0.05)


# %% right: groups
def new_head(model, n):
    for p in model.features.parameters():
        p.requires_grad_(False)
    old = model.head
    model.head = nn.Linear(old.in_features, n)
    return torch.optim.RMSprop([{"params": [model.head.weight]}, {"params": [model.head.bias]}], lr=0.01)


# %% right: a Sequential of one Linear
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Sequential(nn.Linear(model.head.in_features, n))
    return torch.optim.Adam(model.head.parameters())


# %% right: weight decay and frozen ones in the list
def new_head(model, n):
    _, width = model.head.weight.size()
    model.head = nn.Linear(width, n)
    model.features.requires_grad_(False)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=0.1)
    return optimizer


# %% right: add_param_group
def new_head(model, n):
    model.features.requires_grad_(False)
    head = nn.Linear(model.head.in_features, n)
    optimizer = torch.optim.SGD([head.weight], lr=0.1)
    optimizer.add_param_group({"params": [head.bias]})
    model.head = head
    return optimizer


# %% right: LazyLinear
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.LazyLinear(n)
    return torch.optim.SGD(model.head.parameters(), lr=0.1)
