# %% right: stacked, functional_call, vmap
from torch.func import functional_call, stack_module_state, vmap


def ensemble(models, x):
    parameters, buffers = stack_module_state(models)

    def one(p, b, x):
        return functional_call(models[0], (p, b), (x,))

    return vmap(one, in_dims=(0, 0, None))(parameters, buffers, x)


# %% right: a loop
def ensemble(models, x):
    return torch.stack([model(x) for model in models])


# %% right: a loop without gradients, by cat
def ensemble(models, x):
    with torch.no_grad():
        return torch.cat([model(x).unsqueeze(0) for model in models])


# %% right: the skeleton on the meta device
from torch.func import functional_call, stack_module_state, vmap


def ensemble(models, x):
    skeleton = copy.deepcopy(models[0]).to("meta")
    stacked = stack_module_state(models)
    return vmap(lambda p, b: functional_call(skeleton, (p, b), (x,)))(*stacked)


# %% right: vmap over a dict, stacked by hand
from torch.func import functional_call, stack_module_state, vmap


def ensemble(models, x):
    states = [dict(model.state_dict()) for model in models]
    stacked = {name: torch.stack([state[name] for state in states]) for name in states[0]}

    def one(state):
        return functional_call(models[0], state, (x,))

    return vmap(one)(stacked)


# %% right: a loop over functional_call
from torch.func import functional_call, stack_module_state, vmap


def ensemble(models, x):
    answers = []
    for model in models:
        state = {**dict(model.named_parameters()), **dict(model.named_buffers())}
        answers.append(functional_call(models[0], state, (x,)))
    return torch.stack(answers)


# %% right: a tensor filled row by row
def ensemble(models, x):
    first = models[0](x)
    out = torch.empty(len(models), *first.shape)
    for n, model in enumerate(models):
        out[n] = model(x).detach()
    return out


# %% right: keyword for the dimensions
from torch.func import functional_call, stack_module_state, vmap


def ensemble(models, x):
    params, buffers = stack_module_state(models)
    f = vmap(lambda p, b, data: functional_call(models[-1], (p, b), data), in_dims=(0, 0, None), out_dims=0)
    return f(params, buffers, x)
