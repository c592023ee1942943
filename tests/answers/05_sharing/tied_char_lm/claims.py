# %% wrong parameter-count: an output bias
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong parameter-count: a GRU without biases
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, bias=False, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong parameter-count: two layers of a GRU
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, num_layers=2, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong parameter-count: an RNN
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.RNN(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong parameter-count: an LSTM
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.LSTM(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong value: batch_first forgotten
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong value: a softmax
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return torch.softmax(self.out(h), -1)


# %% wrong value: a log_softmax
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return F.log_softmax(self.out(h), -1)


# %% wrong value: a ReLU
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(torch.relu(h))


# %% wrong TypeError: the pair of the GRU not taken apart
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        return self.out(self.rnn(self.emb(tokens)))


# %% wrong shape: the last step only
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h[:, -1])


# %% wrong shape: the last memory
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        _, h = self.rnn(self.emb(tokens))
        return self.out(h[0])


# %% wrong shape: no output layer
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return h


# %% wrong summed: the output's use detached
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return h @ self.emb.weight.detach().T


# %% wrong summed: the embedding's use detached
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.emb.weight = self.out.weight

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens).detach())
        return self.out(h)


# %% wrong IndexError: the table the wrong way round
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(d, vocab)
        self.rnn = nn.GRU(vocab, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)


# %% wrong TypeError: a plain tensor assigned
class TiedCharLM(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.rnn = nn.GRU(d, d, batch_first=True)
        self.out = nn.Linear(d, vocab, bias=False)
        self.out.weight = self.emb.weight.detach()

    def forward(self, tokens):
        h, _ = self.rnn(self.emb(tokens))
        return self.out(h)
