"""The words in which a language model reads what shoppers did, and what nobody in particular would have done."""

import pytest

from tests.factories import ProductFactory
from users.services.profile_actions import actions_of_nobody

pytestmark = pytest.mark.django_db


class ActionsOfNobodyTests:
    def test_each_nobody_looked_all_over_the_catalog_when_it_is_large(self):
        for number in range(72):
            ProductFactory(texts__title=f"Lamp {number}")

        nobodies = actions_of_nobody()

        assert len(nobodies) == 6
        assert nobodies[0] == tuple(f"looked at Lamp {number}" for number in (0, 12, 24, 36, 48, 60))
        assert nobodies[5] == tuple(f"looked at Lamp {number}" for number in (10, 22, 34, 46, 58, 70))

    def test_titles_are_english_where_there_is_one_when_products_have_several(self):
        ProductFactory(texts={"de": ("Lampe", ""), "en": ("Lamp", ""), "fr": ("Lampe de table", "")})
        ProductFactory(texts={"de": ("Becher", "")})

        assert actions_of_nobody() == [("looked at Lamp",), ("looked at Becher",)]

    def test_there_is_nobody_when_the_catalog_is_empty(self):
        assert actions_of_nobody() == []
