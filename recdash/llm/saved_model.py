"""Sentence encoders that TensorFlow saved (SavedModel), such as those of TensorFlow Hub; an optional extra."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from recdash.llm.config import TextEncoderConfig, thread_count
from recdash.llm.errors import ModelUnavailable
from recdash.llm.types import FloatMatrix

SCHEME = "savedmodel:"
_SIGNATURE = "serving_default"
_OUTPUTS = ("default", "outputs", "sentence_embedding", "embedding", "output_0")  # names in use, likeliest first


class SavedModelEncoder:
    """A SavedModel that maps a vector of strings to a matrix: callable itself, or by its signature serving_default."""

    def __init__(self, config: TextEncoderConfig) -> None:
        folder = Path(config.name.removeprefix(SCHEME)).expanduser()
        self.name = folder.name
        self._batch_size = config.batch_size
        self._tensorflow = _import_tensorflow()
        _require_saved_model(folder)
        _limit(self._tensorflow, config)
        self._loaded = self._tensorflow.saved_model.load(str(folder))  # keeps the variables alive
        self._call = _callable_of(self._tensorflow, self._loaded, folder)
        self.dimension = int(self._rows(["a"]).shape[1])

    def encode(self, texts: Sequence[str]) -> FloatMatrix:
        """Return L2-normalised rows, see TextEncoder."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        filled = [index for index, text in enumerate(texts) if text.strip()]
        for start in range(0, len(filled), self._batch_size):
            batch = filled[start : start + self._batch_size]
            rows[batch] = self._rows([texts[index] for index in batch])
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        normalised: FloatMatrix = np.divide(rows, norms, out=rows, where=norms > 0)
        return normalised

    def _rows(self, texts: list[str]) -> FloatMatrix:
        """Return the model's own rows, shape (len(texts), dimension); raise ModelUnavailable for another shape."""
        rows = np.asarray(_matrix_of(self._call(self._tensorflow.constant(texts))), dtype=np.float32)
        if rows.ndim != 2 or len(rows) != len(texts):
            raise _unusable(self.name, f"it gives an array of shape {rows.shape} for {len(texts)} texts")
        return rows


def _import_tensorflow() -> Any:
    try:
        import tensorflow
    except ImportError as error:
        raise ModelUnavailable(
            "An encoder saved by TensorFlow needs TensorFlow, which is not installed.",
            remedy="Run pip install -r requirements-tensorflow.txt, or set RECDASH_TEXT_ENCODER to another encoder.",
        ) from error
    return tensorflow


def _require_saved_model(folder: Path) -> None:
    if not (folder / "saved_model.pb").is_file():
        raise ModelUnavailable(
            f"RECDASH_TEXT_ENCODER names {str(folder)!r}, which holds no saved_model.pb.",
            remedy=f"Set it to {SCHEME}FOLDER, where FOLDER holds saved_model.pb and variables.",
        )


def _limit(tensorflow: Any, config: TextEncoderConfig) -> None:
    """Hold TensorFlow to the wanted threads and device, as far as it has not started computing."""
    try:
        tensorflow.config.threading.set_intra_op_parallelism_threads(thread_count(config.threads))
        tensorflow.config.threading.set_inter_op_parallelism_threads(1)
        if config.device == "cpu":
            tensorflow.config.set_visible_devices([], "GPU")
    except RuntimeError:
        return  # TensorFlow runs already in this process, with the limits it was given then


def _callable_of(tensorflow: Any, loaded: Any, folder: Path) -> Callable[[Any], Any]:
    if callable(loaded):
        hub_call: Callable[[Any], Any] = loaded  # as TensorFlow Hub saves them
        return hub_call
    signature = loaded.signatures.get(_SIGNATURE)
    inputs = signature.structured_input_signature[1] if signature is not None else {}
    names = [name for name, spec in inputs.items() if spec.dtype == tensorflow.string]
    if len(names) != 1 or len(inputs) != 1:
        raise _unusable(folder.name, "it is not callable and its serving_default does not take strings alone")
    return lambda texts: signature(**{names[0]: texts})


def _matrix_of(outputs: Any) -> Any:
    """Return the tensor of an answer that may be a mapping of several."""
    if not isinstance(outputs, Mapping):
        return outputs
    known = [outputs[name] for name in _OUTPUTS if name in outputs]
    return known[0] if known else next(iter(outputs.values()))


def _unusable(name: str, reason: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"The SavedModel {name!r} is no sentence encoder: {reason}.",
        remedy="Set RECDASH_TEXT_ENCODER to one that maps a vector of strings to one row of numbers each.",
    )
