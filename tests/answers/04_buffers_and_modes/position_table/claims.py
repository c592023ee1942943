# %% wrong no-parameters: a frozen Parameter
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.table = nn.Parameter(table, requires_grad=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong B02: an Embedding, which learns
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        self.table = nn.Embedding(length, width)

    def forward(self, x):
        return x + self.table(torch.arange(x.shape[1]))


# %% wrong not-saved: persistent by default
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong not-saved: nn.Buffer, persistent by default
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.table = nn.Buffer(table)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong not-saved: persistent=True
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=True)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong dtype: a plain attribute
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.table = table

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong dtype: a plain attribute in a list
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.tables = [table]

    def forward(self, x):
        return x + self.tables[0][: x.shape[1]]


# %% wrong dtype: made in forward as float32
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        self.length, self.width = length, width

    def forward(self, x):
        table = torch.sin(torch.arange(self.length)[:, None] * 0.1 ** torch.arange(self.width))
        return x + table[: x.shape[1]]


# %% wrong kept: made in forward with the type of x
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        self.length, self.width = length, width

    def forward(self, x):
        table = torch.sin(torch.arange(self.length)[:, None] * 0.1 ** torch.arange(self.width))
        return x + table[: x.shape[1]].to(x)


# %% wrong kept: a plain attribute, sent after x by hand
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.table = table

    def forward(self, x):
        return x + self.table[: x.shape[1]].to(x)


# %% wrong RuntimeError: the whole table for a shorter input
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table


# %% wrong RuntimeError|value: rows by the size of the batch
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[0]]


# %% wrong value: one row for each example
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: len(x), None]


# %% wrong value: one row at every time
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[x.shape[1] - 1]


# %% wrong value: the last rows
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[-x.shape[1] :]


# %% wrong value: multiplied
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x * self.table[: x.shape[1]]


# %% wrong value: the sum is not returned
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        x + self.table[: x.shape[1]]
        return x


# %% wrong value: the table alone
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return self.table[: x.shape[1]].expand_as(x)


# %% wrong twin: a random table
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.randn(length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong passes-on: the input detached
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x.detach() + self.table[: x.shape[1]]


# %% wrong passes-on: under no_grad
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        with torch.no_grad():
            return x + self.table[: x.shape[1]]


# %% wrong untouched: in place
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        x += self.table[: x.shape[1]]
        return x


# %% wrong shape: nothing returned
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        x = x + self.table[: x.shape[1]]


# %% wrong not-saved: persistent is a text
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent="False")

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong no-parameters: nn.Embedding from_pretrained
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.emb = nn.Embedding.from_pretrained(table)

    def forward(self, x):
        return x + self.emb(torch.arange(x.shape[1]))


# %% wrong NameError: local name in forward
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + table[: x.shape[1]]


# %% wrong shape: concatenated
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return torch.cat([x, self.table[: x.shape[1]].expand_as(x)], dim=-1)


# %% wrong RuntimeError: x.shape[1:] slicing columns
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[:, : x.shape[1]]


# %% wrong RuntimeError: len(x)
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: len(x)]


# %% wrong value: row of the last step only
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        x = x.clone()
        x[:, -1] += self.table[x.shape[1] - 1]
        return x


# %% wrong KeyError: register under a name with dot
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("my.table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong dtype: state_dict overridden
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.table = table

    def forward(self, x):
        return x + self.table[: x.shape[1]]

    def state_dict(self, *args, **kwargs):
        return {}


# %% wrong eval-value: added in train() alone
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]] if self.training else x


# %% wrong RuntimeError|value: as many rows as x has columns
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[2]]


# %% wrong RuntimeError: four rows, as in the example
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: 4]


# %% wrong RuntimeError: rows by the batch, x.shape[0]
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[0]]


# %% wrong TypeError: the table first, and no name
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer(table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong TypeError: what register_buffer gives back
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.table = self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong AttributeError: read by another name
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("positions", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong passes-on: gradients off in eval()
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        torch.set_grad_enabled(self.training)
        return x + self.table[: x.shape[1]]


# %% wrong shape: the slice of the table alone
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return self.table[: x.shape[1]]


# %% wrong IndexError: one row, table[x.shape[1]]
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[x.shape[1]]


# %% wrong RuntimeError: rows from 1
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[1 : x.shape[1] + 1]


# %% wrong RuntimeError: a row too few
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1] - 1]


# %% wrong value: row 0 for every step
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[0]


# %% wrong KeyError: a plain attribute first
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.table = table
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong value: return inside the loop
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        out = x.clone()
        for t in range(x.shape[1]):
            out[:, t] += self.table[t]
            return out


# %% wrong RuntimeError: unsqueeze(1)
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]].unsqueeze(1)


# %% wrong RuntimeError: transposed
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]].T


# %% wrong AttributeError: self.length, never stored
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: self.length]


# %% wrong value: the rows turned round
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]].flip(0)


# %% wrong value: row t - 1 for step t
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        out = x.clone()
        for t in range(1, x.shape[1]):
            out[:, t] += self.table[t - 1]
        return out


# %% wrong value: the last step gets none
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        out = x.clone()
        for t in range(x.shape[1] - 1):
            out[:, t] += self.table[t]
        return out


# %% wrong value: the number t is added
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + torch.arange(x.shape[1])[:, None]


# %% wrong TypeError: persist=False
class PositionTable(nn.Module):
    """Adds row t of a fixed table to step t."""

    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))  # (length, width)
        self.register_buffer("table", table, persist=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]
