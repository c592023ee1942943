# %% wrong B02: the table as a Parameter
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.table = nn.Parameter(table)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong B02: a Parameter with a batch dimension
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.table = nn.Parameter(table[None])

    def forward(self, x):
        return x + self.table[:, : x.shape[1]]


# %% wrong R13: no super
class PositionTable(nn.Module):
    def __init__(self, length, width):
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", table, persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]


# %% wrong B03: persistent false but table parameter
class PositionTable(nn.Module):
    def __init__(self, length, width):
        super().__init__()
        table = torch.sin(torch.arange(length)[:, None] * 0.1 ** torch.arange(width))
        self.register_buffer("table", nn.Parameter(table), persistent=False)

    def forward(self, x):
        return x + self.table[: x.shape[1]]
