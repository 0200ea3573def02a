"""Short lists of candidates: how they are read, ranked, and learned from."""

import gzip
import json
import os
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from recdash.llm.fake import FakeTextEncoder
from recommendations.evaluation.judge_files import Step
from recommendations.evaluation.rerank_lists import RerankSet, drawn_lists, published_lists
from recommendations.evaluation.rerank_report import list_ranks, published_rows, rerank_row
from recommendations.evaluation.rerank_trial import RerankTrial, rerank_report
from recommendations.management.commands import evaluate_rerank
from recommendations.training.blend.recdash import Recdash, RecdashConfig, Source
from recommendations.training.chance_and_popularity import PopularityRecommender, item_counts
from recommendations.training.linear.item_knn import DecayedItemKNN

GAMES = (
    Path(os.environ.get("RECDASH_DATA_DIR") or Path(__file__).parents[4] / "shared" / "data") / "amazon_games_rerank"
)
USERS, ITEMS = 120, 60
Found = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Users who take one item of a cycle after the other: from its last item, the next is known."""
    titles = [f"game {item}" for item in range(ITEMS)]
    rows = [f"{item}\t{title}" for item, title in enumerate(titles)]
    (tmp_path / "Tiny.item").write_text("\n".join(["item_id:token\ttitle:token_seq", *rows]))
    walks = [[(7 * user + step) % ITEMS for step in range(9)] for user in range(USERS)]
    for part, length in (("valid", 7), ("test", 8)):
        lines = [f"u{user}\t{' '.join(map(str, walk[:length]))}\t{walk[length]}" for user, walk in enumerate(walks)]
        with gzip.open(tmp_path / f"Tiny.{part}.inter.gz", "wt") as stream:
            stream.write("\n".join(["user_id\titem_id_list\titem_id", *lines]))
    chance = np.random.default_rng(5)
    asked = [f"u{user}\t{' '.join(map(str, chance.permutation(ITEMS)[:30]))}" for user in range(0, USERS, 3)]
    (tmp_path / "Tiny.random").write_text("\n".join(asked))
    return tmp_path


def small_recdash() -> Recdash:
    sources = {
        "item_knn_decayed": Source(DecayedItemKNN(), "strengths"),
        "popularity": Source(PopularityRecommender(), "strengths"),
    }
    return Recdash(RecdashConfig(weighed_users=20), sources)


class PublishedListsTests:
    def test_target_comes_first_and_the_first_19_others_follow(self, tmp_path: Path) -> None:
        (tmp_path / "x.random").write_text("b\t" + " ".join(map(str, range(40))))

        lists = published_lists(tmp_path, [Step((50,), 51, "a"), Step((60, 61), 3, "b")])

        assert lists.histories == [[60, 61]]
        assert lists.candidates.tolist() == [[3, 0, 1, 2, *range(4, 20)]]

    @pytest.mark.parametrize(
        ("line", "told"), [("c\t1 2 3", "user c, who is not"), ("a\t1 2 3", "fewer than 19 candidates for user a")]
    )
    def test_refused_when_the_lists_do_not_fit(self, tmp_path: Path, line: str, told: str) -> None:
        (tmp_path / "x.random").write_text(line)

        with pytest.raises(ValueError, match=told):
            published_lists(tmp_path, [Step((50,), 51, "a")])

    def test_file_that_is_missing_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match=r"holds no \*\.random"):
            published_lists(tmp_path, [])


class DrawnListsTests:
    def test_target_stands_among_19_others_that_the_user_never_took(self) -> None:
        histories = [[0, 1, 2], [3], [4, 5]]

        lists = drawn_lists(histories, [6, 7, 8], 40, most=2, seed=1)

        assert len(lists) == 2
        for history, row in zip(lists.histories, lists.candidates.tolist(), strict=True):
            assert row[0] == [6, 7, 8][histories.index(history)]
            assert len(set(row)) == 20
            assert not set(row) & set(history)


class RerankSetTests:
    def test_numbers_are_shuffled_and_titles_go_with_them(self, folder: Path) -> None:
        data = RerankSet.read(folder)

        named = [[data.titles[item] for item in row] for row in data.train]
        assert named[2] == [f"game {item}" for item in range(14, 21)]
        assert data.titles[data.held_out[2]] == "game 21"
        assert data.titles != [f"game {item}" for item in range(ITEMS)]
        assert len(data.test) == USERS // 3
        assert [data.titles[item] for item in data.test.histories[1]] == [f"game {item}" for item in range(21, 29)]
        assert data.titles[data.test.candidates[1, 0]] == "game 29"

    @pytest.mark.shared_data
    @pytest.mark.skipif(not GAMES.is_dir(), reason=f"the public data are not at {GAMES}: set RECDASH_DATA_DIR")
    def test_public_lists_have_the_published_difficulty(self) -> None:
        data = RerankSet.read(GAMES)
        seen = [[*history, item] for history, item in zip(data.train, data.held_out, strict=True)]

        scores = item_counts(seen, len(data.titles))[data.test.candidates]

        row = rerank_row(list_ranks(scores, np.zeros_like(scores)))
        published = {one["model"]: one for one in published_rows()}["popularity"]
        assert (len(data.test), len(data.titles), len(data.train)) == (200, 16859, 50546)
        assert [row["ndcg_at_1"], row["ndcg_at_5"]] == [0.275, 0.4735]
        assert abs(row["ndcg_at_10"] - published["ndcg_at_10"]) < 0.01


class ListRanksTests:
    def test_equal_scores_stand_by_popularity_and_what_is_equal_in_both_before_the_target(self) -> None:
        scores = np.array([[2, 1, 0], [0, 0, 0], [0, 0, 0], [1, 2, 3]], dtype=np.float32)
        popularity = np.array([[0, 9, 9], [5, 4, 3], [5, 5, 3], [9, 0, 0]], dtype=np.float32)

        assert list_ranks(scores, popularity).tolist() == [1, 1, 2, 3]

    def test_row_gives_gains_with_intervals(self) -> None:
        row = rerank_row(np.array([1, 3, 15]))

        assert row["ndcg_at_1"] == pytest.approx(1 / 3, abs=1e-4)
        assert row["ndcg_at_10"] == pytest.approx(1.5 / 3, abs=1e-4)
        assert row["ndcg_at_20"] == pytest.approx(1.75 / 3, abs=1e-4)
        assert row["intervals"]["ndcg_at_1"]["low"] == 0.0


class RerankTrialTests:
    def test_neighbours_outweigh_popularity_where_they_tell_the_next_item(self, folder: Path) -> None:
        data = RerankSet.read(folder)
        content = np.zeros((ITEMS, 4), dtype=np.float32)
        trial = RerankTrial(data, content, small_recdash())

        validation = trial.fit(lambda _: None, lists=80)
        report = rerank_report(trial, data, fit="train", seed=0)

        rows = {row["model"]: row for row in report["rows"]}
        assert list(rows) == ["recdash", "item_knn_decayed", "popularity", "text_similarity"]
        assert report["ndcg_at_1"] == rows["recdash"]["ndcg_at_1"] >= rows["popularity"]["ndcg_at_1"] + 0.3
        assert report["leads"]["popularity"]["ndcg_at_10"]["low"] > 0
        assert validation["ndcg_at_1"] > 0.5

    def test_refit_reads_the_validation_items_and_keeps_the_weights(self, folder: Path) -> None:
        data = RerankSet.read(folder)
        recdash = small_recdash()
        trial = RerankTrial(data, np.zeros((ITEMS, 4), dtype=np.float32), recdash)
        trial.fit(lambda _: None, lists=60)
        before, counts = trial.model, recdash.sources["popularity"].model.scores([[]])[0]

        trial.refit(lambda _: None)

        after = recdash.sources["popularity"].model.scores([[]])[0]
        assert trial.model is before
        assert (after - counts).tolist() == np.bincount(data.held_out, minlength=ITEMS).tolist()


class EvaluateRerankTests:
    def run(self, folder: Path, *options: str) -> Found:
        out = StringIO()
        call_command("evaluate_rerank", str(folder), *options, "--json", stdout=out)
        return dict(json.loads(out.getvalue().splitlines()[-1]))

    def test_report_names_all_models_and_published_rows(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(evaluate_rerank, "content_vectors", FakeTextEncoder().encode)
        monkeypatch.setattr(evaluate_rerank, "recommender", lambda seed: small_recdash())

        found = self.run(folder, "--refit", "--seed", "3")

        assert {"ndcg_at_1", "ndcg_at_5", "ndcg_at_10", "intervals", "leads", "validation"} <= set(found)
        assert [(row["model"], row["fit"]) for row in found["rows"]][::4] == [
            ("recdash", "train"),
            ("recdash", "refit"),
        ]
        assert {"popularity", "sasrec", "gpt-4"} <= {row["model"] for row in found["published"]}
        assert (found["seed"], found["lists"]) == (3, USERS // 3)

    def test_refused_when_the_folder_is_not_one(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"holds no \*\.item"):
            self.run(tmp_path)

    def test_recommender_has_one_sequence_model_with_the_seed(self) -> None:
        sources = evaluate_rerank.recommender(7).sources

        logits = [source.model for source in sources.values() if source.kind == "logits"]
        assert [model.config.seed for model in logits] == [7]  # type: ignore[attr-defined]
        assert {"ridge", "ease", "item_knn_decayed", "popularity"} <= set(sources)
