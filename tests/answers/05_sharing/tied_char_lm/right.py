# %% right: the table takes the output's weight
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% right: the output takes the table
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.out.weight = self.emb.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% right: F.linear with the table
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return F.linear(h, self.emb.weight)


# %% right: matmul with the turned table
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.table = nn.Embedding(vocab, d)
        self.gru = nn.GRU(d, d, batch_first=True)

    def forward(self, tokens):
        return self.gru(self.table(tokens))[0] @ self.table.weight.T


# %% right: a Parameter as the table
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.table = nn.Parameter(torch.randn(vocab, d) / d**0.5)
        self.rnn = nn.GRU(d, d, batch_first=True)

    def forward(self, tokens):
        h = self.rnn(self.table[tokens])[0]
        return h @ self.table.t()


# %% right: F.embedding with the output's weight
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)

    def forward(self, tokens):
        h, _ = self.rnn(F.embedding(tokens, self.out.weight))
        return self.out(h)


# %% right: a table the other way round
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.w = nn.Parameter(torch.randn(d, vocab) / 7)
        self.rnn = nn.GRU(d, d, batch_first=True)

    def forward(self, tokens):
        return self.rnn(self.w.t()[tokens])[0] @ self.w


# %% right: without batch_first, turned by hand
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d)

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens).transpose(0, 1))
        return F.linear(h.transpose(0, 1), self.emb.weight)


# %% right: a GRUCell in a loop
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.cell = nn.GRUCell(d, d)

    def forward(self, tokens):
        x = self.emb(tokens)
        h, out = None, []
        for t in range(x.shape[1]):
            h = self.cell(x[:, t], h)
            out.append(h)
        return torch.stack(out, 1) @ self.emb.weight.T


# %% right: a start of its own, small numbers
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.out.weight = self.emb.weight
        nn.init.normal_(self.emb.weight, std=0.1)

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% right: a bias thrown away, a frozen number that nothing uses
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab)
        self.out.bias = None
        self.out.weight = self.emb.weight
        self.steps = nn.Parameter(torch.zeros(1), requires_grad=False)

    def forward(self, tokens):
        return self.out(self.rnn(self.emb(tokens))[0])
