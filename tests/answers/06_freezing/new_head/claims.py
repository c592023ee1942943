# %% wrong head-moves: optimizer made before the head
def new_head(model, n):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    model.features.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, n)
    return optimizer


# %% wrong head-moves: optimizer of the old head
def new_head(model, n):
    model.features.requires_grad_(False)
    optimizer = torch.optim.Adam(model.head.parameters(), lr=0.01)
    model.head = nn.Linear(model.head.in_features, n)
    return optimizer


# %% wrong head-learns: everything frozen after the head
def new_head(model, n):
    model.head = nn.Linear(model.head.in_features, n)
    for p in model.parameters():
        p.requires_grad = False
    return torch.optim.Adam(model.parameters(), lr=0.01)


# %% wrong features-frozen: nothing frozen
def new_head(model, n):
    model.head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong features-frozen: eval() as freezing
def new_head(model, n):
    model.features.eval()
    model.head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong features-frozen: misspelt
def new_head(model, n):
    for p in model.features.parameters():
        p.require_grad = False
    model.head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong features-frozen: on the module
def new_head(model, n):
    model.features.requires_grad = False
    model.head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong features-frozen: head and features exchanged
def new_head(model, n):
    model.head = nn.Linear(model.head.in_features, n)
    model.head.requires_grad_(False)
    return torch.optim.Adam(model.features.parameters(), lr=0.01)


# %% wrong features-frozen: weights of Linears only
def new_head(model, n):
    for layer in model.features:
        if isinstance(layer, nn.Linear):
            layer.weight.requires_grad = False
    model.head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong RuntimeError|head-numbers: 64 written down
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(64, n)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong head: as many scores as before
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, model.head.out_features)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong head: under another name
def new_head(model, n):
    model.features.requires_grad_(False)
    model.new_head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(model.new_head.parameters(), lr=0.01)


# %% wrong head: a local variable
def new_head(model, n):
    model.features.requires_grad_(False)
    head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(head.parameters(), lr=0.01)


# %% wrong head: out_features set
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head.out_features = n
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong head: kept where the classes are as many
def new_head(model, n):
    model.features.requires_grad_(False)
    if model.head.out_features != n:
        model.head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong head-numbers: as the old one has it, with no bias
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, n, bias=model.head.bias is not None)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong head-numbers: a softmax follows
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Sequential(nn.Linear(model.head.in_features, n), nn.Softmax(1))
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong head-numbers: on top of the old head
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Sequential(model.head, nn.Linear(model.head.out_features, n))
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong optimizer: nothing returned
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, n)
    torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong optimizer: the model returned
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, n)
    return model


# %% wrong optimizer: both returned
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, n)
    return model, torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong head-moves: the features handed over
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(model.features.parameters(), lr=0.01)


# %% wrong head-moves: the weight alone
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam([model.head.weight], lr=0.01)


# %% wrong features-kept: the features begin anew
def new_head(model, n):
    model.features.requires_grad_(False)
    for layer in model.features:
        if hasattr(layer, "reset_parameters"):
            layer.reset_parameters()
    model.head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong AttributeError: no parameters to hand over
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(model.features.out_features, n)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong RuntimeError: sizes exchanged
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(n, model.head.in_features)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong RuntimeError: out_features of the old head
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(model.head.out_features, n)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong head: three classes written down
def new_head(model, n):
    model.features.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, 3)
    return torch.optim.Adam(model.head.parameters(), lr=0.01)


# %% wrong features-frozen: the old head frozen
def new_head(model, n):
    model.head.requires_grad_(False)
    model.head = nn.Linear(model.head.in_features, n)
    return torch.optim.Adam(model.parameters(), lr=0.01)
