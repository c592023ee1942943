# %% right: seed 0, by None
SEED = None


def findings():
    return {"local", "drift", "no-zero-grad"}


# %% right: seed 4711
SEED = 4711


def findings():
    return {"local", "untied", "stale-optimizer"}


# %% right: a list
SEED = 12


def findings():
    return ["in-forward", "drift", "stale-optimizer"]


# %% right: a student number with a letter, as text
SEED = "s1234567"


def findings():
    found = set()
    found.add("list")
    found.add("frozen-head")
    found.add("no-zero-grad")
    return found


# %% right: blanks around it, capitals and underscores
SEED = " 33 "


def findings():
    return ("LOCAL", "UNTIED", "LR_0")


# %% right: keys of a dict, with the reasons
SEED = 77


def findings():
    return {"local": "seen in the program", "untied": "seen in the program", "lr-0": "seen in the program"}


# %% right: split from a text
SEED = 2026


def findings():
    return set("list typo stale-optimizer".split())


# %% right: a frozenset, by a name of its own
SEED = 9
MINE = frozenset(["local", "typo", "no-zero-grad"])


def findings():
    return MINE
