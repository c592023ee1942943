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
