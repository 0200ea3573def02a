"""What the storefront gets."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from recommendations.models import Copy
from recommendations.selectors.copies import copies_for_products

pytestmark = pytest.mark.django_db


class CopiesForProductsTests:
    @pytest.mark.parametrize("state", Copy.State.values)
    def test_text_only_when_published(self, make_copy: Any, state: str) -> None:
        copy = make_copy(state=state)

        served = copies_for_products(product_pks=[copy.product_id], locale="en", audiences=[])

        assert served == ({copy.product_id: copy.text} if state == "published" else {})

    def test_first_audience_wins_when_there_are_several(self, make_product: Any, make_copy: Any) -> None:
        product = make_product()
        for audience in ("function:hiking", "function:commuting", ""):
            make_copy(product, audience=audience, text=f"for {audience}", state="published")

        wanted = ["function:sailing", "function:commuting", "function:hiking"]

        assert copies_for_products(product_pks=[product.pk], locale="en", audiences=wanted) == {
            product.pk: "for function:commuting"
        }

    def test_text_for_everyone_when_no_audience_fits(self, make_product: Any, make_copy: Any) -> None:
        product = make_product()
        make_copy(product, audience="function:hiking", text="for hikers", state="published")
        make_copy(product, text="for everyone", state="published")

        assert copies_for_products(product_pks=[product.pk], locale="en", audiences=["function:sailing"]) == {
            product.pk: "for everyone"
        }

    def test_text_of_the_language_when_the_locale_has_none(self, make_product: Any, make_copy: Any) -> None:
        product = make_product()
        make_copy(product, locale="en", text="colour", state="published")
        make_copy(product, locale="de", text="Farbe", state="published")

        assert copies_for_products(product_pks=[product.pk], locale="en-US", audiences=[]) == {product.pk: "colour"}
        make_copy(product, locale="en-US", text="color", state="published")
        assert copies_for_products(product_pks=[product.pk], locale="en-US", audiences=[]) == {product.pk: "color"}

    @pytest.mark.parametrize("count", [2, 20])
    def test_one_query_when_there_are_many(
        self, make_product: Any, make_copy: Any, django_assert_num_queries: DjangoAssertNumQueries, count: int
    ) -> None:
        pks = [make_copy(make_product(f"p{n}"), state="published").product_id for n in range(count)]

        with django_assert_num_queries(1):
            served = copies_for_products(product_pks=pks, locale="en", audiences=["function:hiking"])

        assert len(served) == count
