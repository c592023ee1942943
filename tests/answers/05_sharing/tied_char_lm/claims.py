# %% wrong shape: the second of the two
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.out.weight = self.emb.weight

    def forward(self, tokens):
        memories, last = self.rnn(self.emb(tokens))
        return self.out(last)


# %% wrong parameter-count: the 48 of the lesson
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, 48)
        self.rnn = nn.GRU(48, 48, batch_first=True)
        self.out = nn.Linear(48, vocab, bias=False)
        self.out.weight = self.emb.weight

    def forward(self, tokens):
        memories, last = self.rnn(self.emb(tokens))
        return self.out(memories)


# %% wrong RuntimeError: the embedding as output
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = self.emb

    def forward(self, tokens):
        memories, last = self.rnn(self.emb(tokens))
        return self.out(memories)


# %% wrong value: the table cut anew by view
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.d = d

    def forward(self, tokens):
        memories, last = self.rnn(self.emb(tokens))
        return memories @ self.emb.weight.view(self.d, -1)


# %% wrong scores: the best character
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.out.weight = self.emb.weight

    def forward(self, tokens):
        memories, last = self.rnn(self.emb(tokens))
        return self.out(memories).argmax(-1)


# %% wrong no-bias: a bias of zeros that is frozen
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.gru = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab)
        self.out.bias.requires_grad_(False).zero_()
        self.out.weight = self.emb.weight

    def forward(self, tokens):
        return self.out(self.gru(self.emb(tokens))[0])


# %% wrong same-twice: max_norm
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d, max_norm=1)
        self.gru = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.out.weight = self.emb.weight

    def forward(self, tokens):
        return self.out(self.gru(self.emb(tokens))[0])


# %% wrong RuntimeError: a GRU in both directions
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.gru = nn.GRU(d, d, batch_first=True, bidirectional=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.out.weight = self.emb.weight

    def forward(self, tokens):
        return self.out(self.gru(self.emb(tokens))[0])


# %% wrong registered: tied in forward
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.gru = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)

    def forward(self, tokens):
        self.out.weight = self.emb.weight
        return self.out(self.gru(self.emb(tokens))[0])
