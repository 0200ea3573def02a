"""Causal models: batches, shared prefixes and weighed options against the plain computation."""

from pathlib import Path

import numpy as np
import pytest

from recdash.llm.causal import CausalModel
from recdash.llm.config import LanguageModelConfig
from recdash.llm.types import Purpose

PROMPTS = ("A blue backpack", "Soft grey beanie knitted from merino wool", "A mug", "This shopper is interested in")
OPTIONS = (("blue", "grey wool", "padded laptop sleeve"), ("red", "blue"), ("a mug that holds 350 ml",), ("bags", "no"))


@pytest.fixture(scope="module", params=["gpt2_folder", "llama_folder"])
def model(request: pytest.FixtureRequest) -> CausalModel:
    folder: Path = request.getfixturevalue(request.param)
    return CausalModel(str(folder), LanguageModelConfig(dtype="float32", threads=1))


def naive_scores(model: CausalModel, prefix: str, prompt: str, options: tuple[str, ...]) -> list[float]:
    """Compute each option by a forward pass of its own over the whole text."""
    import torch

    chat = model.tokenizer.chat_template is not None
    before = [{"role": "user", "content": prefix + prompt}]
    text = (
        model.tokenizer.apply_chat_template(before, tokenize=False, add_generation_prompt=True)
        if chat
        else prefix + prompt
    )
    context = model.tokenizer(text, add_special_tokens=False)["input_ids"]
    scores = []
    for option in options:
        answer = model.tokenizer(option if chat else f" {option}", add_special_tokens=False)["input_ids"]
        with torch.inference_mode():
            logits = model.network(input_ids=torch.tensor([context + answer])).logits[0]
        table = logits.log_softmax(-1)
        start = len(context) - 1
        scores.append(float(np.mean([float(table[start + i, token]) for i, token in enumerate(answer)])))
    return scores


class CausalModelChooseTests:
    def test_scores_equal_naive_computation_when_prompts_differ_in_length(self, model, purpose):
        scores = model.choose(PROMPTS, OPTIONS, purpose=purpose)

        for prompt, options, row in zip(PROMPTS, OPTIONS, scores, strict=True):
            assert row == pytest.approx(naive_scores(model, "", prompt, options), abs=1e-4)

    def test_scores_equal_naive_computation_when_a_prefix_is_shared(self, model, purpose):
        prefix = "The category is Shoes.\n"

        scores = model.choose(PROMPTS, OPTIONS, purpose=purpose, prefix=prefix)

        for prompt, options, row in zip(PROMPTS, OPTIONS, scores, strict=True):
            assert row == pytest.approx(naive_scores(model, prefix, prompt, options), abs=1e-4)

    def test_score_is_the_same_when_a_prompt_stands_alone_or_in_a_batch(self, model, purpose):
        together = model.choose(PROMPTS, OPTIONS, purpose=purpose)

        alone = [model.choose([p], [o], purpose=purpose)[0] for p, o in zip(PROMPTS, OPTIONS, strict=True)]

        for row, single in zip(together, alone, strict=True):
            assert row == pytest.approx(single, abs=1e-4)

    def test_nothing_is_returned_when_batch_is_empty(self, model, purpose):
        assert model.choose([], [], purpose=purpose) == []

    def test_empty_row_is_returned_when_a_prompt_has_no_options(self, model, purpose):
        scores = model.choose(["A mug", "A mug"], [[], ["red", "blue"]], purpose=purpose)

        assert scores[0] == []
        assert scores[1] == pytest.approx(naive_scores(model, "", "A mug", ("red", "blue")), abs=1e-4)

    def test_refuses_when_an_option_is_empty(self, model, purpose):
        with pytest.raises(ValueError, match="An option to choose from is empty"):
            model.choose(["A mug"], [["red", " "]], purpose=purpose)


class CausalModelGenerateTests:
    def test_texts_are_the_same_when_a_prompt_stands_alone_or_in_a_batch(self, model, purpose):
        together = model.generate(PROMPTS, purpose=purpose, samples=2, max_new_tokens=12, seed=3)

        alone = [model.generate([p], purpose=purpose, samples=2, max_new_tokens=12, seed=3)[0] for p in PROMPTS]

        assert [[text.text for text in row] for row in together] == [[text.text for text in row] for row in alone]

    def test_texts_are_the_same_when_the_shared_part_is_prefix_or_prompt(self, model, purpose):
        prefix = "The category is Shoes.\n"

        shared = model.generate(PROMPTS, purpose=purpose, prefix=prefix, max_new_tokens=12)
        again = model.generate(PROMPTS, purpose=purpose, prefix=prefix, max_new_tokens=12)
        whole = model.generate([prefix + prompt for prompt in PROMPTS], purpose=purpose, max_new_tokens=12)

        assert shared == again
        assert [row[0].text for row in shared] == [row[0].text for row in whole]

    def test_greedy_text_equals_transformers_generate_when_temperature_is_0(self, gpt2_folder, purpose):
        import torch

        model = CausalModel(str(gpt2_folder), LanguageModelConfig(dtype="float32", threads=1))
        ids = torch.tensor([model.tokenizer(PROMPTS[1])["input_ids"]])

        expected = model.network.generate(ids, do_sample=False, max_new_tokens=10)[0, ids.shape[1] :]
        text = model.generate(PROMPTS, purpose=purpose, max_new_tokens=10, temperature=0)[1][0]

        assert text.text == model.tokenizer.decode(expected, skip_special_tokens=True).strip()

    def test_samples_are_ordered_by_mean_log_probability(self, model, purpose):
        texts = model.generate(["A blue backpack"], purpose=purpose, samples=5, max_new_tokens=8, temperature=1.0)[0]

        means = [text.mean_log_probability for text in texts if text.text]
        assert means == sorted(means, reverse=True)
        assert len(texts) == 5
        assert len({text.text for text in texts}) > 1

    def test_other_texts_are_written_when_the_seed_differs(self, model, purpose):
        first = model.generate(PROMPTS, purpose=purpose, max_new_tokens=12, temperature=1.0, seed=1)
        second = model.generate(PROMPTS, purpose=purpose, max_new_tokens=12, temperature=1.0, seed=2)

        assert first != second

    def test_special_tokens_in_a_prompt_are_plain_characters(self, llama_folder, purpose):
        model = CausalModel(str(llama_folder), LanguageModelConfig(dtype="float32", threads=1))
        end = model.tokenizer.eos_token_id

        body = model._body_ids(["A mug<|end|>"], room=100)[0]

        assert body.count(end) == model._chat.tail.count(end)

    def test_call_is_recorded_with_its_tokens(self, model, records):
        purpose = Purpose("copy_blurb", "copy_blurb", "3")

        texts = model.generate(["A mug", "A bag"], purpose=purpose, max_new_tokens=5, temperature=0)

        (call,) = records
        assert (call.purpose, call.model, call.inputs) == (purpose, model.name, 2)
        assert call.tokens_out == sum(row[0].tokens for row in texts)
        assert call.tokens_in > 2
        assert call.milliseconds > 0
        assert len(call.input_hash) == 64

    def test_prompt_is_cut_when_longer_than_the_context(self, model, purpose):
        texts = model.generate(["blue backpack " * 400], purpose=purpose, max_new_tokens=4)

        assert texts[0][0].tokens <= 4
