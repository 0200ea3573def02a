"""Drafts: the model's best wording that passes the gate, else a template's."""

from collections.abc import Sequence

import pytest

from recdash.llm.fake import FakeLanguageModel
from recdash.llm.types import Generation
from recommendations.copywriting import guardrails
from recommendations.copywriting.audiences import EVERYONE, Audience
from recommendations.copywriting.drafting import ATTEMPTS, Brief, Draft, write_drafts
from recommendations.copywriting.prompt import copy_prompt
from recommendations.copywriting.types import ProductSheet, Words
from recommendations.copywriting.vocabulary import Vocabulary

GOOD = "The Nordkap backpack is a handy companion for commuting."
NOTHING_WATCHED = Vocabulary()


class ScriptedModel:
    """Says what it is told to, one list of texts an attempt."""

    name = "scripted"

    def __init__(self, *attempts: Sequence[str]) -> None:
        self._attempts = list(attempts)
        self.seeds: list[int] = []
        self.batch_sizes: list[int] = []

    def generate(self, prompts: Sequence[str], *, seed: int, **options: object) -> list[list[Generation]]:
        self.seeds.append(seed)
        self.batch_sizes.append(len(prompts))
        texts = self._attempts[min(len(self.seeds), len(self._attempts)) - 1]
        return [[Generation(text, -1.0, 10) for text in texts] for _ in prompts]


def _brief(sheet: ProductSheet, locale: str = "en", audience: Audience = EVERYONE) -> Brief:
    brief = Brief.of(sheet, audience, locale)
    assert brief is not None
    return brief


def _written(brief: Brief, model: object) -> Draft:
    (draft,) = write_drafts([brief], model=model, vocabulary=NOTHING_WATCHED)  # type: ignore[arg-type]
    assert draft is not None
    return draft


class WriteDraftsTests:
    def test_takes_the_wording_that_passes_when_the_first_is_blocked(self, backpack: ProductSheet) -> None:
        draft = _written(_brief(backpack), ScriptedModel(["A black leather backpack is a handy companion.", GOOD]))

        assert (draft.text, draft.model, draft.prompt_version) == (GOOD, "scripted", copy_prompt().version)
        assert draft.candidates == ()

    def test_asks_again_with_another_seed_when_all_are_blocked(self, backpack: ProductSheet) -> None:
        model = ScriptedModel(["A black leather bag is a companion."], [GOOD])

        draft = _written(_brief(backpack), model)

        assert (draft.text, model.seeds) == (GOOD, [0, 1])

    def test_only_the_blocked_are_asked_again_when_others_pass(self, backpack: ProductSheet) -> None:
        wooden = ProductSheet(8, texts={"en": Words("Wooden bowl of black oak", "A bowl.")})
        model = ScriptedModel(["The black oak bowl makes a nice gift."], [GOOD])

        bag, bowl = write_drafts([_brief(backpack), _brief(wooden)], model=model, vocabulary=NOTHING_WATCHED)  # type: ignore[arg-type]

        assert model.batch_sizes == [2, 1]
        assert (bag and bag.text, bowl and bowl.text) == (GOOD, "The black oak bowl makes a nice gift.")

    def test_a_template_steps_in_when_every_attempt_is_blocked(self, backpack: ProductSheet) -> None:
        model = ScriptedModel(["A black leather bag is a companion."])

        draft = _written(_brief(backpack), model)

        assert len(model.seeds) == ATTEMPTS
        assert draft.model == "template"
        assert "Nordkap Commuter Backpack 20 L, navy" in draft.text

    @pytest.mark.parametrize("locale", ["de", "es", "fr", "ja", "zh-hans"])
    def test_a_template_writes_when_the_model_does_not_know_the_language(
        self, backpack: ProductSheet, locale: str
    ) -> None:
        model = ScriptedModel([GOOD])

        draft = _written(_brief(backpack, locale), model)

        assert (draft.model, model.seeds) == ("template", [])
        assert backpack.texts[locale].title in draft.text
        assert draft.findings == ()

    def test_none_when_not_even_a_template_passes(self) -> None:
        sheet = ProductSheet(9, texts={"en": Words("x" * 300)})

        assert write_drafts([_brief(sheet)], model=None, vocabulary=NOTHING_WATCHED) == [None]

    def test_no_brief_when_the_product_has_no_words_in_the_language(self, backpack: ProductSheet) -> None:
        assert Brief.of(backpack, EVERYONE, "pt") is None

    @pytest.mark.parametrize("seed", range(20))
    def test_grounded_words_keep_the_facts_when_they_come_in_any_order(self, backpack: ProductSheet, seed: int) -> None:
        vocabulary = Vocabulary.of(["Nordkap", "Ember & Oak"])
        brief = _brief(backpack, audience=Audience("function:commuting", "commuting"))

        (generations,) = FakeLanguageModel().generate(
            [brief.prompt],
            purpose=None,
            samples=8,
            seed=seed * 8,
            groundings=[brief.grounding],  # type: ignore[arg-type]
        )

        for generation in generations:
            codes = {finding.code for finding in brief.gate(vocabulary)(generation.text) if finding.severity == "block"}
            assert codes <= {"repetition", "language"}, generation.text

    def test_same_draft_when_alone_or_in_a_batch(self, backpack: ProductSheet) -> None:
        briefs = [_brief(backpack), _brief(backpack, audience=Audience("function:commuting", "commuting"))]
        together = write_drafts(briefs, model=FakeLanguageModel(), vocabulary=NOTHING_WATCHED)

        assert [_written(brief, FakeLanguageModel()) for brief in briefs] == together
        assert not any(guardrails.blocks(draft.findings) for draft in together if draft)
