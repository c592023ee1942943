# %% right: all nine, seed 0
SEED = 0


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


# %% right: all nine, seed 4711
SEED = 4711


def audit():
    return {
        "data": "dense",
        "plain-buffer": "centre",
        "local": "switch",
        "typo": "backbone",
        "stale-optimizer": "new_head",
        "drift": "backbone",
        "untied": "right",
        "no-zero-grad": "step",
        "dead": "blocks",
    }


# %% right: one fault is missed
SEED = 3


def audit():
    return {
        "plain-buffer": "centre",
        "local": "gate",
        "in-forward": "step",
        "typo": "base",
        "stale-optimizer": "head",
        "drift": "base",
        "untied": "right",
        "no-zero-grad": "step",
    }


# %% right: one false alarm beside nine
SEED = 8


def audit():
    return {
        "data": "blend",
        "detach": "step",
        "plain-buffer": "centre",
        "typo": "backbone",
        "stale-optimizer": "new_head",
        "drift": "backbone",
        "untied": "right",
        "no-zero-grad": "step",
        "dead": "body",
        "list": "join",
    }


# %% right: two places are wrong
SEED = 11


def audit():
    return {
        "data": "join",
        "detach": "step",
        "plain-buffer": "join",
        "local": "gate",
        "typo": "features",
        "drift": "features",
        "lr-0": "step",
        "no-zero-grad": "step",
        "dead": "blocks",
    }


# %% right: names of parameters, in lists
SEED = 15


def audit():
    found = {}
    found["detach"] = ["all of it"]
    found["plain-buffer"] = ["centre.weight"]
    found["local"] = ["switch.weight"]
    found["in-forward"] = ["all of it"]
    found["typo"] = ["features.weight"]
    found["drift"] = ["features.weight"]
    found["untied"] = ["right.weight"]
    found["no-zero-grad"] = ["all of it"]
    found["dead"] = ["middle.weight"]
    return found


# %% right: with self. and model. before the names
SEED = "16"


def audit():
    return dict(
        [
            ("plain-buffer", "model.centre"),
            ("local", "self.gate"),
            ("in-forward", "optimizer"),
            ("frozen-head", "self.new_head"),
            ("typo", "model.base"),
            ("drift", "self.base"),
            ("untied", "model.right"),
            ("no-zero-grad", "optimizer"),
            ("dead", "model.blocks"),
        ]
    )


# %% right: capitals and underscores, both names of the tie
SEED = 17


def audit():
    return {
        "DATA": {"mixer"},
        "DETACH": None,
        "PLAIN_BUFFER": {"centre"},
        "LOCAL": {"gate"},
        "TYPO": {"base"},
        "STALE_OPTIMIZER": {"head"},
        "DRIFT": {"base"},
        "UNTIED": {"left", "right"},
        "NO_ZERO_GRAD": None,
    }
