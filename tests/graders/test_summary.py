"""The parameter table: what it counts, what it says about each tensor, how it folds, and that it is fast."""

import contextlib
import copy
import time
from html.parser import HTMLParser

import pytest
import torch
from torch import nn

from graders import summary


class Table(HTMLParser):
    """The cells of a table in HTML, and the attributes of its header cells."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.headers, self.caption, self.inside = [], [], "", None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
            if tag == "th":
                self.headers.append(dict(attributes))
        if tag in ("th", "td", "caption"):
            self.inside = tag

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = None

    def handle_data(self, data):
        if self.inside == "caption":
            self.caption += data
        elif self.inside:
            self.rows[-1][-1] += data


def lines(model, *inputs, **keywords):
    """The table as it is shown: a dict for each line. Text and HTML must tell the same."""
    table = summary(model, *inputs, **keywords)
    head, *body = Table(table._repr_html_()).rows
    text = repr(table).splitlines()
    assert text[1].split() == head
    assert [line.split() for line in text[3:-1]] == [" ".join(cells).split() for cells in body]
    return [dict(zip(head, cells)) for cells in body]


def footer(model, *inputs):
    table = summary(model, *inputs)
    caption = Table(table._repr_html_()).caption
    last = repr(table).splitlines()[-1]
    assert caption == f"{type(model).__name__}: {last}"
    return last


def rows_of(model):
    return {row.name: row for row in summary(model).rows}


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(50, 8)
        self.head = nn.Linear(8, 50)
        self.head.weight = self.embed.weight

    def forward(self, x):
        return self.head(self.embed(x))


def blocks(count, width=4):
    return nn.Sequential(*(nn.Sequential(nn.Linear(width, width), nn.LayerNorm(width)) for _ in range(count)))


# Counting


def test_every_tensor_is_counted_and_named():
    net = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))
    table = summary(net)
    assert (table.total, table.trainable) == (17, 17)
    assert [(row.name, row.shape, row.count, row.kind) for row in table.rows] == [
        ("0.weight", (4, 2), 8, "trained"),
        ("0.bias", (4,), 4, "trained"),
        ("2.weight", (1, 4), 4, "trained"),
        ("2.bias", (1,), 1, "trained"),
    ]
    assert lines(net)[0] == {"name": "0.weight", "shape": "4 × 2", "count": "8", "kind": "● trained"}


def test_frozen_parameters_and_buffers_are_told_apart():
    net = nn.Sequential(nn.Linear(3, 5), nn.BatchNorm1d(5))
    net[0].bias.requires_grad_(False)
    table = summary(net)
    assert (table.total, table.trainable) == (30, 25)
    assert rows_of(net)["0.bias"].kind == "frozen"
    assert [row.kind for row in table.rows[4:]] == ["buffer"] * 3
    assert lines(net)[-1] == {
        "name": "1.num_batches_tracked",
        "shape": "1 number",
        "count": "1",
        "kind": "◇ buffer",
    }


def test_a_tie_is_counted_once_and_shown():
    net = Tied()
    table = summary(net)
    assert table.total == sum(p.numel() for p in net.parameters()) == 450
    assert rows_of(net)["embed.weight"].shared == ("head.weight",)
    assert [line["name"] for line in lines(net)] == ["embed.weight", "head.bias"]
    assert lines(net)[0]["shared"] == "∞ head.weight"


def test_a_block_used_many_times_has_its_names_folded():
    block = nn.Linear(3, 3)
    net = nn.ModuleDict({"layers": nn.ModuleList([block] * 12)})
    assert summary(net).total == 12
    assert len(rows_of(net)["layers.0.weight"].shared) == 11
    assert lines(net)[0]["shared"] == "∞ layers.1-11.weight"


def test_a_shared_buffer_and_none_among_the_parameters():
    net = nn.Sequential(nn.BatchNorm1d(2, affine=False), nn.Linear(2, 2, bias=False))
    net[1].register_buffer("mean", net[0].running_mean)
    assert rows_of(net)["0.running_mean"].shared == ("1.mean",)
    assert summary(net).total == 4


@pytest.mark.parametrize(
    "net, trained, words",
    [
        (nn.ReLU(), True, "no parameters"),
        (nn.PReLU(), True, "1 number in 1 parameter, trained"),
        (nn.PReLU(), False, "1 number in 1 parameter, not trained"),
        (nn.Linear(2, 4), True, "12 numbers in 2 parameters, all trained"),
        (nn.Linear(2, 4), False, "12 numbers in 2 parameters, none trained"),
        (nn.LazyLinear(2), True, "2 tensors are not materialised yet and not counted"),
        (nn.LazyLinear(2, bias=False), True, "1 tensor is not materialised yet and not counted"),
        (
            nn.Sequential(nn.LazyLinear(2), nn.Linear(2, 2)),
            True,
            "6 numbers in 2 parameters, all trained; 2 tensors are not materialised yet and not counted",
        ),
    ],
)
def test_the_sentence_below(net, trained, words):
    if not trained:
        net.requires_grad_(False)
    assert footer(net) == words


def test_part_of_many_trained():
    net = nn.Linear(1000, 2)
    net.bias.requires_grad_(False)
    assert footer(net) == "2,002 numbers in 2 parameters, 2,000 numbers trained"


# Lazy modules, the meta device, inputs


def test_a_lazy_module_says_so():
    net = nn.Sequential(nn.LazyLinear(4), nn.LazyBatchNorm1d())
    assert lines(net)[0] == {"name": "0.weight", "shape": "not materialised yet", "count": "?", "kind": "● trained"}
    assert summary(net).rows[0].count is None
    assert summary(net, torch.randn(5, 3)).total == 3 * 4 + 4 + 8


def test_meta_parameters_are_counted():
    with torch.device("meta"):
        net = nn.Sequential(nn.Linear(10**6, 10**6), nn.BatchNorm1d(10**6))
    assert summary(net).total == 10**12 + 3 * 10**6
    net(torch.randn(2, 10**6, device="meta")).sum().backward()
    assert {line["grad"] for line in lines(net)} == {"unknown", ""}
    assert lines(net, before=copy.deepcopy(net))[0]["moved"] == "unknown"


@pytest.mark.parametrize(
    "net, x, shape",
    [
        (nn.Linear(3, 2), torch.ones(5, 3), "5 × 2"),
        (nn.Flatten(0, -1), torch.ones(5, 3), "15"),
        (nn.GRU(3, 4), torch.ones(5, 3), "(5 × 4, 1 × 4)"),
        (nn.LSTM(3, 4), torch.ones(5, 3), "(5 × 4, (1 × 4, 1 × 4))"),
    ],
)
def test_inputs_show_the_output(net, x, shape):
    assert footer(net, x).endswith(f"; output {shape}") or footer(net, x) == f"no parameters; output {shape}"


class Counting(nn.Module):
    """Replaces one buffer in each call, draws random numbers, and may raise."""

    def __init__(self):
        super().__init__()
        self.register_buffer("calls", torch.zeros(()))
        self.norm = nn.BatchNorm1d(3)

    def forward(self, x, broken=False):
        self.calls = self.calls + 1
        y = self.norm(x + torch.randn(3))
        if broken:
            raise ValueError("broken")
        return y


@pytest.mark.parametrize("broken", [False, True])
def test_calling_leaves_buffers_random_state_and_gradients_alone(broken):
    net = Counting()
    buffer = net.calls
    before, random = copy.deepcopy(net.state_dict()), torch.get_rng_state()
    with pytest.raises(ValueError, match="broken") if broken else contextlib.nullcontext():
        summary(net, torch.ones(4, 3), broken)
    assert torch.get_rng_state().equal(random)
    assert net.calls is buffer
    assert all(value.equal(before[name]) for name, value in net.state_dict().items())
    assert net.training and all(p.grad is None for p in net.parameters())


# Gradients and movement


def test_gradients_are_none_zero_or_have_a_norm():
    net = nn.ModuleDict({"used": nn.Linear(2, 1), "dead": nn.Linear(2, 1), "idle": nn.Linear(2, 1)})
    assert "grad" not in lines(net)[0], "before any backward() there is nothing to tell"
    x = torch.tensor([[3.0, 4.0]])
    (net["used"](x) + 0 * net["dead"](x)).sum().backward()
    found = {line["name"]: line["grad"] for line in lines(net)}
    assert found["used.weight"] == "norm 5"
    assert found["dead.weight"] == "zero"
    assert found["idle.weight"] == "none"


def test_a_gradient_too_small_for_single_precision_is_not_zero():
    net = nn.Linear(1, 1, bias=False)
    net.weight.grad = torch.full((1, 1), 1e-30)
    assert lines(net)[0]["grad"] == "norm 1e-30"
    net.weight.grad = torch.full((1, 1), float("nan"))
    assert lines(net)[0]["grad"] == "norm nan"


def test_a_gradient_left_on_a_frozen_parameter_is_shown():
    net = nn.Linear(1, 1)
    net(torch.ones(1, 1)).sum().backward()
    net.weight.requires_grad_(False)
    assert lines(net)[0] == {
        "name": "weight",
        "shape": "1 × 1",
        "count": "1",
        "kind": "■ frozen",
        "grad": "norm 1",
    }
    net.weight.grad = None
    assert lines(net)[0]["grad"] == ""


def test_sparse_gradients_have_a_norm():
    net = nn.Embedding(4, 2, sparse=True)
    net(torch.tensor([1, 1])).sum().backward()
    assert lines(net)[0]["grad"] == "norm 2.8"


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda net: copy.deepcopy(net.state_dict())])
def test_before_tells_what_moved(copied):
    net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    before = copied(net)
    with torch.no_grad():
        net[0].weight[0, 0] += 0.5
    net[1].num_batches_tracked += 3
    net.add_module("new", nn.Linear(1, 1))
    found = {line["name"]: line["moved"] for line in lines(net, before=before)}
    assert found.pop("0.weight") == "by 0.5"
    assert found.pop("1.num_batches_tracked") == "by 3"
    assert found.pop("new.weight") == found.pop("new.bias") == "not in before"
    assert set(found.values()) == {"no"}


def test_before_must_be_a_copy():
    net = nn.Linear(2, 2)
    assert {line["moved"] for line in lines(net, before=net.state_dict())} == {"not a copy"}
    assert {line["moved"] for line in lines(net, before=nn.Linear(3, 3))} == {"other shape"}
    assert {line["moved"] for line in lines(net.double(), before=copy.deepcopy(net).float())} <= {"no", "by 0"}
    with pytest.raises(TypeError, match="before is an earlier copy of the model or of its state_dict, not int"):
        summary(net, before=3)


# Folding


def test_a_small_model_is_not_folded():
    assert [line["name"] for line in lines(blocks(10))] == [name for name, _ in blocks(10).named_parameters()]


def test_repeated_blocks_are_shown_once_and_counted_together():
    net = nn.ModuleDict({"layers": blocks(32), "head": nn.Linear(4, 2)})
    table = summary(net)
    assert len(table.rows) == 130
    assert table.total == table.trainable == 32 * 28 + 10
    assert lines(net) == [
        {"name": "layers.0-31.0.weight", "times": "× 32", "shape": "4 × 4", "count": "512", "kind": "● trained"},
        {"name": "layers.0-31.0.bias", "times": "× 32", "shape": "4", "count": "128", "kind": "● trained"},
        {"name": "layers.0-31.1.weight", "times": "× 32", "shape": "4", "count": "128", "kind": "● trained"},
        {"name": "layers.0-31.1.bias", "times": "× 32", "shape": "4", "count": "128", "kind": "● trained"},
        {"name": "head.weight", "times": "", "shape": "2 × 4", "count": "8", "kind": "● trained"},
        {"name": "head.bias", "times": "", "shape": "2", "count": "2", "kind": "● trained"},
    ]


def names(model):
    return list(dict.fromkeys(line["name"].rpartition(".")[0] for line in lines(model)))


def test_a_block_that_differs_stands_alone():
    net = blocks(20)
    net[7][0].weight.requires_grad_(False)
    assert names(net) == ["0-6.0", "0-6.1", "7.0", "7.1", "8-19.0", "8-19.1"]
    net = blocks(20)
    net[19][0] = nn.Linear(4, 5)
    assert names(net) == ["0-18.0", "0-18.1", "19.0", "19.1"]


def test_a_block_without_a_gradient_stands_alone_and_others_show_a_range():
    net = blocks(20)
    for scale, parameter in enumerate(net.parameters(), 1):
        parameter.grad = torch.full_like(parameter, scale / parameter.numel() ** 0.5)
    net[3][1].bias.grad = None
    found = {line["name"]: line["grad"] for line in lines(net)}
    assert found["0-2.0.weight"] == "norm 1 to 9"
    assert found["3.1.bias"] == "none"
    assert found["4-19.1.bias"] == "norm 20 to 80"


def test_layers_with_others_between_them_and_named_siblings_fold_too():
    flat = nn.Sequential(*(layer for _ in range(30) for layer in (nn.Linear(2, 2), nn.ReLU())))
    assert names(flat) == ["0,2,…,58"]
    named = nn.ModuleDict({f"block{i}": nn.LSTM(2, 2) for i in range(1, 13)})
    assert names(named) == ["block1-12"]
    stages = nn.ModuleList(nn.ModuleList(nn.Linear(2, 2) for _ in range(8)) for _ in range(6))
    assert [(line["name"], line["times"], line["count"]) for line in lines(stages)] == [
        ("0-5.0-7.weight", "× 48", "192"),
        ("0-5.0-7.bias", "× 48", "96"),
    ]


def test_ties_inside_a_block_fold_and_ties_across_blocks_are_shown():
    net = blocks(30)
    for block in net:
        block[1].bias = block[0].bias
    found = lines(net)
    assert [line["name"] for line in found] == ["0-29.0.weight", "0-29.0.bias", "0-29.1.weight"]
    assert found[1]["shared"] == "∞ 0-29.1.bias"
    net[29][0].weight = net[0][0].weight
    assert lines(net)[0] | {"count": "", "kind": ""} == {
        "name": "0.0.weight",
        "times": "",
        "shape": "4 × 4",
        "count": "",
        "kind": "",
        "shared": "∞ 29.0.weight",
    }
    assert summary(net).total == sum(p.numel() for p in net.parameters())


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_folded_the_counts_stay(seed):
    generator = torch.Generator().manual_seed(seed)

    def draw(n):
        return torch.randint(n, (), generator=generator).item()

    def grow(depth):
        if depth == 0 or draw(4) == 0:
            return [nn.Linear(2, 2 + draw(2)), nn.BatchNorm1d(3), nn.ReLU(), nn.LazyLinear(2)][min(draw(9), 3)]
        same = draw(2)
        children = [grow(depth - 1) for _ in range(1 + draw(7))]
        return nn.ModuleList(copy.deepcopy(children[0]) for _ in children) if same else nn.ModuleList(children)

    net = nn.ModuleList(grow(3) for _ in range(6))
    table = summary(net)
    shown = lines(net)
    expected = sum(row.count or 0 for row in table.rows)
    assert sum(int(line["count"].replace(",", "")) for line in shown if line["count"] != "?") == expected
    assert sum(int(line.get("times", "").removeprefix("× ") or 1) for line in shown) == len(table.rows)
    assert len({line["name"] for line in shown}) == len(shown)


# Showing, refusing


def test_the_html_is_a_table_with_a_caption_and_headers():
    table = summary(Tied())
    found = Table(table._repr_html_())
    assert found.caption == "Tied: 450 numbers in 2 parameters, all trained"
    assert [header["scope"] for header in found.headers] == ["col"] * 5 + ["row"] * 2
    evil = nn.ModuleDict({"<script>": nn.Linear(1, 1)})
    assert "<script>" not in summary(evil)._repr_html_()
    assert lines(evil)[0]["name"] == "<script>.weight"


def test_what_is_no_module_is_refused():
    with pytest.raises(TypeError, match=r"expects an nn\.Module, not int$"):
        summary(3)
    with pytest.raises(TypeError, match=r"not type; give an object of the class, such as Net\(\)"):
        summary(nn.Linear)


def test_a_module_without_a_registry_is_named():
    class Net(nn.Module):
        def __init__(self):
            pass

    with pytest.raises(TypeError, match=r"Net has no registry: its __init__ does not call super\(\).__init__\(\)"):
        summary(Net())


# Speed


def fastest(function, runs=3):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("same", [False, True])
def test_the_time_grows_with_the_number_of_modules_not_with_its_square(same, backward):
    def shown(net):
        table = summary(net)
        repr(table), table._repr_html_()

    small, large = (
        nn.Sequential(*(nn.Linear(1, 1 if same else 1 + i % 2) for i in range(size))) for size in (200, 2000)
    )
    if backward:
        for net in (small, large):
            for parameter in list(net.parameters())[-2:]:
                parameter.grad = torch.ones_like(parameter)
    assert fastest(lambda: shown(large)) < 35 * fastest(lambda: shown(small))  # 10 if linear, 100 if quadratic


def test_seven_billion_parameters_on_the_meta_device():
    transformers = pytest.importorskip("transformers")
    with torch.device("meta"):
        net = transformers.LlamaForCausalLM(transformers.LlamaConfig())
    table = summary(net)
    assert table.total == table.trainable == 6_738_415_616
    assert len(table.rows) == 293 and len(lines(net)) < 20
    assert {
        "name": "model.layers.0-31.self_attn.q_proj.weight",
        "times": "× 32",
        "shape": "4096 × 4096",
        "count": "536,870,912",
        "kind": "● trained",
    } in lines(net)
    assert fastest(lambda: (repr(summary(net)), summary(net)._repr_html_())) < 0.1
