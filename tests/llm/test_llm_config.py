"""Settings from the environment, and what follows from them."""

import os
from pathlib import Path

import pytest

from recdash.llm.batching import length_sorted_batches
from recdash.llm.config import ImageEncoderConfig, LanguageModelConfig, TextEncoderConfig, thread_count
from recdash.llm.errors import LanguageModelError
from recdash.llm.runtime import is_hub_name, loading_options
from recdash.llm.sink import hash_inputs


class FromEnvironmentTests:
    def test_defaults_hold_when_nothing_is_set(self):
        assert LanguageModelConfig.from_environment({}) == LanguageModelConfig()
        assert TextEncoderConfig.from_environment({}) == TextEncoderConfig()
        assert ImageEncoderConfig.from_environment({}) == ImageEncoderConfig()

    def test_settings_are_read(self):
        environment = {
            "RECDASH_LLM": "https://llm.example/v1",
            "RECDASH_LLM_API_KEY": "secret",
            "RECDASH_LLM_MODEL": "qwen",
            "RECDASH_LLM_TIMEOUT_SECONDS": "2.5",
            "RECDASH_TEXT_ENCODER": "minilm",
            "RECDASH_IMAGE_ENCODER": "fake",
            "RECDASH_DEVICE": "cuda",
            "RECDASH_THREADS": "3",
            "RECDASH_MODEL_DIR": "/models",
        }

        assert LanguageModelConfig.from_environment(environment) == LanguageModelConfig(
            name="https://llm.example/v1",
            device="cuda",
            threads=3,
            model_dir=Path("/models"),
            remote_model="qwen",
            api_key="secret",
            timeout_seconds=2.5,
        )
        assert TextEncoderConfig.from_environment(environment) == TextEncoderConfig("minilm", "cuda", threads=3)
        assert ImageEncoderConfig.from_environment(environment) == ImageEncoderConfig("fake", "cuda", threads=3)

    @pytest.mark.parametrize("value", ["soon", "-1"])
    def test_error_names_the_setting_when_a_number_is_none(self, value):
        with pytest.raises(LanguageModelError, match=f"RECDASH_LLM_TIMEOUT_SECONDS is '{value}'. Set"):
            LanguageModelConfig.from_environment({"RECDASH_LLM_TIMEOUT_SECONDS": value})


class ThreadCountTests:
    def test_count_never_exceeds_the_cores(self):
        cores = len(os.sched_getaffinity(0))

        assert [thread_count(0), thread_count(1), thread_count(1000)] == [cores, 1, cores]


class HubNameTests:
    def test_only_hub_names_may_reach_the_hub(self, tmp_path):
        names = ["openai/gpt2", str(tmp_path), "/a/b", "gpt2", "a/b/c"]

        assert [is_hub_name(name) for name in names] == [True, False, False, False, False]
        assert loading_options("openai/gpt2") == {"local_files_only": False}
        assert loading_options("/a/b") == {"local_files_only": True}


class LengthSortedBatchesTests:
    def test_longest_come_first_and_ties_keep_their_order(self):
        assert list(length_sorted_batches([1, 5, 3, 5, 2], 2)) == [[1, 3], [2, 4], [0]]

    def test_batches_hold_one_when_the_size_is_0(self):
        assert list(length_sorted_batches([1, 2], 0)) == [[1], [0]]

    def test_long_members_come_in_smaller_batches_when_cells_are_limited(self):
        lengths = [9, 4, 4, 4, 1, 1, 1, 1, 1]

        assert list(length_sorted_batches(lengths, 4, most_cells=8)) == [[0], [1, 2], [3, 4], [5, 6, 7, 8]]


class HashInputsTests:
    def test_hash_tells_where_prompts_end(self):
        assert hash_inputs(["ab", "c"], "") != hash_inputs(["a", "bc"], "")
        assert hash_inputs(["a"], "p") == hash_inputs(["a"], "p")
