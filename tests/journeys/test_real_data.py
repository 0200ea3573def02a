"""The whole chain on data that nobody here wrote: a makeup catalogue, and gift cards with their reviews."""

import gzip
import json
import os
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from catalog.models import Category, Feature, FeedImport, Product, Review, Store
from catalog.selectors.feature_texts import feature_texts, reviews_read
from catalog.services.steps import ALL_STEPS
from recommendations.engine.types import Answer, Request
from recommendations.models import Copy, ItemNeighbour, PersonalScore
from recommendations.selectors.recommend import recommend
from users.models import Interaction, InterestTag, Shopper
from users.services.catalogue import _base_rates

DATA = Path(os.environ.get("RECDASH_DATA_DIR") or Path(__file__).parents[3] / "shared" / "data")
MAKEUP, GIFT_CARDS = DATA / "makeup_catalogue", DATA / "amazon_giftcards_reviews"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the public data are not at {DATA}: set RECDASH_DATA_DIR"),
]
MAKEUP_MAP = ["--map", "title=name", "--map", "images=image_link", "--map", "category=product_type"]
PRODUCTS, REVIEWS, DRAFTS = 120, 300, 12
LAST = ("purchase", "dismiss")


def command(name: str, *arguments: str) -> dict[str, Any]:
    """Run a command and return the JSON of its last line."""
    out = StringIO()
    call_command(name, *arguments, "--json", stdout=out, stderr=StringIO())
    return dict(json.loads(out.getvalue().splitlines()[-1]))


def run_steps() -> dict[str, int]:
    """Run every step, copy for a few products only; return step → rows that failed."""
    limits = {"generate_copy": ["--limit", str(DRAFTS)]}
    return {str(step): command(step, *limits.get(step, []))["failed"] for step in ALL_STEPS}


def write_lines(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


def packed_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt") as stream:
        for line in stream:
            yield json.loads(line)


def features_without_evidence() -> list[str]:
    """Return the features whose place does not read as their value."""
    locale = Store.objects.get().default_locale
    wrong = []
    for product in Product.objects.prefetch_related("texts", "features"):
        texts = feature_texts(product, reviews_read([product.pk]).get(product.pk, ()), default_locale=locale)
        fields = {text.field: text.text for text in texts}
        for one in product.features.all():
            if fields.get(one.evidence_field, "")[one.evidence_start : one.evidence_end] != one.value or not one.value:
                wrong.append(f"{product}: {one} in {one.evidence_field}")
    return wrong


def shown_again(answer: Answer) -> set[str]:
    """Return what a list shows although the shopper bought or dismissed it."""
    past = Interaction.objects.filter(shopper__external_id=answer.shopper_id, type__in=LAST)
    return {item.product_id for item in answer.items} & set(past.values_list("product__external_id", flat=True))


@pytest.fixture(autouse=True)
def fresh_rates() -> None:
    """Forget the shares of another test's catalog."""
    _base_rates.cache_clear()


@pytest.fixture
def makeup_rows() -> list[dict[str, Any]]:
    """Every seventh product, so that all kinds are there, and two rows as broken as feeds have them."""
    rows = json.loads((MAKEUP / "products.json").read_text())[::7][:PRODUCTS]
    return [*rows[:10], rows[0] | {"id": "no-title", "name": ""}, rows[1] | {"id": "free", "price": "-5"}, *rows[10:]]


@pytest.fixture
def makeup(tmp_path: Path, makeup_rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The imported catalogue, with two shoppers who each keep to one kind of product."""
    feed = tmp_path / "products.json"
    feed.write_text(json.dumps(makeup_rows))
    counts = command("import_catalog", str(feed), "--format", "jsonl", *MAKEUP_MAP)
    kinds = {
        kind: list(Product.objects.filter(feed_category=kind).values_list("external_id", flat=True).order_by("pk")[:4])
        for kind in ("mascara", "lipstick")
    }
    types = ("view", "like", "view", "purchase")
    events = [
        {
            "event_id": f"{kind}-{number}",
            "shopper_id": kind,
            "type": types[number],
            "product_id": product,
            "occurred_at": f"2026-10-0{number + 1}T12:00:00Z",
        }
        for kind, products in kinds.items()
        for number, product in enumerate(products)
    ]
    command("import_events", write_lines(tmp_path / "events.jsonl", events))
    return counts


@pytest.fixture
def gift_cards(tmp_path: Path) -> dict[str, Any]:
    """The first reviews with the products they are about, forty products nobody reviewed, and one review twice."""
    reviews = list(islice(packed_lines(GIFT_CARDS / "Gift_Cards_5.json.gz"), REVIEWS))
    reviewed = {row["asin"] for row in reviews}
    products = list(packed_lines(GIFT_CARDS / "meta_Gift_Cards.json.gz"))
    others = [row for row in products if row["asin"] not in reviewed][:40]
    metadata = write_lines(tmp_path / "meta.json", [row for row in products if row["asin"] in reviewed] + others)
    written = write_lines(tmp_path / "reviews.json", [*reviews, reviews[0]])
    counts = command("import_catalog", metadata, "--format", "amazon_reviews", "--reviews", written)
    events = command("import_events", written, "--format", "amazon_reviews")
    return {"products": counts, "events": events, "reviewed": len(reviewed)}


class MakeupTests:
    def test_good_rows_go_in_and_bad_ones_are_named_when_the_catalogue_is_imported(
        self, makeup: dict[str, Any]
    ) -> None:
        assert (makeup["created"], makeup["rejected"]) == (PRODUCTS, 2)
        report = FeedImport.objects.get(kind="catalog").report
        assert [(row["row"], row["field"], row["external_id"]) for row in report] == [
            (11, "title", "no-title"),
            (12, "price", "free"),
        ]
        assert all(":" in row["message"] for row in report)

    def test_nothing_changes_when_the_catalogue_is_imported_again(self, makeup: dict[str, Any], tmp_path: Path) -> None:
        tree = list(Category.objects.values_list("pk", "path"))

        again = command("import_catalog", str(tmp_path / "products.json"), "--format", "jsonl", *MAKEUP_MAP)

        assert (again["unchanged"], again["created"], again["updated"]) == (PRODUCTS, 0, 0)
        assert list(Category.objects.values_list("pk", "path")) == tree

    def test_every_product_is_where_its_feed_says_when_features_are_extracted(self, makeup: dict[str, Any]) -> None:
        assert command("extract_features")["done"] == PRODUCTS

        placed = Product.objects.values_list("feed_category", "category__name")
        assert all(name == feed.replace("_", " ").capitalize() for feed, name in placed)
        assert Category.objects.count() == len({feed for feed, _ in placed}) == 10
        assert features_without_evidence() == []
        assert Feature.objects.exclude(kind="category").count() > PRODUCTS

    def test_lists_and_drafts_keep_their_promises_when_all_steps_ran(self, makeup: dict[str, Any]) -> None:
        assert run_steps() == dict.fromkeys(ALL_STEPS, 0)

        for kind in ("mascara", "lipstick"):
            answer = recommend(Request(shopper_id=kind, k=10))
            assert (len(answer.items), answer.fallback, shown_again(answer)) == (10, "", set())
            heaviest = InterestTag.objects.filter(shopper__external_id=kind, kind="category").order_by("-weight")[0]
            assert heaviest.label == kind.capitalize()
            for item in answer.items:
                assert sum(factor.contribution for factor in item.factors) == pytest.approx(item.score)
        assert PersonalScore.objects.filter(shopper__external_id="mascara").exists()
        drafts = list(Copy.objects.all())
        assert 0 < len(drafts) <= DRAFTS
        assert [draft for draft in drafts for found in draft.findings if found["severity"] == "block"] == []

    @pytest.mark.model
    def test_real_models_prove_what_they_read_when_every_other_product_names_no_category(
        self, tmp_path: Path, makeup_rows: list[dict[str, Any]], settings: Any
    ) -> None:
        settings.RECDASH_LLM, settings.RECDASH_TEXT_ENCODER = "smollm2", "usem3"
        named = [row for row in makeup_rows if row["name"] and row["id"] != "free"][:24]
        rows = [row | {"product_type": row["product_type"] * (number % 2)} for number, row in enumerate(named)]
        feed = write_lines(tmp_path / "feed.jsonl", rows)
        command("import_catalog", feed, "--format", "jsonl", *MAKEUP_MAP)

        assert command("extract_features")["failed"] == 0

        assert features_without_evidence() == []
        assert not Product.objects.filter(category=None).exists()
        models = set(Feature.objects.filter(kind="category").values_list("model", flat=True))
        assert models == {"feed", "smollm2"}


class GiftCardTests:
    def test_reviews_are_text_and_events_when_imported(self, gift_cards: dict[str, Any]) -> None:
        products, events = gift_cards["products"], gift_cards["events"]

        assert (products["created"], products["rejected"]) == (gift_cards["reviewed"] + 40, 1)
        assert (events["created"], events["unchanged"], events["rejected"]) == (REVIEWS, 1, 0)
        assert Review.objects.count() == Interaction.objects.count() == REVIEWS
        [refused] = FeedImport.objects.get(kind="catalog").report
        assert (refused["row"], refused["field"]) == (REVIEWS + 1, "review.id")
        assert "give every one its own id" in refused["message"]
        assert set(Interaction.objects.values_list("type", flat=True)) <= {"purchase", "dismiss", "like", "view"}

    def test_history_of_years_ago_makes_profiles_and_lists_when_all_steps_ran(self, gift_cards: dict[str, Any]) -> None:
        assert run_steps() == dict.fromkeys(ALL_STEPS, 0)

        assert features_without_evidence() == []
        assert ItemNeighbour.objects.exists()
        shoppers = list(Shopper.objects.order_by("pk"))
        assert shoppers
        assert min(shopper.event_count for shopper in shoppers) > 0
        for shopper in shoppers[:40]:
            answer = recommend(Request(shopper_id=shopper.external_id, k=10))
            assert (len(answer.items), shown_again(answer)) == (10, set())
        assert [found for copy in Copy.objects.all() for found in copy.findings if found["severity"] == "block"] == []

    def test_unknown_shopper_sees_what_sells_when_there_is_a_history(self, gift_cards: dict[str, Any]) -> None:
        command("train_recommender")

        answer = recommend(Request(shopper_id="nobody", k=5))

        assert (answer.fallback, len(answer.items)) == ("unknown_shopper", 5)
        sold = dict.fromkeys(Interaction.objects.filter(type="purchase").values_list("product__external_id", flat=True))
        assert answer.items[0].product_id in sold


class ShopWithoutCategoriesTests:
    def test_chain_runs_when_no_product_has_a_category(self, tmp_path: Path, makeup_rows: list[dict[str, Any]]) -> None:
        rows = [row | {"product_type": "", "name": row["name"] or "Nameless"} for row in makeup_rows[:40]]
        feed = write_lines(tmp_path / "feed.jsonl", rows)
        command("import_catalog", feed, "--format", "jsonl", *MAKEUP_MAP)
        products = Product.objects.order_by("pk").values_list("external_id", flat=True)[:4]
        events = [
            {
                "event_id": f"e{number}",
                "shopper_id": "ana",
                "type": "like",
                "product_id": product,
                "occurred_at": f"2026-10-0{number + 1}T12:00:00Z",
            }
            for number, product in enumerate(products)
        ]
        command("import_events", write_lines(tmp_path / "events.jsonl", events))

        assert run_steps() == dict.fromkeys(ALL_STEPS, 0)

        assert not Category.objects.exists()
        assert not Feature.objects.filter(kind="category").exists()
        assert InterestTag.objects.exists()
        assert Copy.objects.exists()
        assert len(recommend(Request(shopper_id="ana", k=10)).items) == 10
