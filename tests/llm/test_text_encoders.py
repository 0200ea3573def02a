"""The BERT-family encoder from a folder."""

import json
import shutil

import numpy as np
import pytest

from recdash.llm.config import TextEncoderConfig
from recdash.llm.encoder import BertEncoder

TEXTS = ("A blue backpack", "Soft grey beanie knitted from merino wool", "mug")


@pytest.fixture(scope="module")
def encoder(bert_folder) -> BertEncoder:
    return BertEncoder(str(bert_folder), TextEncoderConfig(threads=1, batch_size=2))


class BertEncoderEncodeTests:
    def test_rows_are_the_normalised_mean_of_the_last_layer(self, encoder):
        import torch

        inputs = encoder.tokenizer(TEXTS[1], return_tensors="pt")
        with torch.inference_mode():
            mean = encoder.network(**inputs).last_hidden_state[0].mean(0).numpy()

        row = encoder.encode(TEXTS)[1]

        assert row == pytest.approx(mean / np.linalg.norm(mean), abs=1e-5)

    def test_batch_equals_single(self, encoder):
        together = encoder.encode(TEXTS)

        alone = np.concatenate([encoder.encode([text]) for text in TEXTS])

        assert together == pytest.approx(alone, abs=1e-5)

    def test_row_is_zero_when_text_is_blank(self, encoder):
        rows = encoder.encode(["mug", " ", ""])

        assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 0, 0], abs=1e-6)
        assert rows.dtype == np.float32

    def test_shape_is_kept_when_batch_is_empty(self, encoder):
        assert encoder.encode([]).shape == (0, encoder.dimension)

    def test_first_token_is_taken_when_the_folder_says_so(self, bert_folder, tmp_path, encoder):
        import torch

        folder = tmp_path / "cls"
        shutil.copytree(bert_folder, folder)
        (folder / "1_Pooling").mkdir()
        (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": True}))

        row = BertEncoder(str(folder), TextEncoderConfig(threads=1)).encode(["mug"])[0]

        with torch.inference_mode():
            first = encoder.network(**encoder.tokenizer("mug", return_tensors="pt")).last_hidden_state[0, 0].numpy()
        assert row == pytest.approx(first / np.linalg.norm(first), abs=1e-5)

    def test_long_text_is_cut_at_the_limit_of_the_model(self, encoder):
        rows = encoder.encode(["mug " * 500, "mug " * 62])

        assert rows[0] == pytest.approx(rows[1], abs=1e-5)
