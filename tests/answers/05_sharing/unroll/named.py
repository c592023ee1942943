# %% wrong G10: one memory, written into, with a history
def unroll(cell, x):
    h = torch.zeros(len(x), cell.hidden_size)
    outputs = []
    for t in range(x.shape[1]):
        h.copy_(cell(x[:, t], h))
        outputs.append(h)
    return torch.stack(outputs, 1)
