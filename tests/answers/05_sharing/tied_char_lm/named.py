# %% wrong T03/T06: no tie
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong T01/T05: values copied
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        with torch.no_grad():
            self.out.weight.copy_(self.emb.weight)

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong T01/T05: a clone
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.out.weight = nn.Parameter(self.emb.weight.detach().clone())

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong T02/T04/T07: tied by .data
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.out.weight.data = self.emb.weight.data

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong T02/T04/T07: a new Parameter around it
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.out.weight = nn.Parameter(self.emb.weight)

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong T03/T06: the table replaced after the tie
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.out.weight = self.emb.weight
        self.emb = nn.Embedding(vocab, d)

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong T01/T05: a deep copy
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = copy.deepcopy(self.out.weight)

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong R19: the GRU not used
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        return self.out(self.emb(tokens))


# %% wrong R01: the output layer made in forward
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)

    def forward(self, tokens):
        out = nn.Linear(self.emb.embedding_dim, self.emb.num_embeddings, bias=False)
        out.weight = self.emb.weight
        h, _ = self.rnn(self.emb(tokens))
        return nn.Linear(h.shape[-1], self.emb.num_embeddings, bias=False)(h)
