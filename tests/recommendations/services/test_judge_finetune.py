"""Examples for fine-tuning: what shoppers liked at a moment, and what they took later."""

import pytest
from django.core.management import CommandError, call_command

from recommendations.services.judge_finetune import folder_examples, shop_examples
from tests.recommendations.evaluation.test_judge_folder import folder  # noqa: F401  (fixture)
from tests.recommendations.services.test_judge import fresh_figures, shop  # noqa: F401  (fixtures)


class ShopExamplesTests:
    def test_examples_are_likes_in_the_judges_prompt_and_a_title_of_the_kind(self, shop):  # noqa: F811
        examples = shop_examples(most=15, seed=0)

        assert len(examples) == 15
        for prompt, title in examples:
            kind = title.split()[0]
            assert prompt.startswith(f"Name a product for someone who likes {kind} {kind} number")
            assert title not in prompt

    def test_there_are_none_without_a_history(self, db):
        assert shop_examples(most=15, seed=0) == []


class FolderExamplesTests:
    def test_histories_are_cut_by_turns(self, folder):  # noqa: F811
        examples = folder_examples(folder, most=6, seed=1)

        # One game of the first history has no title.
        assert [prompt.count("game") for prompt, _ in examples] == [6, 2, 5, 7, 2, 5]
        assert all(title.split()[0] in prompt for prompt, title in examples)


class FinetuneJudgeCommandTests:
    def test_a_model_without_weights_is_refused_with_a_remedy(self, db, tmp_path):
        with pytest.raises(CommandError, match="RECDASH_LLM is 'fake', which has no weights here"):
            call_command("finetune_judge", tmp_path / "out")
