"""How transformers models are loaded and run: where from, in which number type, on how many threads."""

import logging
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recdash.llm.config import Dtype, thread_count
from recdash.llm.errors import ModelUnavailable

if TYPE_CHECKING:
    import torch

_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+")


def is_hub_name(name: str) -> bool:
    """Return whether a name can only mean owner/model on a hub: no such folder, and exactly one slash."""
    return not Path(name).exists() and _HUB_NAME.fullmatch(name) is not None


def loading_options(name: str) -> dict[str, Any]:
    """Return the arguments that keep transformers offline unless the operator named a hub model."""
    return {"local_files_only": not is_hub_name(name)}


def read_tokenizer(name: str) -> Any:
    """Load the tokenizer of a folder or hub name; raise ModelUnavailable where there is none."""
    from transformers import AutoTokenizer

    try:
        return AutoTokenizer.from_pretrained(name, **loading_options(name))
    except (OSError, ValueError) as error:
        raise unavailable(name, error) from error


def read_model(model_class: Any, name: str, *, dtype: "torch.dtype", device: str) -> Any:
    """Load the weights of a folder or hub name for inference; raise ModelUnavailable where that fails."""
    try:
        model = model_class.from_pretrained(name, dtype=dtype, **loading_options(name))
    except (OSError, ValueError) as error:
        raise unavailable(name, error) from error
    return model.eval().to(device)


def unavailable(name: str, cause: Exception) -> ModelUnavailable:
    """Return the error for a model that cannot be loaded, with the first line of the cause."""
    first_line = str(cause).strip().split("\n")[0][:300]
    return ModelUnavailable(
        f"The model {name!r} cannot be loaded: {first_line}",
        remedy="Set RECDASH_LLM or RECDASH_TEXT_ENCODER to a folder that holds config.json, weights and tokenizer.",
    )


def use_threads(threads: int) -> None:
    """Let torch use the wanted number of threads, at most one a core."""
    wait_passively()
    import torch

    if torch.get_num_threads() != thread_count(threads):
        torch.set_num_threads(thread_count(threads))


def wait_passively() -> None:
    """Let threads of OpenMP sleep while they wait; must run before torch is first imported.

    By default they spin, and where other processes want the cores too, two spinning threads write ten times slower.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def torch_dtype(dtype: Dtype, device: str) -> "torch.dtype":
    """Return the torch type of a setting; "auto" is bfloat16 where the processor computes in it, else float32."""
    import torch

    if dtype == "auto":
        return torch.bfloat16 if device != "cpu" or has_bfloat16() else torch.float32
    chosen: torch.dtype = getattr(torch, dtype)
    return chosen


@cache
def has_bfloat16() -> bool:
    """Return whether the processor multiplies bfloat16 in hardware (AVX512-BF16 or AMX).

    Without it bfloat16 is emulated and slower than float32. Known for Linux on x86 only.
    """
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def quiet_transformers() -> None:
    """Switch off progress bars and hub telemetry; must run before transformers is first imported to be complete."""
    wait_passively()
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("TQDM_DISABLE", "1")
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity(logging.ERROR)
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
