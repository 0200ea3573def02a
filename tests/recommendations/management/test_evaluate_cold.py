"""The command that asks for items nobody has taken."""

import json
import os
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from recommendations.evaluation.window_files import read_windows
from recommendations.management.commands import evaluate_cold
from tests.recommendations.training.test_cold_items import EACH, shop

DATA = Path(os.environ.get("RECDASH_DATA_DIR") or Path(__file__).parents[4] / "shared" / "data")
WINDOWS = DATA / "amazon_industrial_text"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The sequences of the synthetic shop, with a text for each item that names its group."""
    data, _ = shop()
    rows = [[*row, item] for row, item in zip(data.sequences, data.held_out or [], strict=True)]
    lines = [" ".join(map(str, [f"user{number}", *row])) for number, row in enumerate(rows)]
    (tmp_path / "sequences.txt").write_text("\n".join(lines))
    (tmp_path / "text.txt").write_text("\n".join(f"{item} group {item // EACH}" for item in range(data.n_items)))
    return ["--sequences", str(tmp_path / "sequences.txt"), "--text", str(tmp_path / "text.txt")]


def run(*options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("evaluate_cold", *options, "--json", stdout=out)
    return dict(json.loads(out.getvalue().splitlines()[-1]))


def by_group(texts: list[str]) -> np.ndarray:
    return np.eye(10, dtype=np.float32)[[int(text.split()[-1]) for text in texts]]


class EvaluateColdTests:
    def test_mean_of_the_repeats_is_reported_with_each(self, files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(evaluate_cold, "content_vectors", by_group)

        found = run(*files, "--share", "0.4", "--seed", "2", "--repeats", "2")

        assert [one["seed"] for one in found["repeats"]] == [2, 3]
        recalls = [one["recall_at_10"] for one in found["repeats"]]
        assert found["recall_at_10"] == pytest.approx(sum(recalls) / 2, abs=1e-4)
        assert min(recalls) > 10 / found["repeats"][0]["cold_items"]
        assert {"recall_at_50", "times_random_at_10", "times_random_at_50", "share"} <= set(found)

    def test_refused_when_there_are_no_texts(self, files: list[str]) -> None:
        with pytest.raises(CommandError, match="--text"):
            run(*files[:2])

    @pytest.mark.shared_data
    @pytest.mark.skipif(not WINDOWS.is_dir(), reason=f"the public data are not at {DATA}: set RECDASH_DATA_DIR")
    def test_public_windows_become_sequences_without_a_gap(self) -> None:
        found, texts = read_windows(WINDOWS)

        assert (len(found.users), sum(map(len, found.sequences))) == (3285, 22743)
        assert all(texts)
