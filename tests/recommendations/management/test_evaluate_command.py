"""Tests of `evaluate` on files small enough to know."""

import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from recommendations.evaluation.sequences import Entrant, evaluate
from recommendations.management.sequence_evaluation import MODELS, question

DATA = Path(os.environ.get("RECDASH_DATA_DIR") or Path(__file__).parents[4] / "shared" / "data")
BEAUTY = DATA / "amazon_beauty_sequences"
CHEAP = ("--models", "item_knn_decayed", "popularity", "random")


@pytest.fixture
def circle(tmp_path) -> Path:
    """Write users who walk round twelve items, each from another start."""
    file = tmp_path / "sequences.txt"
    lines = [" ".join([f"u{user}", *(str((user + step) % 12) for step in range(7))]) for user in range(60)]
    file.write_text("\n".join(lines))
    return file


def run(*arguments: str) -> dict:
    out = StringIO()
    call_command("evaluate", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue().splitlines()[-1])


class EvaluateCommandTests:
    def test_rows_are_told_for_both_fits(self, circle):
        result = run("--sequences", str(circle), *CHEAP)

        assert [(row["model"], row["fit"]) for row in result["rows"]] == [
            ("item_knn_decayed", "train"),
            ("popularity", "train"),
            ("random", "train"),
            ("item_knn_decayed", "refit"),
            ("popularity", "refit"),
            ("random", "refit"),
        ]
        assert result["users"] == 60
        assert result["peak_memory_mb"] > 0

    def test_what_is_next_on_the_circle_is_found_by_neighbours(self, circle):
        knn, popular, _ = run("--sequences", str(circle), *CHEAP, "--no-refit")["rows"]

        assert knn["hr_at_5"] == 1.0
        assert knn["ndcg_at_10"] > popular["ndcg_at_10"]

    def test_order_keys_part_the_users(self, circle, tmp_path):
        keys = tmp_path / "keys.tsv"
        keys.write_text("".join(f"{item}\t{item}\n" for item in range(12)))

        row = run("--sequences", str(circle), *CHEAP, "--no-refit", "--order-keys", str(keys))["rows"][0]

        assert row["ndcg_at_10_order_mean"] == pytest.approx(
            (row["ndcg_at_10_up"] + row["ndcg_at_10_down"]) / 2, abs=1e-5
        )

    def test_same_seed_gives_the_same_rows(self, circle):
        first, second = (run("--sequences", str(circle), *CHEAP, "--seed", "5")["rows"][2] for _ in range(2))

        assert first["ndcg_at_10"] == second["ndcg_at_10"]

    def test_interactions_are_asked_for_a_random_quarter(self, tmp_path):
        file = tmp_path / "ratings.inter"
        rows = [f"{user}\t{(user + step) % 12}\t5\t{step}" for user in range(60) for step in range(8)]
        file.write_text("\n".join(["user\titem\trating\ttimestamp", *rows]))

        result = run("--interactions", str(file))

        assert [row["model"] for row in result["rows"]] == [
            "recdash", "ease", "item_knn_decayed", "popularity", "random",
        ]  # fmt: skip
        assert result["protocol"] == "random_split"

    def test_command_is_refused_when_no_file_is_named(self):
        with pytest.raises(CommandError, match="--sequences or with --interactions"):
            call_command("evaluate")

    def test_command_is_refused_when_the_file_says_too_little(self, tmp_path):
        (tmp_path / "bad.txt").write_text("u1\n")

        with pytest.raises(CommandError, match="line 1: user u1 has no items"):
            call_command("evaluate", "--sequences", str(tmp_path / "bad.txt"))


@pytest.mark.shared_data
@pytest.mark.skipif(not BEAUTY.is_dir(), reason=f"the public data are not at {DATA}: set RECDASH_DATA_DIR")
class BeautyTests:
    def test_neighbours_have_the_figures_of_the_benchmark_on_the_validation_items(self):
        options = {"sequences": BEAUTY / "sequences.txt", "text": None, "item_keys": None, "seed": 0}
        options |= {"order_keys": BEAUTY / "item_asin.tsv", "protocol": "leave_last_out", "part": "valid"}

        result = evaluate(question(options), [Entrant(MODELS["item_knn_decayed"](0))], refit=False)

        row = result["rows"][0]
        assert result["users"] == 22_363
        assert row["ndcg_at_10"] == pytest.approx(0.0537, abs=2e-4)
        assert row["ndcg_at_10_order_mean"] == pytest.approx(0.0469, abs=2e-4)
