# %% right: the letters as one literal
def my_lines() -> str:
    return "BEIMFKGC"


# %% right: output layer built before the hidden one, letters spaced in groups
def my_lines():
    # class, constructor (output layer first, that is allowed), forward
    return "B EI FM K GC"


# %% right: joined from a list
def my_lines() -> str:
    chosen = ["B", "E", "I", "M", "F", "K", "G", "C"]
    return "".join(chosen)


# %% right: pieces with names, joined by spaces
def my_lines():
    head = "B"
    constructor = "EIMF"
    forward = "KGC"
    return " ".join([head, constructor, forward])


# %% right: a lambda is a function too
my_lines = lambda: "B" + "EIFM" + "KGC"  # noqa: E731


# %% right: loops over a plan and prints what it picks
def my_lines() -> str:
    plan = {
        "B": "the class",
        "E": "its constructor",
        "I": "tables for the layers",
        "M": "2 -> 4",
        "F": "4 -> 1",
        "K": "forward",
        "G": "hidden layer and ReLU",
        "C": "output",
    }
    letters = ""
    for letter, why in plan.items():
        print(letter, "because", why)
        letters += letter
    return letters


# %% right: forward written above __init__, which Python does not mind
def my_lines() -> str:
    return "B KGC EIMF"


# %% right: spaces around and between all letters
def my_lines(sep=" ") -> str:
    return f" {sep.join('BEIFMKGC')} "


# %% right: a list of letters, which can be read as well
def my_lines():
    return ["B", "E", "I", "M", "F", "K", "G", "C"]


# %% right: a tuple of pieces, which can be read as well
def my_lines():
    return "BEI", "MF", "KGC"


# %% right: as people type it, commas and small letters
def my_lines() -> str:
    return "b, e, i, m, f, k, g, c"
