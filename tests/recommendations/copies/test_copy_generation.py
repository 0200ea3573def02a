"""Drafts: written once, grounded, and never over what a person did."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from catalog.models import Product, ProductText
from recdash.llm.prompts import load_prompt
from recdash.llm.types import Generation
from recommendations.models import Copy, CopyDecision, CopyRevision, ItemPopularity, ModelCall
from recommendations.selectors.copy_targets import copy_targets
from recommendations.services import copy_generation
from recommendations.services.copy_generation import copy_generate
from recommendations.services.copy_recheck import copies_recheck
from recommendations.services.copy_workflow import copy_edit
from users.models import InterestTag, Shopper

pytestmark = pytest.mark.django_db

TEXTS = {
    "en": ("Nordkap backpack 20 L, navy", "A waterproof backpack for a laptop. It holds 20 litres."),
    "de": ("Nordkap Rucksack 20 l, marineblau", "Ein Rucksack für den Laptop. Er ist wasserdicht."),
}
WATERPROOF = ("function", "function", "waterproof")


def _tag(shopper: str, value: str, *, kind: str = "function", locale: str = "en", **fields: Any) -> None:
    owner, _ = Shopper.objects.get_or_create(
        external_id=shopper, defaults={"locale": locale, "created_at": timezone.now() - timedelta(days=1)}
    )
    InterestTag.objects.create(shopper=owner, kind=kind, name=kind, value=value, label=value, weight=1.0, **fields)


class _Saying:
    """A language model that says what it is told to."""

    name = "saying"

    def __init__(self, *texts: str) -> None:
        self._texts = texts
        self.prompts: list[str] = []

    def generate(self, prompts: Sequence[str], **options: Any) -> list[list[Generation]]:
        self.prompts += prompts
        return [[Generation(text, -1.0, 9) for text in self._texts] for _ in prompts]


class CopyGenerateTests:
    def test_drafts_in_each_locale_when_given_a_product(
        self, make_product: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        product = make_product(texts=TEXTS)
        text = "The Nordkap backpack is a lovely companion."
        monkeypatch.setattr(copy_generation, "language_model", lambda: _Saying(text))

        result = copy_generate([product.pk])

        assert (result.done, result.failed, result.error) == (2, 0, "")
        assert list(Copy.objects.order_by("locale").values_list("locale", "audience", "state", "model", "author")) == [
            ("de", "", "draft", "template", None),
            ("en", "", "draft", "saying", None),
        ]

    def test_model_is_asked_only_in_the_languages_that_the_settings_name(
        self, make_product: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.RECDASH_COPY_LANGUAGES = ["de"]
        model = _Saying("")
        monkeypatch.setattr(copy_generation, "language_model", lambda: model)

        copy_generate([make_product(texts=TEXTS).pk])

        assert model.prompts
        assert all("Rucksack" in prompt for prompt in model.prompts)
        assert Copy.objects.get(locale="en").model == "template"

    def test_stores_what_the_text_rests_on(self, make_product: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        product = make_product(features=(WATERPROOF,))
        _tag("s1", "waterproof")
        texts = ["The Nordkap backpack is a waterproof companion.", "Meet the navy Nordkap: a backpack for a laptop."]
        monkeypatch.setattr(copy_generation, "language_model", lambda: _Saying(*texts))

        copy_generate([f"{product.pk}|function:waterproof|en"])

        copy = Copy.objects.get()
        assert (copy.audience, copy.audience_label) == ("function:waterproof", "waterproof")
        assert (copy.text, copy.model, copy.prompt_version) == (texts[0], "saying", load_prompt("copy_blurb").version)
        assert [fact["id"] for fact in copy.facts] == ["brand", "category", "function:waterproof"]
        assert (copy.findings, [candidate["text"] for candidate in copy.candidates]) == ([], texts[1:])
        revisions = CopyRevision.objects.values_list("copy", "number", "text", "author")
        assert list(revisions) == [(copy.pk, 1, texts[0], None)]

    def test_filed_in_the_ledger_when_a_model_wrote(self, make_product: Any) -> None:
        copy_generate([make_product().pk])

        assert set(ModelCall.objects.values_list("purpose", "model")) == {("copy_blurb", "fake")}

    def test_nothing_new_when_run_again(self, make_product: Any) -> None:
        product = make_product(texts=TEXTS)
        copy_generate([product.pk])
        before, calls = list(Copy.objects.order_by("pk").values()), ModelCall.objects.count()

        result = copy_generate([product.pk, f"{product.pk}||en"])

        assert (result.done, result.failed) == (2, 0)
        assert list(Copy.objects.order_by("pk").values()) == before
        assert (CopyRevision.objects.count(), ModelCall.objects.count()) == (2, calls)

    def test_untouched_when_a_person_has_edited_it(self, make_product: Any, make_copy: Any, marketer: Any) -> None:
        copy = make_copy(make_product(texts=TEXTS))
        copy_edit(copy_id=copy.pk, text="A navy backpack for your laptop.", by=marketer, expected_version=1)

        copy_generate([f"{copy.product_id}||en"])

        assert Copy.objects.get().text == "A navy backpack for your laptop."

    def test_the_sentence_about_the_interest_leads_when_a_template_writes(self, make_product: Any) -> None:
        product = make_product(texts=TEXTS, features=(WATERPROOF,))

        copy_generate([f"{product.pk}|function:waterproof|de"])

        copy = Copy.objects.get()
        assert (copy.model, copy.prompt_version) == ("template", "templates-1")
        assert copy.text.endswith("Er ist wasserdicht.")

    def test_failed_with_the_reason_when_there_are_no_words(self, make_product: Any) -> None:
        product = make_product(texts=TEXTS)

        result = copy_generate([f"{product.pk}||ja", "999999||en"])

        assert (result.done, result.failed) == (0, 2)
        assert result.error == (
            f"no text passes the fact gate, or there are no words in the language: ({product.pk}, '', 'ja')"
        )
        assert Copy.objects.count() == 0


class CopyTargetsTests:
    def test_most_read_first_when_interests_and_languages_differ(self, make_product: Any) -> None:
        bag = make_product("bag", texts=TEXTS, features=(WATERPROOF, ("function", "function", "hiking")))
        mug = make_product("mug", texts={"en": TEXTS["en"]})
        ItemPopularity.objects.create(product=bag, score=1.0)
        ItemPopularity.objects.create(product=mug, score=0.2)
        for shopper in ("s1", "s2", "s3"):
            _tag(shopper, "waterproof")
        _tag("s4", "hiking", locale="de")
        _tag("s1", "sailing")

        assert copy_targets() == [
            f"{bag.pk}|function:waterproof|en",
            f"{bag.pk}||en",
            f"{bag.pk}|function:waterproof|de",
            f"{bag.pk}|function:hiking|en",
            f"{mug.pk}||en",
            f"{bag.pk}||de",
            f"{bag.pk}|function:hiking|de",
        ]

    def test_cut_when_there_is_a_limit(self, make_product: Any) -> None:
        products = [make_product(name) for name in ("a", "b", "c")]

        assert copy_targets(2) == [f"{product.pk}||en" for product in products[:2]]

    def test_left_out_when_written_or_not_shown(self, make_product: Any, make_copy: Any) -> None:
        make_copy(make_product("written"))
        for number, gone in enumerate(({"hidden": True}, {"available": False}, {"stock": 0})):
            make_product(f"gone{number}", **gone)

        assert copy_targets() == []

    def test_no_audience_when_the_tag_is_hidden(self, make_product: Any) -> None:
        product = make_product(features=(WATERPROOF,))
        _tag("s1", "waterproof", status=InterestTag.Status.HIDDEN)

        assert copy_targets() == [f"{product.pk}||en"]


class CopiesRecheckTests:
    def test_to_review_when_the_product_contradicts_it(self, make_copy: Any) -> None:
        copy = make_copy(state="published", published_at=timezone.now())
        ProductText.objects.filter(product=copy.product).update(title="Nordkap backpack, red", description="A bag.")

        assert copies_recheck(product_ids=[copy.product_id]) == [copy.pk]

        stored = Copy.objects.get()
        assert (stored.state, stored.published_at, stored.version) == ("in_review", None, 2)
        assert [finding["code"] for finding in stored.findings] == ["colour"]
        decision = CopyDecision.objects.get()
        assert (decision.action, decision.from_state, decision.to_state) == ("withdraw", "published", "in_review")
        assert (decision.decided_by, decision.comment) == (None, "'navy': the product does not name this colour.")

    def test_stays_when_its_facts_hold(self, make_copy: Any) -> None:
        copy = make_copy(state="published")
        before = Copy.objects.values().get()

        assert copies_recheck(product_ids=[copy.product_id]) == []
        assert Copy.objects.values().get() == before

    def test_drafts_are_left_alone_when_the_product_changes(self, make_copy: Any) -> None:
        copy = make_copy(state="draft")
        ProductText.objects.filter(product=copy.product).update(title="Nordkap backpack, red", description="A bag.")

        assert copies_recheck(product_ids=list(Product.objects.values_list("pk", flat=True))) == []
        assert Copy.objects.get().state == "draft"
