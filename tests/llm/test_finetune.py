"""Low-rank fine-tuning of a tiny causal model, where peft is installed."""

import importlib.util
import sys

import pytest

from recdash.llm.causal import CausalModel
from recdash.llm.config import LanguageModelConfig
from recdash.llm.errors import ModelUnavailable
from recdash.llm.finetune import FinetuneConfig, finetune

needs_peft = pytest.mark.skipif(
    importlib.util.find_spec("peft") is None,
    reason="peft is an extra that is not installed here: pip install -r requirements-finetune.txt",
)
EXAMPLES = [("A shopper likes shoes.", "orange shoes"), ("A shopper likes bags.", "blue backpack")] * 16
CONFIG = FinetuneConfig(learning_rate=5e-3, epochs=3, threads=1)


@needs_peft
class FinetuneTests:
    def test_saved_model_finds_the_taught_answers_likelier(self, llama_folder, tmp_path, purpose):
        told = []

        losses = finetune(str(llama_folder), EXAMPLES, tmp_path / "tuned", CONFIG, lambda *row: told.append(row[:2]))

        prompts, options = zip(*dict.fromkeys(EXAMPLES), strict=True)
        before, after = (
            CausalModel(str(folder), LanguageModelConfig(threads=1, dtype="float32")).choose(
                prompts, [[option] for option in options], purpose=purpose
            )
            for folder in (llama_folder, tmp_path / "tuned")
        )
        assert all(late[0] > early[0] for early, late in zip(before, after, strict=True))
        assert losses[-1] < losses[0]
        assert told[-1] == (96, 96)

    def test_result_is_the_same_for_a_seed(self, gpt2_folder, tmp_path):
        config = FinetuneConfig(threads=1)

        first, second = (finetune(str(gpt2_folder), EXAMPLES[:8], tmp_path / name, config) for name in "ab")

        assert first == pytest.approx(second)

    def test_nothing_to_learn_from_is_refused(self, gpt2_folder, tmp_path):
        with pytest.raises(ValueError, match="no examples"):
            finetune(str(gpt2_folder), [], tmp_path / "x", FinetuneConfig())

        assert not (tmp_path / "x").exists()


class FinetuneWithoutPeftTests:
    def test_error_names_the_requirements(self, gpt2_folder, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "peft", None)

        with pytest.raises(ModelUnavailable, match=r"pip install -r requirements-finetune\.txt"):
            finetune(str(gpt2_folder), EXAMPLES, tmp_path / "x", FinetuneConfig())
