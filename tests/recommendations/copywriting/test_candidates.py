"""Candidates: what each quality is worth, and which wording leads."""

import pytest

from recdash.llm.types import Generation
from recommendations.copywriting.audiences import EVERYONE, Audience
from recommendations.copywriting.candidates import (
    WEIGHTS,
    fact_coverage,
    rank_candidates,
    repeated_share,
    score_text,
    shape_faults,
    substance,
    tidy,
    with_brand,
)
from recommendations.copywriting.types import Fact, Finding

TITLE = "Nordkap commuter backpack"
DESCRIPTION = "A padded sleeve for a laptop."
FACTS = (
    Fact("colour:navy", "colour", "navy", "title:en", "navy"),
    Fact("size:20 l", "size", "20 l", "title:en", "20 l"),
)
PLAIN = "The Nordkap commuter backpack is a nice companion for a long day at work."


def _score(text: str, mean: float = -1.0, *, audience: Audience = EVERYONE, warnings: int = 0) -> float:
    return score_text(
        text, mean, title=TITLE, description=DESCRIPTION, facts=FACTS, audience=audience, warnings=warnings
    )


def _ranked(*generations: tuple[str, float], blocked: str = "") -> list[str]:
    def gate(text: str) -> list[Finding]:
        return [Finding("block", "x", 0, 1, "no")] if blocked and blocked in text else []

    ranked = rank_candidates(
        [Generation(text, mean, 9) for text, mean in generations],
        title=TITLE,
        description=DESCRIPTION,
        facts=FACTS,
        audience=EVERYONE,
        gate=gate,
    )
    return [candidate.text for candidate, _ in ranked]


class ScoreTextTests:
    def test_grows_by_its_weight_when_the_model_finds_it_likelier(self) -> None:
        assert _score(PLAIN, -0.5) - _score(PLAIN, -1.0) == pytest.approx(0.5)

    def test_falls_by_its_weight_when_a_finding_warns(self) -> None:
        assert _score(PLAIN) - _score(PLAIN, warnings=2) == pytest.approx(2 * WEIGHTS.warning)

    def test_grows_when_the_audience_is_addressed(self) -> None:
        addressed = _score(PLAIN, audience=Audience("function:work", "work"))

        assert addressed - _score(PLAIN) == pytest.approx(WEIGHTS.audience)

    def test_falls_when_the_sentence_does_not_end(self) -> None:
        assert _score(PLAIN) - _score(PLAIN.rstrip(".")) == pytest.approx(WEIGHTS.shape)


class PartTests:
    def test_share_of_the_facts_when_some_are_named(self) -> None:
        assert fact_coverage(frozenset({"navy"}), FACTS) == 0.5
        assert fact_coverage(frozenset({"navy", "20", "l"}), FACTS) == 1.0
        assert fact_coverage(frozenset(), ()) == 1.0

    def test_share_of_repeated_words_when_some_come_again(self) -> None:
        assert repeated_share(["bag", "and", "bag", "and", "strap", "zip"]) == 0.25
        assert repeated_share(["and", "the"]) == 0.0

    def test_share_of_the_products_words_when_some_are_others(self) -> None:
        assert substance(["laptop", "sleeve", "nice", "gift", "the"], DESCRIPTION) == 0.5

    @pytest.mark.parametrize(
        ("text", "faults"),
        [
            ("The backpack is here.", 0),
            ("The backpack is here", 1),
            ("The backpack for work.", 1),
            ("This is the backpack.", 1),
            ("The Nordkap commuter backpack.", 2),
        ],
    )
    def test_faults_counted_when_a_text_is_no_sentence(self, text: str, faults: int) -> None:
        assert shape_faults(text, TITLE) == faults

    @pytest.mark.parametrize(
        ("text", "tidied"),
        [
            ('"A bag."', "A bag."),
            ("A  bag.\n It is", "A bag."),
            ("A bag with", "A bag with"),
        ],
    )
    def test_without_marks_and_loose_ends_when_tidied(self, text: str, tidied: str) -> None:
        assert tidy(text) == tidied


class WithBrandTests:
    def test_the_sign_comes_back_when_the_brand_has_one(self) -> None:
        assert with_brand("The kestrel and pine vase.", "Kestrel & Pine") == "The Kestrel & Pine vase."
        assert with_brand("The Lumi lamp and vase.", "Lumi") == "The Lumi lamp and vase."


class RankCandidatesTests:
    def test_passing_first_when_a_likelier_one_is_blocked(self) -> None:
        other = "The padded sleeve of the Nordkap backpack keeps a laptop safe on the way to work."

        assert _ranked((PLAIN, -0.1), (other, -2.0), blocked="companion") == [other, PLAIN]

    def test_left_out_when_broken_as_language(self) -> None:
        ranked = rank_candidates(
            [Generation(PLAIN, -0.1, 9)],
            title=TITLE,
            description=DESCRIPTION,
            facts=FACTS,
            audience=EVERYONE,
            gate=lambda text: [],
            broken=lambda text: "companion" in text,
        )

        assert ranked == []

    def test_one_left_when_wordings_say_the_same(self) -> None:
        assert _ranked((PLAIN, -1.0), (PLAIN.replace("nice", "good"), -1.5)) == [PLAIN]

    def test_first_sentence_stands_alone_when_the_second_spoils_it(self) -> None:
        spoilt = f"{PLAIN} Commuter bag bag, a gift gift of gift for gift."

        assert _ranked((spoilt, -1.0))[0] == PLAIN

    def test_empty_when_nothing_was_written(self) -> None:
        assert _ranked(("", 0.0), ("   ", 0.0)) == []
