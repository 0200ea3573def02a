"""The category tree grows by what feeds name, once however it is spelt, and never against staff."""

import pytest

from catalog.current_store import in_store
from catalog.models import Category, Store
from catalog.selectors.category_tree import CategoryTree
from catalog.services.category_rows import categories_store
from tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db


def paths() -> list[str]:
    return sorted(Category.objects.values_list("path", flat=True))


def found(feed_category: str) -> str | None:
    node = CategoryTree.load().find(feed_category)
    return node.path if node else None


class CategoriesStoreTests:
    def test_parents_are_made_first_when_a_path_is_new(self) -> None:
        categories_store(["Home > Kitchen > Mugs"])

        rows = Category.objects.order_by("path").values_list("path", "name", "slug", "parent__path")
        assert list(rows) == [
            ("Home", "Home", "home", None),
            ("Home > Kitchen", "Kitchen", "home--kitchen", "Home"),
            ("Home > Kitchen > Mugs", "Mugs", "home--kitchen--mugs", "Home > Kitchen"),
        ]

    @pytest.mark.parametrize(
        "again", ["Home > Mugs", "home > MUGS", " Home  >  Mugs ", "Home > Mugs > mugs", "home>mugs"]
    )
    def test_nothing_is_made_when_only_case_or_spaces_differ(self, again: str) -> None:
        categories_store(["Home > Mugs"])

        categories_store([again, "Home > Mugs", ""])

        assert paths() == ["Home", "Home > Mugs"]
        assert found(again) == "Home > Mugs"

    def test_name_is_written_in_words_when_the_feed_uses_underscores(self) -> None:
        categories_store(["lip_liner", "iPhone cases"])

        assert paths() == ["Lip liner", "iPhone cases"]
        assert found("lip_liner") == "Lip liner"

    def test_branches_stay_apart_when_their_leaves_have_one_name(self) -> None:
        categories_store(["Women > Shoes", "Men > Shoes"])

        assert paths() == ["Men", "Men > Shoes", "Women", "Women > Shoes"]
        assert found("Shoes") is None

    def test_category_of_staff_is_used_when_it_has_the_path_or_is_the_only_leaf_of_the_name(self) -> None:
        kitchen = CategoryFactory(name="Kitchen", slug="k")
        CategoryFactory(name="Mugs", slug="m", parent=kitchen)

        categories_store(["kitchen > mugs", "mugs", "Kitchen > Bowls"])

        assert paths() == ["Kitchen", "Kitchen > Bowls", "Kitchen > Mugs"]
        assert found("mugs") == "Kitchen > Mugs"

    def test_renamed_and_moved_category_is_found_when_the_feed_names_it_as_before(self) -> None:
        categories_store(["Home > Mugs"])
        mugs = Category.objects.get(name="Mugs")
        mugs.name, mugs.parent = "Cups", None
        mugs.save()

        categories_store(["Home > Mugs"])

        assert paths() == ["Cups", "Home"]
        assert found("Home > Mugs") == "Cups"

    @pytest.mark.parametrize(
        "names", [["靴", "帽子"], ["靴 A", "帽 A"], ["x" * 190 + "1", "x" * 190 + "2"], ["Größe", "Große"]]
    )
    def test_short_names_are_valid_and_apart_when_letters_or_length_do_not_fit(self, names: list[str]) -> None:
        categories_store(names)

        slugs = list(Category.objects.values_list("slug", flat=True))
        assert len(slugs) == len(set(slugs)) == 2
        for category in Category.objects.all():
            category.full_clean()

    def test_other_store_gets_its_own_tree_when_both_name_a_path(self) -> None:
        other = Store.objects.create(slug="other", name="Other")
        categories_store(["Home > Mugs"])

        with in_store(other.pk):
            categories_store(["Home > Mugs"])

            assert paths() == ["Home", "Home > Mugs"]
        assert Category._base_manager.count() == 4

    def test_statements_do_not_grow_when_paths_do(self, django_assert_max_num_queries) -> None:
        with django_assert_max_num_queries(7):
            categories_store([f"Home > Room {n % 20} > Thing {n}" for n in range(400)])
        with django_assert_max_num_queries(1):
            categories_store([f"home > room {n % 20} > thing {n}" for n in range(400)])

        assert Category.objects.count() == 421

    def test_no_statement_is_needed_when_no_path_is_named(self, django_assert_num_queries) -> None:
        with django_assert_num_queries(0):
            categories_store(["", ""])
