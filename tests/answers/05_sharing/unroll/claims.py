# %% wrong value: the memory is not handed on
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        outputs.append(cell(x[:, t], h))
    return torch.stack(outputs, 1)


# %% wrong value: the cell called without a memory
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t])
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong gradient: the memory detached
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h.detach())
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong gradient: the memory by .data
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h.data)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong shape: the last memory only
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
    return h


# %% wrong shape: time first
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs)


# %% wrong shape: cat in the place of stack
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.cat(outputs, 1)


# %% wrong shape: a list
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return outputs


# %% wrong shape: outputs and the last memory
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1), h


# %% wrong shape: nothing returned
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    torch.stack(outputs, 1)


# %% wrong value: begins with ones
def unroll(cell, x):
    h = torch.ones(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong value: begins at random
def unroll(cell, x):
    h = torch.randn(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong value: another tanh
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = torch.tanh(cell(x[:, t], h))
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong value: read from the end
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in reversed(range(x.shape[1])):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong value: a new cell at each step
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        cell = nn.RNNCell(cell.input_size, cell.hidden_size)
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong value: always the first step
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, 0], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong value: one entry too early
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        outputs.append(h)
        h = cell(x[:, t], h)
    return torch.stack(outputs, 1)


# %% wrong shape: batch and time mixed up
def unroll(cell, x):
    h = torch.zeros(x.shape[1], cell.hidden_size)
    outputs = []
    for step in x:
        h = cell(step, h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong value: x[t] and len(x)
def unroll(cell, x):
    h = torch.zeros(x.shape[1], cell.hidden_size)
    outputs = []
    for t in range(len(x)):
        h = cell(x[t], h)
        outputs.append(h)
    return torch.stack(outputs)


# %% wrong shape: three steps written down
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(3):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong RuntimeError: a start of one dimension
def unroll(cell, x):
    h = torch.zeros(cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong RuntimeError: a start for one sequence
def unroll(cell, x):
    h = torch.zeros(1, cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong AttributeError: a start that is 0
def unroll(cell, x):
    h = 0
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong RuntimeError: a start as wide as the input
def unroll(cell, x):
    h = torch.zeros(len(x), x.shape[2])
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong ValueError: the pair of an RNN expected of the cell
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        out, h = cell(x[:, t], h)
        outputs.append(out)
    return torch.stack(outputs, 1)


# %% wrong shape: the memory of the start kept
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = [h]
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong NameError: outputs never made
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong shape: returned inside the loop
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
        return torch.stack(outputs, 1)


# %% wrong gradient: under no_grad
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    with torch.no_grad():
        for t in range(x.shape[1]):
            h = cell(x[:, t], h)
            outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong value: stacked in front, then view
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs).view(x.shape[0], x.shape[1], -1)


# %% wrong RuntimeError: input and memory exchanged
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(h, x[:, t])
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong RuntimeError: a memory of 8 numbers
def unroll(cell, x):
    h = torch.zeros(x.shape[0], 8)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong RuntimeError: a memory as wide as the input, by its shape
def unroll(cell, x):
    h = torch.zeros(x.shape[0], x.shape[2])
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong shape: one step too few
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1] - 1):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong RuntimeError: x[t]
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong RuntimeError: a memory of 2 by 8
def unroll(cell, x):
    h = torch.zeros(2, 8)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong RuntimeError: a memory of one dimension, hidden
def unroll(cell, x):
    h = torch.zeros(cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong ValueError: the whole input at once
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x, h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong ValueError: cell(x) alone
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong shape: the return stands in the loop
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
        return torch.stack(outputs, 1)
    pass


# %% wrong ValueError: out, h
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        out, h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong shape: the sequences taken for steps
def unroll(cell, x):
    h = torch.zeros(x.shape[1], cell.hidden_size)
    outputs = []
    for step in x:
        h = cell(step, h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong shape: x[t], all sizes from x
def unroll(cell, x):
    h = torch.zeros(x.shape[1], cell.hidden_size)
    outputs = []
    for t in range(x.shape[0]):
        h = cell(x[t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong shape: stacked, and then transposed
def unroll(cell, x):
    h = torch.zeros(x.shape[0], cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1).transpose(0, 1)


# %% wrong shape: appended after the loop
def unroll(cell, x):
    h = torch.zeros(x.shape[0], cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
    outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong shape: h returned inside the loop
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        return h


# %% wrong shape|IndexError: as many steps as inputs
def unroll(cell, x):
    h = torch.zeros(x.shape[0], cell.hidden_size)
    outputs = []
    for t in range(x.shape[2]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong ValueError: a memory of three dimensions
def unroll(cell, x):
    h = torch.zeros(x.shape[0], x.shape[1], cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong RuntimeError: [0] behind the cell
def unroll(cell, x):
    h = torch.zeros(x.shape[0], cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)[0]
        outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong ValueError: torch.tensor of the outputs
def unroll(cell, x):
    h = torch.zeros(x.shape[0], cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
        outputs.append(h)
    return torch.tensor(outputs)


# %% wrong value: one memory, written into
def unroll(cell, x):
    h = torch.zeros(x.shape[0], cell.hidden_size)
    outputs = []
    with torch.no_grad():
        for t in range(x.shape[1]):
            h.copy_(cell(x[:, t], h))
            outputs.append(h)
    return torch.stack(outputs, 1)


# %% wrong value: the last memory in all places
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    for t in range(x.shape[1]):
        h = cell(x[:, t], h)
    return torch.stack([h] * x.shape[1], 1)
