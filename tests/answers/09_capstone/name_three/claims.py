# %% wrong faults: two of three
SEED = 0


def findings():
    return {"local", "drift"}


# %% wrong faults: one is another of its group
SEED = 0


def findings():
    return {"list", "drift", "no-zero-grad"}


# %% wrong faults: those of another number
SEED = 4711


def findings():
    return {"local", "drift", "no-zero-grad"}


# %% wrong faults: all ten, to be on the safe side
SEED = 0


def findings():
    return {"list", "local", "in-forward", "untied", "typo", "drift", "frozen-head", "stale-optimizer", "lr-0", "no-zero-grad"}


# %% wrong faults: none
SEED = 0


def findings():
    return set()


# %% wrong kind: printed
SEED = 0


def findings():
    print({"local", "drift", "no-zero-grad"})


# %% wrong kind: one text
SEED = 0


def findings():
    return "local, drift, no-zero-grad"


# %% wrong word: words of one's own
SEED = 0


def findings():
    return {"not registered", "drift", "no-zero-grad"}


# %% wrong word: misspelt
SEED = 0


def findings():
    return {"local", "drifts", "no-zero-grad"}


# %% wrong faults: of lesson 08, gradient None read as detach
SEED = 0


def findings():
    return {"detach", "drift", "no-zero-grad"}


# %% wrong seed: a number with a decimal point
SEED = 4.5


def findings():
    return {"local", "drift", "no-zero-grad"}


# %% wrong seed: a list of one
SEED = [0]


def findings():
    return {"local", "drift", "no-zero-grad"}
