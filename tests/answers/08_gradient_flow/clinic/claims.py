# %% wrong diagnosis: all healthy
def diagnoses():
    return 8, {"A": "healthy", "B": "healthy", "C": "healthy", "D": "healthy"}


# %% wrong diagnosis: the healthy one is called dead, for its zeros
def diagnoses():
    return 1, {"A": "dead", "B": "in-forward", "C": "dead", "D": "list"}


# %% wrong diagnosis: detach and dead mixed up
def diagnoses():
    return 8, {"A": "stale-optimizer", "B": "detach", "C": "list", "D": "healthy"}


# %% wrong diagnosis: list and stale-optimizer mixed up
def diagnoses():
    return 8, {"A": "list", "B": "dead", "C": "stale-optimizer", "D": "healthy"}


# %% wrong diagnosis: the words of another ward
def diagnoses():
    return 9, {"A": "stale-optimizer", "B": "dead", "C": "list", "D": "stale-optimizer"}


# %% wrong shape: no seed
def diagnoses():
    return {"A": "stale-optimizer", "B": "dead", "C": "list", "D": "healthy"}


# %% wrong shape: nothing returned
def diagnoses():
    print(8, {"A": "stale-optimizer", "B": "dead", "C": "list", "D": "healthy"})


# %% wrong shape: the seed as a text
def diagnoses():
    return "8", {"A": "stale-optimizer", "B": "dead", "C": "list", "D": "healthy"}


# %% wrong word: a word of one's own
def diagnoses():
    return 8, {"A": "head not trained", "B": "dead", "C": "list", "D": "healthy"}


# %% wrong word: a code of the longer list
def diagnoses():
    return 8, {"A": "stale-optimizer", "B": "no-zero-grad", "C": "list", "D": "healthy"}


# %% wrong four: one is missing
def diagnoses():
    return 8, {"A": "stale-optimizer", "B": "dead", "C": "list"}


# %% wrong four: small letters
def diagnoses():
    return 8, {"a": "stale-optimizer", "b": "dead", "c": "list", "d": "healthy"}


# %% wrong word: misspelt
def diagnoses():
    return 8, {"A": "stale-optimiser", "B": "dead", "C": "list", "D": "healthy"}


# %% wrong diagnosis: frozen where the rate is 0
def diagnoses():
    return 42, {"A": "detach", "B": "in-forward", "C": "frozen-head", "D": "healthy"}


# %% wrong shape: the seed comes last
def diagnoses():
    return {"A": "stale-optimizer", "B": "dead", "C": "list", "D": "healthy"}, 8


# %% wrong word: words in lists
def diagnoses():
    return 8, {"A": ["stale-optimizer"], "B": ["dead"], "C": ["list"], "D": ["healthy"]}


# %% wrong word: the dots are left
def diagnoses():
    return 8, {"A": "stale-optimizer", "B": "...", "C": "list", "D": "healthy"}


# %% wrong word: zero, which is none of the eight
def diagnoses():
    return 8, {"A": "stale-optimizer", "B": "zero", "C": "list", "D": "healthy"}


# %% wrong diagnosis: the words of ward 8, another seed
def diagnoses():
    return 9, {"A": "stale-optimizer", "B": "dead", "C": "list", "D": "healthy"}
