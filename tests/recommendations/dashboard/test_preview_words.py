"""What the preview says of a language model that changes nothing in the list."""

from types import SimpleNamespace

import pytest

from recommendations.dashboard.preview_words import language_model_words
from recommendations.judging.router import OFF, Bucket, Router, Weights
from tests.factories import InterestTagFactory, ItemPopularityFactory, ProductFactory, ShopperFactory
from tests.staff_pages import NOW, client_of

ON = Weights(0.3, 0.6)


def router(*weights: Weights) -> Router:
    return Router(tuple(Bucket(one, 40, 0.0, 0.0, 0.0, "none") for one in weights), always=0.0, edges=(3,))


def items(*factors: str) -> list[SimpleNamespace]:
    return [SimpleNamespace(factors=[SimpleNamespace(name=name) for name in factors])]


def judge(model: Router, student: Router) -> SimpleNamespace:
    return SimpleNamespace(model_router=model, student_router=student)


class LanguageModelWordsTests:
    def test_nothing_is_said_where_it_counts(self) -> None:
        assert language_model_words(None, items("popular", "llm"), events=2) == ""

    def test_router_that_is_off_for_such_a_history_is_named_as_the_reason(self) -> None:
        off_for_few = judge(router(OFF, ON), router(OFF, ON))

        few, many = (language_model_words(off_for_few, items("popular"), events=events) for events in (2, 9))

        assert few == (
            "The language model has no say here: for shoppers with 2 events its judgement has not proved to help."
        )
        assert "has not judged these products for this shopper yet" in many

    def test_what_it_is_worth_is_still_to_be_learned_without_a_judge(self) -> None:
        assert language_model_words(None, items("popular"), events=2) == (
            "The language model has no say yet: once a day a worker learns what its judgement is worth here."
        )

    @pytest.mark.django_db
    def test_page_says_it_only_while_the_switch_is_on(self) -> None:
        ItemPopularityFactory(product=ProductFactory(external_id="sku-1"), score=0.5)
        shopper = ShopperFactory(external_id="s-1", event_count=40, last_seen_at=NOW, profile_built_at=NOW)
        InterestTagFactory(shopper=shopper, value="hiking")
        client = client_of("merchandiser")

        pages = [client.get(f"/admin/preview/?shopper=s-1{more}").content.decode() for more in ("", "&llm=0")]

        assert ["The language model has no say yet" in page for page in pages] == [True, False]
