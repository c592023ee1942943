# %% wrong points: half of them
SEED = 20


def audit():
    return {
        "stale-optimizer": "classifier",
        "drift": "features",
        "untied": "right",
        "dead": "body",
    }


# %% wrong points: two missed
SEED = 20


def audit():
    return {
        "detach": "step",
        "local": "gate",
        "typo": "features",
        "stale-optimizer": "classifier",
        "drift": "features",
        "untied": "right",
        "dead": "body",
    }


# %% wrong points: all fourteen, to be on the safe side
SEED = 20


def audit():
    return {
        "data": "blend",
        "detach": "step",
        "plain-buffer": "centre",
        "local": "gate",
        "typo": "features",
        "stale-optimizer": "classifier",
        "drift": "features",
        "untied": "right",
        "dead": "body",
        "list": "join",
        "in-forward": "join",
        "frozen-head": "join",
        "lr-0": "join",
        "no-zero-grad": "join",
    }


# %% wrong points: two false alarms
SEED = 20


def audit():
    return {
        "data": "blend",
        "detach": "step",
        "plain-buffer": "centre",
        "local": "gate",
        "typo": "features",
        "stale-optimizer": "classifier",
        "drift": "features",
        "untied": "right",
        "dead": "body",
        "list": "join",
        "in-forward": "join",
    }


# %% wrong points: nearly all places are wrong
SEED = 20


def audit():
    return {
        "data": "join",
        "detach": "step",
        "plain-buffer": "join",
        "local": "join",
        "typo": "join",
        "stale-optimizer": "join",
        "drift": "join",
        "untied": "join",
        "dead": "join",
    }


# %% wrong points: the faults of another number
SEED = 20 #0


def audit():
    return {
        "detach": "step",
        "plain-buffer": "centre",
        "local": "valve",
        "in-forward": "step",
        "typo": "features",
        "drift": "features",
        "untied": "right",
        "lr-0": "step",
        "no-zero-grad": "step",
    }


# %% wrong points: empty
SEED = 20


def audit():
    return {}


# %% wrong kind: printed
SEED = 20


def audit():
    print("list, drift")


# %% wrong kind: a set of codes
SEED = 20


def audit():
    return {"data", "detach", "plain-buffer", "local", "typo", "stale-optimizer", "drift", "untied", "dead"}


# %% wrong word: turned round
SEED = 20


def audit():
    return {"join": "list", "step": "lr-0"}


# %% wrong word: misspelt
SEED = 20


def audit():
    return {"no-zerograd": "step", "plain-bufer": "centre"}


# %% wrong points: what Part 1 had
SEED = 20


def audit():
    return {"list": "step", "drift": "step", "stale-optimizer": "step"}


# %% wrong points: one missed and one false alarm
SEED = 20


def audit():
    return {
        "detach": "step",
        "plain-buffer": "centre",
        "local": "gate",
        "typo": "features",
        "stale-optimizer": "classifier",
        "drift": "features",
        "untied": "right",
        "dead": "body",
        "list": "join",
    }
