# %% wrong count: any in place of all
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).any(0).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: the wrong axis
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).all(1).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: the first row
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).all(0).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X[:1])
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: the first eight rows
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).all(0).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X[:8])
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: a small mean
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out.mean(0) < 0.001).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: no spread
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out.std(0) == 0).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: zeros are counted
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: the live ones
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out != 0).any(0).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: a share
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).all(0).float().mean().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: nearly always off
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: ((out == 0).float().mean(0) > 0.9).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong names: all layers
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if not list(layer.children()):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).all(0).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: in train mode
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).all(0).sum().item()})))
    pass
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong modes: eval stays on
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).all(0).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    pass
    return dead


# %% wrong modes: train at the end
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).all(0).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    model.train()
    return dead


# %% wrong left-alone: hooks stay
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).all(0).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    pass
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong names: linear layers
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.Linear):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out <= 0).all(0).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong kind: one number
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):
            handles.append(layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).all(0).sum().item()})))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    return sum(dead.values())
    return dead


# %% wrong names: direct children alone
def dead_units(model, X):
    model = copy.deepcopy(model).eval()
    dead = {}
    for name, layer in model.named_children():
        if isinstance(layer, nn.ReLU):
            layer.register_forward_hook(lambda m, i, out, name=name: dead.update({name: (out == 0).all(0).sum().item()}))
    model(X)
    return dead


# %% wrong number: a mask
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):

            def count(layer, args, output, name=name):
                dead[name] = (output == 0).all(0)

            handles.append(layer.register_forward_hook(count))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong number: a list of units
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):

            def count(layer, args, output, name=name):
                dead[name] = [n for n in range(output.shape[1]) if (output[:, n] == 0).all()]

            handles.append(layer.register_forward_hook(count))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: below zero
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):

            def count(layer, args, output, name=name):
                dead[name] = (output < 0).all(0).sum().item()

            handles.append(layer.register_forward_hook(count))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: a faint unit
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):

            def count(layer, args, output, name=name):
                dead[name] = (output < 1e-3).all(0).sum().item()

            handles.append(layer.register_forward_hook(count))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead


# %% wrong count: fifty rows
def dead_units(model, X):
    modes = {layer: layer.training for layer in model.modules()}
    dead, handles = {}, []
    for name, layer in model.named_modules():
        if isinstance(layer, nn.ReLU):

            def count(layer, args, output, name=name):
                dead[name] = (output[:50] == 0).all(0).sum().item()

            handles.append(layer.register_forward_hook(count))
    model.eval()
    with torch.no_grad():
        model(X)
    for handle in handles:
        handle.remove()
    for layer, mode in modes.items():
        layer.training = mode
    return dead
