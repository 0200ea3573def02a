"""Sequence-to-sequence models: batches and weighed options against the plain computation."""

import numpy as np
import pytest

from recdash.llm.config import LanguageModelConfig
from recdash.llm.seq2seq import Seq2SeqModel

PROMPTS = ("A blue backpack", "Soft grey beanie knitted from merino wool", "A mug", "This shopper is interested in")
OPTIONS = (("blue", "grey wool", "padded laptop sleeve"), ("red", "blue"), ("a mug that holds 350 ml",), ("bags", "no"))


@pytest.fixture(scope="module")
def model(t5_folder) -> Seq2SeqModel:
    return Seq2SeqModel(str(t5_folder), LanguageModelConfig(dtype="float32", threads=1, batch_size=8))


def naive_scores(model: Seq2SeqModel, prompt: str, options: tuple[str, ...]) -> list[float]:
    """Compute each option by a forward pass of its own with it as the label."""
    import torch

    inputs = model.tokenizer(prompt, return_tensors="pt")["input_ids"]
    scores = []
    for option in options:
        labels = model.tokenizer(option, add_special_tokens=False, return_tensors="pt")["input_ids"]
        with torch.inference_mode():
            table = model.network(input_ids=inputs, labels=labels).logits[0].log_softmax(-1)
        scores.append(float(np.mean([float(table[i, token]) for i, token in enumerate(labels[0].tolist())])))
    return scores


class Seq2SeqModelChooseTests:
    def test_scores_equal_naive_computation_when_prompts_differ_in_length(self, model, purpose):
        scores = model.choose(PROMPTS, OPTIONS, purpose=purpose)

        for prompt, options, row in zip(PROMPTS, OPTIONS, scores, strict=True):
            assert row == pytest.approx(naive_scores(model, prompt, options), abs=1e-4)

    def test_prefix_is_read_as_the_start_of_each_prompt(self, model, purpose):
        scores = model.choose(["A mug"], [["red", "blue"]], purpose=purpose, prefix="The colour is ")

        assert scores[0] == pytest.approx(naive_scores(model, "The colour is A mug", ("red", "blue")), abs=1e-4)

    def test_empty_row_is_returned_when_a_prompt_has_no_options(self, model, purpose):
        assert model.choose(["A mug"], [[]], purpose=purpose) == [[]]

    def test_nothing_is_returned_when_batch_is_empty(self, model, purpose):
        assert model.choose([], [], purpose=purpose) == []


class Seq2SeqModelGenerateTests:
    def test_texts_are_the_same_when_a_prompt_stands_alone_or_in_a_batch(self, model, purpose):
        together = model.generate(PROMPTS, purpose=purpose, samples=2, max_new_tokens=12, seed=3)

        alone = [model.generate([p], purpose=purpose, samples=2, max_new_tokens=12, seed=3)[0] for p in PROMPTS]

        assert [[text.text for text in row] for row in together] == [[text.text for text in row] for row in alone]
        assert any(text.text for row in together for text in row)

    def test_greedy_text_equals_transformers_generate_when_temperature_is_0(self, model, purpose):
        ids = model.tokenizer(PROMPTS[1], return_tensors="pt")["input_ids"]

        expected = model.network.generate(ids, do_sample=False, max_new_tokens=10)[0]
        text = model.generate(PROMPTS, purpose=purpose, max_new_tokens=10, temperature=0)[1][0]

        assert text.text == model.tokenizer.decode(expected, skip_special_tokens=True).strip()

    def test_call_is_recorded_with_its_tokens(self, model, purpose, records):
        texts = model.generate(["A mug", "A bag"], purpose=purpose, max_new_tokens=5)

        (call,) = records
        assert (call.purpose, call.inputs) == (purpose, 2)
        assert call.tokens_out == sum(row[0].tokens for row in texts)
