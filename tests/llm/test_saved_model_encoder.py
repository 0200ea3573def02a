"""An encoder that TensorFlow saved: a tiny one, made here where TensorFlow is installed."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from recdash.llm.config import TextEncoderConfig
from recdash.llm.errors import ModelUnavailable
from recdash.llm.registry import load_text_encoder

needs_tensorflow = pytest.mark.skipif(
    importlib.util.find_spec("tensorflow") is None,
    reason="TensorFlow is an extra that is not installed here: pip install -r requirements-tensorflow.txt",
)
WEIGHTS = [[0.5, -1.0, 2.0], [1.0, 3.0, 0.0]]  # of a text's length and its number of words


def config(folder: Path) -> TextEncoderConfig:
    return TextEncoderConfig(name=f"savedmodel:{folder}", threads=1, batch_size=2)


def expected(texts: list[str]) -> np.ndarray:
    rows = np.array([[len(text), len(text.split())] for text in texts]) @ np.array(WEIGHTS)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def save(folder: Path, *, is_callable: bool, wide: bool = True) -> Path:
    """Save a model that maps strings to rows: callable, or by a signature that gives a mapping."""
    import tensorflow as tf

    class Tiny(tf.Module):
        def __init__(self) -> None:
            super().__init__()
            self.weights = tf.Variable(WEIGHTS)

        @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
        def embed(self, texts):
            words = tf.strings.split(texts).row_lengths()
            counts = tf.stack([tf.strings.length(texts), tf.cast(words, tf.int32)], axis=1)
            rows = tf.matmul(tf.cast(counts, tf.float32), self.weights)
            return rows if wide else rows[:, 0]

        @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
        def serve(self, texts):
            return {"other": tf.zeros([1]), "outputs": self.embed(texts)}

    class Callable(Tiny):
        __call__ = Tiny.embed

    model = Callable() if is_callable else Tiny()
    signatures = None if is_callable else {"serving_default": model.serve}
    tf.saved_model.save(model, str(folder), signatures=signatures)
    return folder


@needs_tensorflow
class SavedModelEncoderEncodeTests:
    @pytest.mark.parametrize("is_callable", [True, False])
    def test_rows_are_the_normalised_rows_of_the_model(self, tmp_path, is_callable):
        texts = ["a blue mug", "boots", "socks of merino wool"]

        encoder = load_text_encoder(config(save(tmp_path / "tiny", is_callable=is_callable)))

        assert (encoder.name, encoder.dimension) == ("tiny", 3)
        assert encoder.encode(texts) == pytest.approx(expected(texts), abs=1e-6)
        assert encoder.encode(texts).dtype == np.float32

    def test_row_is_zero_when_text_is_blank(self, tmp_path):
        encoder = load_text_encoder(config(save(tmp_path / "tiny", is_callable=True)))

        rows = encoder.encode(["mug", " ", ""])

        assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 0, 0])
        assert encoder.encode([]).shape == (0, 3)

    def test_error_says_what_is_wanted_when_it_gives_no_rows(self, tmp_path):
        folder = save(tmp_path / "flat", is_callable=True, wide=False)

        with pytest.raises(ModelUnavailable, match=r"'flat' is no sentence encoder: .*shape \(1,\) for 1 texts"):
            load_text_encoder(config(folder))

    def test_error_names_the_missing_file_when_folder_holds_no_model(self, tmp_path):
        with pytest.raises(ModelUnavailable, match=r"holds no saved_model\.pb"):
            load_text_encoder(config(tmp_path))


class SavedModelEncoderInitTests:
    def test_error_names_the_requirements_when_tensorflow_is_absent(self, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "tensorflow", None)

        with pytest.raises(ModelUnavailable, match=r"pip install -r requirements-tensorflow\.txt"):
            load_text_encoder(config(tmp_path))
