"""A re-ranking folder as cases for the judge, and the trial on them."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from django.core.management import call_command

from recdash.llm.fake import FakeTextEncoder
from recommendations.evaluation.judge_files import CANDIDATES, RerankFolder, Step, questions
from recommendations.evaluation.judge_folder_cases import FolderCases

KINDS = ("racing", "puzzle", "farming", "chess")
USERS, ITEMS = 60, 80


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Games of four kinds, and users who keep to one of them; the last game has no title."""
    titles = [f"{KINDS[item % 4]} game {item}" for item in range(ITEMS - 1)]
    rows = [f"{item}\t{title}" for item, title in enumerate(titles)]
    (tmp_path / "Tiny.item").write_text("\n".join(["item_id:token\ttitle:token_seq", *rows, f"{ITEMS - 1}\t"]))
    chance = np.random.default_rng(3)
    drawn = [[int(4 * at + user % 4) for at in chance.permutation(ITEMS // 4)[:9]] for user in range(USERS)]
    for part, length in (("valid", 7), ("test", 8)):
        lines = [f"{user}\t{' '.join(map(str, items[:length]))}\t{items[length]}" for user, items in enumerate(drawn)]
        with gzip.open(tmp_path / f"Tiny.{part}.inter.gz", "wt") as stream:
            stream.write("\n".join(["user\titems\titem", *lines]))
    return tmp_path


class RerankFolderTests:
    def test_titles_and_steps_are_read(self, folder):
        read = RerankFolder.read(folder)

        assert (read.titles[5], read.titles[-1], len(read.titles)) == ("puzzle game 5", "", ITEMS)
        assert len(read.valid) == len(read.test) == USERS
        assert read.test[4].history == (*read.valid[4].history, read.valid[4].target)

    def test_missing_file_is_named(self, tmp_path):
        with pytest.raises(FileNotFoundError, match=r"holds no \*\.item"):
            RerankFolder.read(tmp_path)


class QuestionsTests:
    def test_target_stands_among_strangers_and_histories_are_cut_by_turns(self):
        steps = [Step(tuple(range(8)), 8)] * 6

        asked = questions(steps, 40, most=6, seed=1)

        assert [len(question.history) for question in asked] == [8, 2, 5, 8, 2, 5]
        assert asked[1].history == (6, 7)
        for question in asked:
            assert len(set(question.candidates)) == CANDIDATES
            assert 8 in question.candidates
            assert not set(question.candidates) & set(range(8))
        assert len({question.candidates.index(8) for question in asked}) > 1

    def test_questions_are_the_same_for_a_seed(self):
        steps = [Step((1, 2, 3), 4)] * 5

        assert questions(steps, 50, most=3, seed=2) == questions(steps, 50, most=3, seed=2)


class FolderCasesTests:
    def test_base_knows_neighbours_and_likes_are_the_latest_titles(self, folder):
        read = RerankFolder.read(folder)
        maker = FolderCases(read, FakeTextEncoder())
        asked = questions(read.test, len(read.titles), most=12, seed=0)

        cases = maker.cases(asked, choose_mix=True)

        assert cases[0].likes[0] == read.titles[asked[0].history[-1]]
        assert [case.history_length for case in cases[:3]] == [8, 2, 5]
        assert all(case.wanted.sum() == 1 for case in cases)
        ranks = [int((case.base >= case.base[case.wanted][0]).sum()) for case in cases]
        assert np.mean(ranks) < CANDIDATES / 3


class EvaluateJudgeCommandTests:
    def test_report_of_a_folder_compares_never_always_and_router(self, db, folder, capsys):
        call_command("evaluate_judge", rerank=folder, most=USERS, json=True)

        output = capsys.readouterr().out
        report = json.loads(output.splitlines()[-1])
        learned = report["validation"]["model"]
        assert learned["ndcg_router"] >= max(learned["ndcg_never"], learned["ndcg_always"]) - 1e-4
        assert report["test"]["student"]["lists"] == USERS
        assert {row["history"] for row in report["test"]["model"]["rows"]} == {"0–2", "3–5", "6–10"}
        assert "test, student" in output
