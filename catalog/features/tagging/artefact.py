"""A trained extractor as a folder: written whole or not at all, read with nothing but its files."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from catalog.features.tagging.calibration import Calibration
from catalog.features.tagging.config import TaggingConfig
from catalog.features.tagging.crf import ClueTagger
from catalog.features.tagging.dictionary import Dictionary
from catalog.features.tagging.extractor import TaggedExtractor
from catalog.features.tagging.held_out import Decisions
from catalog.features.tagging.network import TokenNetwork
from catalog.features.tagging.pieces import PieceReader
from catalog.features.tagging.rescoring import Rescorer

CODE_VERSION = "1"  # raised when an older folder cannot be read, or would mean something else
_STATE, _CLUES = "extractor.json", "clues.crfsuite"


class UnreadableArtefact(ValueError):
    """The folder holds no extractor of this version of the code."""


def save_extractor(extractor: TaggedExtractor, folder: Path) -> None:
    """Write an extractor into a new folder."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder.parent))
    try:
        for number, network in enumerate(extractor.networks):
            network.save(unfinished / _network(number))
        (unfinished / _CLUES).write_bytes(extractor.clues.model)
        (unfinished / _STATE).write_text(json.dumps(_state(extractor), ensure_ascii=False), encoding="utf-8")
        unfinished.chmod(0o755)
        unfinished.replace(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def load_extractor(folder: Path, *, threads: int = 0) -> TaggedExtractor:
    """Read what `save_extractor` wrote; raise UnreadableArtefact for anything else."""
    try:
        state: dict[str, Any] = json.loads((folder / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableArtefact(f"{folder} holds no trained extractor: {error}") from error
    if state.get("code_version") != CODE_VERSION:
        raise UnreadableArtefact(f"{folder} was written by another version of the extractor: train it again.")
    names = tuple(state["names"])
    clues = ClueTagger((folder / _CLUES).read_bytes(), Dictionary.of_entries(state["dictionary"]), names)
    config = TaggingConfig(**{**state["config"], "threads": threads})
    networks = tuple(_read_network(folder / _network(number), names) for number in range(state["networks"]))
    return TaggedExtractor(names, networks, clues, PieceReader(), config, _decisions(state["decisions"]))


def _state(extractor: TaggedExtractor) -> dict[str, Any]:
    decisions = extractor.decisions
    rescorer = {name: weights.tolist() for name, weights in asdict(decisions.rescorer).items()}
    return {
        "code_version": CODE_VERSION,
        "names": extractor.names,
        "networks": len(extractor.networks),
        "config": asdict(extractor.config),
        "decisions": {
            "rescorer": rescorer,
            "least": decisions.least,
            "sure": decisions.sure,
            "calibration": asdict(decisions.calibration),
            "metrics": dict(decisions.metrics),
        },
        "dictionary": extractor.clues.dictionary.entries(),
    }


def _decisions(state: Mapping[str, Any]) -> Decisions:
    calibration = Calibration(tuple(state["calibration"]["scores"]), tuple(state["calibration"]["shares"]))
    rescorer = Rescorer(**{name: np.array(weights) for name, weights in state["rescorer"].items()})
    return Decisions(rescorer, state["least"], state["sure"], calibration, state["metrics"])


def _read_network(file: Path, names: tuple[str, ...]) -> TokenNetwork:
    network = TokenNetwork(1 + 2 * len(names))
    network.load(file)
    return network


def _network(number: int) -> str:
    return f"network-{number}.safetensors"
