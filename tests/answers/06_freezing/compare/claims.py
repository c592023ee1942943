# %% wrong source: the source itself is trained
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else source
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong source: a shallow copy
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = copy.copy(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong start: scratch begins with the source
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong start: all begin anew
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else untrained(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong start: no new head
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            pass
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong start: ten classes written down
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, 10)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong mode: features in train()
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong what-learns: features not frozen
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features", "head-then-all"):
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong what-learns: everything frozen
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features", "head-then-all"):
                model.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong what-learns: not thawed for the second fit
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
                fit(model)
            found.append(score(model))
    return scores


# %% wrong seed: no seed
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
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


# %% wrong seed: one seed for all
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(0)
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


# %% wrong mode: the whole model in eval()
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong fits: head-then-all without its first half
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy in ("features",):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong fits: features is fine-tuned afterwards
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
            if True:
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong lists: models in place of scores
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
            found.append(model)
    return scores


# %% wrong lists: means in place of lists
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
    return {name: sum(found) / len(found) for name, found in scores.items()}


# %% wrong dict: nothing returned
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
    print(scores)


# %% wrong strategies: another key
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "finetune": [], "head-then-all": []}
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


# %% wrong lists: one seed only
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds[:1]:
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


# %% wrong repeats: seeded after the head was made
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            torch.manual_seed(seed)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong mode: features in eval() while everything trains
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
                fit(model, still=model.features)
            found.append(score(model))
    return scores


# %% wrong fits: the source is scored
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
            found.append(score(source))
    return scores


# %% wrong one-head: a new head before the second fit
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
                model.head = nn.Linear(model.head.in_features, n)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong start|fits|what-learns|mode: one model for all seeds
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
        model.head = nn.Linear(model.head.in_features, n)
        for seed in seeds:
            torch.manual_seed(seed)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            if strategy != "features":
                model.requires_grad_(True)
                fit(model)
            found.append(score(model))
    return scores


# %% wrong fits: fine-tune goes on with the features of before
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for seed in seeds:
        torch.manual_seed(seed)
        model = untrained(source)
        model.head = nn.Linear(model.head.in_features, n)
        fit(model)
        scores["scratch"].append(score(model))
        torch.manual_seed(seed)
        model.head = nn.Linear(model.head.in_features, n)
        fit(model)
        scores["fine-tune"].append(score(model))
        for strategy in ("features", "head-then-all"):
            torch.manual_seed(seed)
            model = copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            model.features.requires_grad_(False)
            fit(model, still=model.features)
            if strategy == "head-then-all":
                model.requires_grad_(True)
                fit(model)
            scores[strategy].append(score(model))
    return scores


# %% wrong repeats: one seed for all strategies
def compare(source, n, untrained, fit, score, seeds):
    results = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for seed in seeds:
        torch.manual_seed(seed)
        for strategy in results:
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
                fit(model)
            results[strategy].append(score(model))
    return results


# %% wrong repeats: seeded after the model, before the head
def compare(source, n, untrained, fit, score, seeds):
    results = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for seed in seeds:
        for strategy in results:
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            torch.manual_seed(seed)
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
                fit(model)
            results[strategy].append(score(model))
    return results


# %% wrong lists: a return inside the loops
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
                fit(model)
            results[strategy].append(score(model))
        return results


# %% wrong lists: a score in one branch alone
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
                fit(model)
                results[strategy].append(score(model))
    return results


# %% wrong mode: the first half of head-then-all in train()
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
                fit(model)
                model.features.requires_grad_(True)
                fit(model)
            else:
                fit(model)
            results[strategy].append(score(model))
    return results


# %% wrong what-learns: everything first, then the head
def compare(source, n, untrained, fit, score, seeds):
    scores = {"scratch": [], "features": [], "fine-tune": [], "head-then-all": []}
    for strategy, found in scores.items():
        for seed in seeds:
            torch.manual_seed(seed)
            model = untrained(source) if strategy == "scratch" else copy.deepcopy(source)
            model.head = nn.Linear(model.head.in_features, n)
            if strategy != "features":
                fit(model)
            if strategy in ("features", "head-then-all"):
                model.features.requires_grad_(False)
                fit(model, still=model.features)
            found.append(score(model))
    return scores
