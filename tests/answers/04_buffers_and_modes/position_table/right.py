# %% right: register_buffer, persistent=False
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% right: with a batch dimension of one
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("pe", table.unsqueeze(0), persistent=False)

    def forward(self, x):
        return x + self.pe[:, : x.size(1), :]


# %% right: nn.Buffer
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.table = nn.Buffer(table, persistent=False)

    def forward(self, x):
        return self.table[: x.shape[-2]] + x


# %% right: registered as None first, then set
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", None, persistent=False)
        self.table = table

    def forward(self, x):
        rows = torch.arange(x.shape[1])
        return x + self.table[rows]


# %% right: a loop over times
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        out = [x[:, t] + self.table[t] for t in range(x.shape[1])]
        return torch.stack(out, dim=1)


# %% right: narrow, expand_as
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        batch, time, width = x.shape
        return x + self.table.narrow(0, 0, time).expand_as(x)


# %% right: filled by loops
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.zeros(length, width)
        for t in range(length):
            for j in range(width):
                table[t, j] = math.sin(t * 0.1**j)
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% right: kept transposed
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("columns", table.T.contiguous(), persistent=False)

    def forward(self, x):
        return x + self.columns.T[: x.shape[1]]


# %% right: in a child module of its own
class Table(nn.Module):
    def __init__(self, table):
        super().__init__()
        self.register_buffer("rows", table, persistent=False)

    def forward(self, count):
        return self.rows[:count]


class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        self.first = Table(torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width)))

    def forward(self, x):
        return x + self.first(x.shape[1])


# %% right: persistent as positional
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% right: table as self.table buffer, clone detach
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table.clone(), persistent=False)

    def forward(self, x):
        return x + self.table[: x.size(-2)].detach()


# %% right: a buffer for each row
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        for t in range(length):
            self.register_buffer(f"row_{t}", table[t].clone(), persistent=False)

    def forward(self, x):
        rows = [getattr(self, f"row_{t}") for t in range(x.shape[1])]
        return x + torch.stack(rows)
