# %% right: strategies, then seeds
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% right: seeds, then strategies
def compare(source, n, untrained, fit, score, seeds):
    names = ["scratch", "features", "fine-tune", "head-then-all"]
    out = {name: [] for name in names}
    for seed in seeds:
        for name in names:
            torch.manual_seed(seed)
            if name == "scratch":
                model = untrained(source)
            else:
                model = copy.deepcopy(source)
            width = source.head.in_features
            model.head = nn.Linear(width, n)
            if name == "scratch" or name == "fine-tune":
                fit(model)
            elif name == "features":
                for p in model.features.parameters():
                    p.requires_grad = False
                fit(model, still=model.features)
            else:
                for p in model.features.parameters():
                    p.requires_grad = False
                fit(model, still=model.features)
                for p in model.features.parameters():
                    p.requires_grad = True
                fit(model)
            out[name] += [score(model)]
    return out


# %% right: a function for each strategy
def start(source, n, seed, untrained=copy.deepcopy):
    torch.manual_seed(seed)
    model = untrained(source)
    model.head = nn.Linear(model.head.in_features, n)
    return model


def scratch(source, n, seed, untrained, fit):
    model = start(source, n, seed, untrained)
    fit(model)
    return model


def features(source, n, seed, untrained, fit):
    model = start(source, n, seed)
    model.features.requires_grad_(False)
    fit(model, model.features)
    return model


def fine_tune(source, n, seed, untrained, fit):
    model = start(source, n, seed)
    fit(model)
    return model


def head_then_all(source, n, seed, untrained, fit):
    model = features(source, n, seed, untrained, fit)
    model.features.requires_grad_(True)
    fit(model)
    return model


def compare(source, n, untrained, fit, score, seeds):
    ways = {"scratch": scratch, "features": features, "fine-tune": fine_tune, "head-then-all": head_then_all}
    return {name: [score(way(source, n, seed, untrained, fit)) for seed in seeds] for name, way in ways.items()}


# %% right: one after the other
def compare(source, n, untrained, fit, score, seeds):
    result = dict()
    result["scratch"] = []
    for seed in seeds:
        torch.manual_seed(seed)
        m = untrained(source)
        m.head = nn.Linear(m.head.weight.shape[1], n)
        fit(m)
        result["scratch"].append(score(m))
    result["features"] = []
    for seed in seeds:
        torch.manual_seed(seed)
        m = copy.deepcopy(source)
        m.requires_grad_(False)
        m.head = nn.Linear(m.head.weight.shape[1], n)
        fit(m, still=m.features)
        result["features"].append(score(m))
    result["fine-tune"] = []
    for seed in seeds:
        torch.manual_seed(seed)
        m = copy.deepcopy(source)
        m.head = nn.Linear(m.head.weight.shape[1], n)
        fit(m)
        result["fine-tune"].append(score(m))
    result["head-then-all"] = []
    for seed in seeds:
        torch.manual_seed(seed)
        m = copy.deepcopy(source)
        m.requires_grad_(False)
        m.head = nn.Linear(m.head.weight.shape[1], n)
        fit(m, still=m.features)
        m.requires_grad_(True)
        fit(m)
        result["head-then-all"].append(score(m))
    return result


# %% right: flags as a table
def compare(source, n, untrained, fit, score, seeds):
    plan = {"scratch": "a", "features": "h", "fine-tune": "a", "head-then-all": "ha"}
    table = {}
    for name, phases in plan.items():
        table[name] = []
        for s in seeds:
            torch.manual_seed(s)
            net = (untrained if name == "scratch" else copy.deepcopy)(source)
            net.head = nn.Linear(source.head.in_features, n)
            for phase in phases:
                net.features.requires_grad_(phase == "a")
                fit(net, still=net.features if phase == "h" else None)
            table[name].append(score(net))
    return table


# %% right: setdefault and tuples
def compare(source, n, untrained, fit, score, seeds):
    scores = {}
    for strategy in ("head-then-all", "fine-tune", "features", "scratch"):
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            scores.setdefault(strategy, []).append(score(model))
    return scores


# %% right: the trained numbers loaded
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source)
            if strategy != "scratch":
                model.load_state_dict(source.state_dict())
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% right: tuples of scores
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return {name: tuple(found) for name, found in scores.items()}


# %% right: a wrapper that stays in eval
class Asleep(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module.eval().requires_grad_(False)

    def train(self, mode=True):
        return super().train(False)

    def forward(self, x):
        return self.module(x)


def compare(source, n, untrained, fit, score, seeds):
    scores = {}
    for strategy in ("scratch", "features", "fine-tune", "head-then-all"):
        scores[strategy] = []
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            features = model.features
            if strategy in ("features", "head-then-all"):
                model.features = Asleep(features)
                fit(model)
            if strategy != "features":
                model.features = features.requires_grad_(True)
                fit(model)
            scores[strategy].append(score(model))
    return scores


# %% right: what fit gives back is the model
def compare(source, n, untrained, fit, score, seeds):
    results = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for seed in seeds:
        for strategy in results:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy == "features":
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            elif strategy == "head-then-all":
                model.features.requires_grad_(False)
                fit(model, still=model.features)
                model.features.requires_grad_(True)
                fit(model)
            else:
                model = fit(model)
            results[strategy].append(score(model))
    return results
