"""Models that nobody here wrote: Hugging Face's, built from their configurations. Nothing is downloaded.

Their sizes are published, so the parameter table has to arrive at them; and they are healthy, so an audit of them has
nothing to say, and leaves them as they were.
"""

import copy
import random
from dataclasses import dataclass

import numpy
import pytest
import torch
import transformers
from torch import nn

from graders import audit, summary

transformers.logging.set_verbosity_error()

ids = torch.randint(1, 30, (3, 6), generator=torch.Generator().manual_seed(0))
answers = torch.randint(1, 30, (3, 6), generator=torch.Generator().manual_seed(1))
mask = torch.tensor([[1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 1, 0]])
pictures = torch.randn(3, 3, 16, 16, generator=torch.Generator().manual_seed(2))
classes = torch.tensor([0, 1, 2])


@pytest.fixture(autouse=True)
def one_thread():
    """Models this small are fastest on one thread."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


# Published sizes ------------------------------------------------------------------------------------------------------


def block(d, wide, norms=2):
    """The parameters of a transformer block: attention and a feed-forward part with biases, and its layer norms."""
    return 4 * (d * d + d) + (d * wide + wide) + (wide * d + d) + norms * 2 * d


def gpt2(words=50257, places=1024, d=768, layers=12):
    return words * d + places * d + layers * block(d, 4 * d) + 2 * d  # the head is the word embedding


def bert(words=30522, places=512, segments=2, d=768, layers=12):
    return (words + places + segments) * d + 2 * d + layers * block(d, 4 * d) + d * d + d


def vit(side=224, patch=16, d=768, layers=12, labels=1000):
    places = (side // patch) ** 2 + 1  # one more for the class token, which is one vector itself
    return (3 * patch * patch * d + d) + d + places * d + layers * block(d, 4 * d) + 2 * d + d * labels + labels


def resnet(depths=(3, 4, 6, 3), labels=1000):
    def convolution(n_in, n_out, size):
        return n_in * n_out * size * size + 2 * n_out  # no bias; a batch norm with two numbers per channel

    total, channels = convolution(3, 64, 7), 64
    for stage, depth in enumerate(depths):
        inner, outer = 64 * 2**stage, 256 * 2**stage
        total += convolution(channels, outer, 1)  # the shortcut of the stage's first block
        for _ in range(depth):
            total += convolution(channels, inner, 1) + convolution(inner, inner, 3) + convolution(inner, outer, 1)
            channels = outer
    return total + channels * labels + labels


def t5(words=32128, d=512, wide=2048, heads=8, layers=6, buckets=32):
    attention, feed_forward = 4 * d * d + d, 2 * d * wide + d  # no biases; an RMS norm of d each
    encoder = layers * (attention + feed_forward) + heads * buckets + d
    decoder = layers * (2 * attention + feed_forward) + heads * buckets + d
    return words * d + encoder + decoder  # one word embedding for both and for the head


def llama(words=32000, d=4096, wide=11008, layers=32):
    return 2 * words * d + layers * (4 * d * d + 3 * d * wide + 2 * d) + d  # here the head is a matrix of its own


SIZES = {
    "GPT-2 small": (lambda: transformers.GPT2LMHeadModel(transformers.GPT2Config()), 124_439_808, gpt2),
    "BERT-base": (lambda: transformers.BertModel(transformers.BertConfig()), 109_482_240, bert),
    "ResNet-50": (
        lambda: transformers.ResNetForImageClassification(transformers.ResNetConfig(num_labels=1000)),
        25_557_032,
        resnet,
    ),
    "ViT-B/16": (
        lambda: transformers.ViTForImageClassification(transformers.ViTConfig(num_labels=1000)),
        86_567_656,
        vit,
    ),
    "T5-small": (
        lambda: transformers.T5ForConditionalGeneration(transformers.T5Config(vocab_size=32128)),
        60_506_624,
        t5,
    ),
    "Llama 2 7B": (
        lambda: transformers.LlamaForCausalLM(
            transformers.LlamaConfig(vocab_size=32000, hidden_size=4096, intermediate_size=11008)
        ),
        6_738_415_616,
        llama,
    ),
}


@pytest.mark.parametrize("name", SIZES)
def test_the_table_arrives_at_the_published_size(name):
    """The sizes as published:

    - GPT-2 small 124,439,808, BERT-base (uncased, with pooler) 109,482,240 and Llama 2 7B 6,738,415,616: "params" of
      gpt2_base_en, bert_base_en_uncased and llama2_7b_en in keras-team/keras-hub, keras_hub/src/models/*/*_presets.py.
    - ResNet-50 25,557,032 and ViT-B/16 86,567,656: "num_params" of ResNet50_Weights and ViT_B_16_Weights in the
      documentation of torchvision.
    - T5-small 60,506,624: the table in t5_xsum/README.md of eth-cscs/pytorch-training; "60 million" in the paper
      (Raffel et al., 2020).

    Twice checked: by arithmetic from the architecture, and by the sum over the parameters, each object once.
    """
    make, published, arithmetic = SIZES[name]
    with torch.device("meta"):  # shapes without numbers: 7 billion parameters in no memory
        model = make()
    table = summary(model)
    assert table.total == published
    assert table.trainable == published
    assert arithmetic() == published
    assert sum(p.numel() for p in {id(p): p for p in model.parameters()}.values()) == published
    assert f"{published:,} numbers in " in repr(table)


def test_a_tied_head_is_one_row_with_two_names():
    with torch.device("meta"):
        tied = summary(transformers.GPT2LMHeadModel(transformers.GPT2Config()))
        apart = summary(transformers.GPT2LMHeadModel(transformers.GPT2Config(tie_word_embeddings=False)))
    assert [row.shared for row in tied.rows if row.name == "transformer.wte.weight"] == [("lm_head.weight",)]
    assert apart.total - tied.total == 50257 * 768
    assert not any(row.shared for row in apart.rows)


# Healthy models -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Program:
    """A small model with what it is called with and its labels; its loss is its own."""

    make: object
    inputs: tuple
    labels: torch.Tensor

    def both(self):
        """The factory: the model in train mode, with AdamW over all of it."""
        model = self.make().train()
        return model, torch.optim.AdamW(model.parameters(), lr=1e-3)


BERT = {
    "vocab_size": 30,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
    "max_position_embeddings": 8,
}
PROGRAMS = {
    "GPT-2": Program(
        lambda: transformers.GPT2LMHeadModel(
            transformers.GPT2Config(vocab_size=30, n_positions=8, n_embd=32, n_layer=2, n_head=2)
        ),
        (ids,),
        ids,
    ),
    "BERT, masked words": Program(
        lambda: transformers.BertForMaskedLM(transformers.BertConfig(**BERT)), (ids, mask), answers
    ),
    "BERT, classes": Program(
        lambda: transformers.BertForSequenceClassification(transformers.BertConfig(**BERT, num_labels=3)),
        (ids, mask),
        classes,
    ),
    "ResNet": Program(
        lambda: transformers.ResNetForImageClassification(
            transformers.ResNetConfig(embedding_size=8, hidden_sizes=[16, 32], depths=[1, 1], num_labels=3)
        ),
        (pictures,),
        classes,
    ),
    "ViT": Program(
        lambda: transformers.ViTForImageClassification(
            transformers.ViTConfig(
                image_size=16,
                patch_size=8,
                hidden_size=32,
                num_hidden_layers=2,
                num_attention_heads=2,
                intermediate_size=64,
                num_labels=3,
            )
        ),
        (pictures,),
        classes,
    ),
    "T5": Program(
        lambda: transformers.T5ForConditionalGeneration(
            transformers.T5Config(
                vocab_size=30, d_model=32, d_kv=8, d_ff=64, num_layers=2, num_heads=2, decoder_start_token_id=0
            )
        ),
        (ids, mask, answers.roll(1, 1)),  # the third: what the decoder reads
        answers,
    ),
    "Llama": Program(
        lambda: transformers.LlamaForCausalLM(
            transformers.LlamaConfig(
                vocab_size=30,
                hidden_size=32,
                intermediate_size=64,
                num_hidden_layers=2,
                num_attention_heads=2,
                max_position_embeddings=8,
            )
        ),
        (ids,),
        ids,
    ),
}
every_program = pytest.mark.parametrize("name", PROGRAMS)


def called(model, x, **more):
    return model(*(x if isinstance(x, tuple) else (x,)), **more)


class Loop:
    """A plain loop that counts: a step that raised, or was never made, is no sign of health."""

    def __init__(self):
        self.steps = self.evaluations = 0

    def step(self, model, optimizer, x, y):
        optimizer.zero_grad()
        loss = called(model, x, labels=y).loss
        loss.backward()
        optimizer.step()
        self.steps += 1
        return loss

    def evaluate(self, model, x):
        model.eval()
        with torch.no_grad():
            logits = called(model, x).logits
        model.train()
        self.evaluations += 1
        return logits


def seeds():
    return torch.get_rng_state().tolist(), random.getstate(), str(numpy.random.get_state())


@pytest.mark.parametrize("evaluated", [False, True], ids=["trained", "trained and evaluated"])
@pytest.mark.parametrize("way", ["factory", "ready-made"])
@every_program
def test_nothing_is_found(name, way, evaluated):
    program, loop = PROGRAMS[name], Loop()
    torch.manual_seed(0)
    model, optimizer = program.both()
    given = {"target": program.labels, "step": loop.step, "evaluate": loop.evaluate if evaluated else None}
    before = seeds()
    if way == "factory":
        found = audit(program.both, *program.inputs, **given)
    else:
        found = audit(model, *program.inputs, optimizer=optimizer, **given)
    assert not found.findings, found
    assert not found.notes, found
    assert loop.steps >= 2
    assert (loop.evaluations >= 2) == evaluated
    assert seeds() == before


@every_program
def test_nothing_is_found_without_a_loop(name):
    found = audit(PROGRAMS[name].both, *PROGRAMS[name].inputs)
    assert not found.findings, found
    assert not found.notes, found


@pytest.mark.parametrize("told", [(), ("bert",)], ids=["not told", "told"])
def test_a_frozen_backbone_is_no_mistake(told):
    """BERT stands still in eval mode, the new head learns; whether audit is told or not."""
    program, loop = PROGRAMS["BERT, classes"], Loop()

    def head_only():
        model = program.make().train()
        model.bert.requires_grad_(False).eval()
        return model, torch.optim.AdamW(model.classifier.parameters(), lr=1e-3)

    found = audit(head_only, *program.inputs, target=program.labels, step=loop.step, frozen=told)
    assert not found.findings, found
    assert loop.steps >= 2


def test_a_model_that_only_its_own_step_can_call_is_no_mistake():
    """T5 makes what its decoder reads from the labels; called with the words alone it raises, in words of its own."""
    program, loop = PROGRAMS["T5"], Loop()
    found = audit(program.both, ids, target=program.labels, step=loop.step)
    assert not found.findings, found
    assert loop.steps >= 2


@every_program
def test_mistakes_in_them_are_found(name):
    """The same models trained wrongly, so that the silence above means something: the optimizer holds the first half of
    the parameters only, and nobody sets the gradients to zero."""
    program = PROGRAMS[name]

    def half():
        model = program.make().train()
        parameters = list(model.parameters())
        return model, torch.optim.AdamW(parameters[: len(parameters) // 2], lr=1e-3)

    def step(model, optimizer, x, y):
        loss = called(model, x, labels=y).loss
        loss.backward()
        optimizer.step()
        return loss

    found = audit(half, *program.inputs, target=program.labels, step=step)
    assert [finding.code.split("/")[0] for finding in found.findings] == ["O03", "O07"], found


# As found -------------------------------------------------------------------------------------------------------------


def state(model, optimizer):
    """Everything about a model and its optimizer that an audit could have changed."""
    return {
        "parameters": {name: (id(p), p.requires_grad) for name, p in model.named_parameters(remove_duplicate=False)},
        "buffers": {name: id(b) for name, b in model.named_buffers(remove_duplicate=False)},
        "modules": [(name, id(m), m.training, list(vars(m))) for name, m in model.named_modules()],
        "hooks": [(len(m._forward_hooks), len(m._forward_pre_hooks), len(m._backward_hooks)) for m in model.modules()],
        "config": model.config.to_dict(),
        "groups": [{**group, "params": [id(p) for p in group["params"]]} for group in optimizer.param_groups],
        "held": [id(p) for p in optimizer.state],
        "values": copy.deepcopy(
            {
                **{f"parameter {name}": p.detach() for name, p in model.named_parameters()},
                **{f"grad {name}": p.grad for name, p in model.named_parameters()},
                **{f"buffer {name}": b for name, b in model.named_buffers()},
                **{
                    f"{key} {i}": value
                    for i, kept in enumerate(optimizer.state.values())
                    for key, value in kept.items()
                },
            }
        ),
    }


@every_program
def test_everything_is_left_as_found(name):
    """In the middle of a training: gradients and moments there, one part in eval mode, one parameter frozen. Afterwards
    the training goes on to the same numbers as that of a twin at which nobody looked."""
    program, loop, ends = PROGRAMS[name], Loop(), []
    x, y = program.inputs, program.labels
    for watched in (False, True):
        torch.manual_seed(0)
        model, optimizer = program.both()
        next(model.parameters()).requires_grad_(False)
        loop.step(model, optimizer, x, y)
        called(model, x, labels=y).loss.backward()
        next(m for m in model.modules() if isinstance(m, (nn.Dropout, nn.BatchNorm2d, nn.Linear))).eval()
        if watched:
            before, seeds_before = state(model, optimizer), seeds()
            steps = loop.steps
            audit(model, *x, target=y, optimizer=optimizer, step=loop.step, evaluate=loop.evaluate)
            assert loop.steps > steps
            assert seeds() == seeds_before
            after = state(model, optimizer)
            torch.testing.assert_close(after.pop("values"), before.pop("values"), rtol=0, atol=0, equal_nan=True)
            assert after == before
        losses = [loop.step(model, optimizer, x, y).detach() for _ in range(2)]
        ends.append((losses, model.state_dict()))
    torch.testing.assert_close(*ends, rtol=0, atol=0)
