"""SASRec by RecBole: its dataset, its trainer, its early stopping."""

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from recommendations.training.recommender import FloatMatrix, Histories, Progress, Recommender, TrainingData, silent

_USERS_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class SASRecConfig:
    """What differs from RecBole's own settings (2 layers, 2 heads, 64 numbers, dropout .5, batches of 2,048)."""

    longest: int = 20  # latest items of a history; RecBole's 50 takes three times as long
    epochs: int = 60  # at most
    patience: int = 5  # epochs without a better NDCG@10 on the held-out items


class RecBoleSASRec(Recommender):
    """Self-attentive sequential recommendation (Kang and McAuley 2018), full softmax, as RecBole trains it."""

    name = "recbole_sasrec"

    def __init__(self, seed: int = 0, config: SASRecConfig | None = None) -> None:
        self.seed = seed
        self.config = config or SASRecConfig()

    def fit(self, data: TrainingData, progress: Progress = silent) -> None:
        """Fit to the sequences; the held-out items decide when to stop."""
        _give_back_old_names()
        from recbole.config import Config
        from recbole.data import create_dataset, data_preparation
        from recbole.model.sequential_recommender import SASRec
        from recbole.trainer import Trainer
        from recbole.utils import init_seed

        with tempfile.TemporaryDirectory() as folder:
            _write(Path(folder) / "sequences" / "sequences.inter", data)
            config = Config(model="SASRec", dataset="sequences", config_dict=self._settings(folder))
            init_seed(self.seed, reproducibility=True)
            dataset = create_dataset(config)
            train, held_out, _ = data_preparation(config, dataset)
            self.model = SASRec(config, train.dataset).to(config["device"])
            with contextlib.chdir(folder):  # it leaves logs where it runs
                Trainer(config, self.model).fit(train, held_out, saved=True, show_progress=False)
            self._load_best(folder)
        names = dataset.field2token_id["item_id"]
        self.places = np.array([names.get(str(item), 0) for item in range(data.n_items)])  # 0: RecBole's padding

    def scores(self, histories: Histories) -> FloatMatrix:
        return np.concatenate(list(self._scored(histories)))

    def _scored(self, histories: Histories) -> Iterator[FloatMatrix]:
        import torch

        self.model.eval()
        with torch.inference_mode():
            for start in range(0, len(histories), _USERS_AT_ONCE):
                rows = [self.places[list(history)] for history in histories[start : start + _USERS_AT_ONCE]]
                known = [row[row > 0][-self.config.longest :] for row in rows]
                asked = {
                    "item_id_list": torch.tensor([[*row, *[0] * (self.config.longest - len(row))] for row in known]),
                    "item_length": torch.tensor([max(1, len(row)) for row in known]),
                }
                found = self.model.full_sort_predict(asked).numpy()
                yield np.where(self.places > 0, found[:, self.places], found.min()).astype(np.float32)

    def _settings(self, folder: str) -> dict[str, Any]:
        return {
            "data_path": folder,
            "checkpoint_dir": folder,
            "load_col": {"inter": ["user_id", "item_id", "timestamp"]},
            "eval_args": {"split": {"LS": "valid_only"}, "group_by": "user", "order": "TO", "mode": "full"},
            "metrics": ["NDCG"],
            "topk": [10],
            "valid_metric": "NDCG@10",
            "train_neg_sample_args": None,  # the loss runs over all items
            "MAX_ITEM_LIST_LENGTH": self.config.longest,
            "epochs": self.config.epochs,
            "stopping_step": self.config.patience,
            "use_gpu": False,
            "seed": self.seed,
            "state": "ERROR",
        }

    def _load_best(self, folder: str) -> None:
        import torch

        newest = max(Path(folder).glob("*.pth"), key=lambda path: path.stat().st_mtime)
        self.model.load_state_dict(torch.load(newest, weights_only=False)["state_dict"])


def _write(path: Path, data: TrainingData) -> None:
    """Write the sequences, each with its held-out item as the last one, in RecBole's format."""
    path.parent.mkdir(parents=True)
    held_out = data.held_out if data.held_out is not None else [-1] * len(data.sequences)
    with path.open("w", encoding="utf-8") as file:
        file.write("user_id:token\titem_id:token\ttimestamp:float\n")
        for user, (sequence, last) in enumerate(zip(data.sequences, held_out, strict=True)):
            items = [*sequence, last] if last >= 0 else sequence
            file.writelines(f"{user}\t{item}\t{at}\n" for at, item in enumerate(items))


def _give_back_old_names() -> None:
    """Define what RecBole 1.2.1 asks of numpy and numpy 2 has under other names."""
    for old, new in {"float_": "float64", "complex_": "complex128", "unicode_": "str_"}.items():
        if not hasattr(np, old):
            setattr(np, old, getattr(np, new))
