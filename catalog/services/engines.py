"""The language model and the encoders that the settings name, loaded once a process."""

from functools import cache

from django.conf import settings

from recdash.llm.config import ImageEncoderConfig, LanguageModelConfig, TextEncoderConfig
from recdash.llm.registry import (
    image_encoder_dimension,
    load_image_encoder,
    load_language_model,
    load_text_encoder,
    weights_of,
)
from recdash.llm.types import ImageEncoder, LanguageModel, TextEncoder


def language_model() -> LanguageModel:
    """Return the model of RECDASH_LLM; only workers and commands call this."""
    return _language_model(settings.RECDASH_LLM)


def language_model_folder() -> str:
    """Return the folder or hub name of the model of RECDASH_LLM; raise ModelUnavailable for one on a server."""
    return weights_of(LanguageModelConfig.from_environment(_environment()))


def text_encoder() -> TextEncoder:
    """Return the encoder of RECDASH_TEXT_ENCODER."""
    return _text_encoder(settings.RECDASH_TEXT_ENCODER)


def image_encoder() -> ImageEncoder:
    """Return the encoder of RECDASH_IMAGE_ENCODER."""
    return _image_encoder(settings.RECDASH_IMAGE_ENCODER)


def image_dimension() -> int:
    """Return the length of the vectors that `image_encoder` gives, without loading it."""
    return image_encoder_dimension(settings.RECDASH_IMAGE_ENCODER)


@cache
def _language_model(name: str) -> LanguageModel:
    return load_language_model(LanguageModelConfig.from_environment({**_environment(), "RECDASH_LLM": name}))


@cache
def _text_encoder(name: str) -> TextEncoder:
    return load_text_encoder(TextEncoderConfig.from_environment({**_environment(), "RECDASH_TEXT_ENCODER": name}))


@cache
def _image_encoder(name: str) -> ImageEncoder:
    return load_image_encoder(ImageEncoderConfig.from_environment({**_environment(), "RECDASH_IMAGE_ENCODER": name}))


def _environment() -> dict[str, str]:
    return {name: str(getattr(settings, name)) for name in dir(settings) if name.startswith("RECDASH_")}
