# %% right: seed 8
def diagnoses():
    return 8, {"A": "stale-optimizer", "B": "dead", "C": "list", "D": "healthy"}


# %% right: seed 1, a list of two
def diagnoses():
    return [1, {"A": "healthy", "B": "in-forward", "C": "dead", "D": "list"}]


# %% right: seed 2, by dict()
def diagnoses():
    words = dict(A="in-forward", B="dead", C="healthy", D="frozen-head")
    return 2, words


# %% right: seed 17, capitals and blanks
def diagnoses():
    return 17, {"A": "Stale optimizer", "B": "in forward", "C": "HEALTHY", "D": "detach"}


# %% right: seed 42, zipped
SEED = 42


def diagnoses():
    return SEED, dict(zip("ABCD", ["detach", "in-forward", "lr-0", "healthy"]))


# %% right: seed 100, one after the other
def diagnoses():
    found = {}
    found["A"] = "in-forward"
    found["B"] = "detach"
    found["C"] = "healthy"
    found["D"] = "list"
    return 100, found


# %% right: a long number of a student
def diagnoses():
    return 31415, {"D": "healthy", "C": "in-forward", "B": "stale-optimizer", "A": "dead"}


# %% right: underscores
def diagnoses():
    return (2024, {"A": "healthy", "B": "dead", "C": "in_forward", "D": "stale_optimizer"})
