# %% right: a list, stacked
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% right: no start: the cell begins with zeros
def unroll(cell, x):
    h, outputs = None, []
    for step in x.transpose(0, 1):
        h = cell(step, h)
        outputs.append(h)
    return torch.stack(outputs, dim=1)


# %% right: unbind
def unroll(cell, x):
    h = x.new_zeros(x.size(0), cell.weight_hh.shape[1])
    outputs = []
    for step in x.unbind(1):
        outputs.append(h := cell(step, h))
    return torch.stack(outputs).transpose(0, 1)


# %% right: by arithmetic
def unroll(cell, x):
    h = torch.zeros(x.shape[0], cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ cell.weight_ih.T + cell.bias_ih + h @ cell.weight_hh.T + cell.bias_hh)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% right: written into a tensor
def unroll(cell, x):
    batch, time, _ = x.shape
    out = torch.zeros(batch, time, cell.hidden_size)
    h = torch.zeros(batch, cell.hidden_size)
    for t in range(time):
        h = cell(x[:, t, :], h)
        out[:, t] = h
    return out


# %% right: cat of unsqueezed steps
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    steps = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        steps.append(h.unsqueeze(1))
    return torch.cat(steps, 1)


# %% right: recursion
def unroll(cell, x):
    def run(t):
        if t < 0:
            return [torch.zeros(len(x), cell.hidden_size)]
        before = run(t - 1)
        return before + [cell(x[:, t], before[-1])]

    return torch.stack(run(x.shape[1] - 1)[1:], 1)


# %% right: accumulate
from itertools import accumulate


def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    states = accumulate(x.unbind(1), lambda h, step: cell(step, h), initial=h)
    return torch.stack(list(states)[1:], 1)


# %% right: an nn.RNN that is handed the weights
def unroll(cell, x):
    names = {'weight_ih_l0': cell.weight_ih, 'weight_hh_l0': cell.weight_hh, 'bias_ih_l0': cell.bias_ih, 'bias_hh_l0': cell.bias_hh}
    rnn = nn.RNN(cell.input_size, cell.hidden_size, batch_first=True)
    return torch.func.functional_call(rnn, names, (x,))[0]


# %% right: permute at the end
def unroll(cell, x):
    x = x.permute(1, 0, 2)
    h = torch.zeros(x.shape[1], cell.hidden_size)
    out = []
    for step in x:
        h = cell(step, h)
        out += [h]
    return torch.stack(out, 2).permute(0, 2, 1)
