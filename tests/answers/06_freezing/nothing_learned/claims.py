# %% wrong answer: always mended, head thawed
def mend(model):
    model.head.requires_grad_(True)
    return True


# %% wrong answer: asks the head alone
def mend(model):
    if any(p.requires_grad for p in model.head.parameters()):
        return False
    model.head.requires_grad_(True)
    return True


# %% wrong answer: asks the features alone
def mend(model):
    if any(p.requires_grad for p in model.features.parameters()):
        return False
    model.head.requires_grad_(True)
    return True


# %% wrong answer: all in place of any
def mend(model):
    if all(p.requires_grad for p in model.parameters()):
        return False
    model.head.requires_grad_(True)
    return True


# %% wrong answer: True and False exchanged
def mend(model):
    if any(p.requires_grad for p in model.parameters()):
        return True
    model.head.requires_grad_(True)
    return False


# %% wrong mended: everything thawed
def mend(model):
    if any(p.requires_grad for p in model.parameters()):
        return False
    model.requires_grad_(True)
    return True


# %% wrong mended: features thawed
def mend(model):
    if any(p.requires_grad for p in model.parameters()):
        return False
    model.features.requires_grad_(True)
    return True


# %% wrong mended: nothing mended
def mend(model):
    return not any(p.requires_grad for p in model.parameters())


# %% wrong mended: an attribute of the module
def mend(model):
    if any(p.requires_grad for p in model.parameters()):
        return False
    model.head.requires_grad = True
    return True


# %% wrong mended: the weight alone
def mend(model):
    if any(p.requires_grad for p in model.parameters()):
        return False
    model.head.weight.requires_grad = True
    return True


# %% wrong mended: train() as thawing
def mend(model):
    if any(p.requires_grad for p in model.parameters()):
        return False
    model.head.train()
    return True


# %% wrong same-layers: a new head
def mend(model):
    if any(p.requires_grad for p in model.parameters()):
        return False
    model.head = nn.Linear(model.head.in_features, model.head.out_features)
    return True


# %% wrong answer: nothing returned when healthy
def mend(model):
    if not any(p.requires_grad for p in model.parameters()):
        model.head.requires_grad_(True)
        return True


# %% wrong answer: nothing returned at all
def mend(model):
    if not any(p.requires_grad for p in model.parameters()):
        model.head.requires_grad_(True)


# %% wrong left-alone: head thawed in any case
def mend(model):
    stuck = not any(p.requires_grad for p in model.parameters())
    model.head.requires_grad_(True)
    return stuck


# %% wrong left-alone: features frozen in any case
def mend(model):
    stuck = not any(p.requires_grad for p in model.parameters())
    model.features.requires_grad_(False)
    if stuck:
        model.head.requires_grad_(True)
    return stuck


# %% wrong answer: features and head, and nothing beside
def mend(model):
    parameters = list(model.features.parameters()) + list(model.head.parameters())
    if any(p.requires_grad for p in parameters):
        return False
    model.head.requires_grad_(True)
    return True


# %% wrong answer: the first parameter alone
def mend(model):
    if next(model.parameters()).requires_grad:
        return False
    model.head.requires_grad_(True)
    return True


# %% wrong answer: asked after mending
def mend(model):
    if not any(p.requires_grad for p in model.parameters()):
        model.head.requires_grad_(True)
    return not any(p.requires_grad for p in model.parameters())


# %% wrong answer: the model comes back
def mend(model):
    if not any(p.requires_grad for p in model.parameters()):
        model.head.requires_grad_(True)
    return model


# %% wrong AttributeError: the generator asked
def mend(model):
    if model.parameters().requires_grad:
        return False
    model.head.requires_grad_(True)
    return True


# %% wrong answer: .grad asked
def mend(model) -> bool:
    if any(p.grad is not None for p in model.parameters()):
        return False
    model.head.requires_grad_(True)
    return True


# %% wrong mended: a generator in place of any
def mend(model) -> bool:
    if (p.requires_grad for p in model.parameters()):
        return False
    model.head.requires_grad_(True)
    return True


# %% wrong mended: not is missing
def mend(model) -> bool:
    if any(p.requires_grad for p in model.parameters()):
        model.head.requires_grad_(True)
        return True
    return False
