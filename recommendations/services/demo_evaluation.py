"""Measures the demo shop against the truth planted in it, which the shop itself never sees."""

from collections import defaultdict
from typing import Any

import numpy as np
from django.contrib.auth import get_user_model
from django.db import transaction

from catalog.features.evaluation import attribute_scores, category_accuracy
from catalog.models import Category, Feature, Product
from recommendations.evaluation.copy_check import unsupported_facts
from recommendations.evaluation.metrics.ranking import hit_at_k, mean
from recommendations.models import Copy
from recommendations.services.copy_workflow import WorkflowError, copy_approve, copy_publish
from recommendations.services.demo_ranking import ranking_score, served_list
from recommendations.services.demo_truth import Truth, truth_read
from recommendations.services.tag_explanation import explanation_score
from users.models import InterestTag, Shopper, StaffRole

EXPLAINED = 20  # places of a list that a shopper's tags should explain
LEAST_EVENTS = 10  # of a shopper whose interests are judged


def demo_evaluate(seed: int = 0) -> dict[str, float]:
    """Return the figures of `evaluate_demo`."""
    truth = truth_read()
    return {
        **features_score(truth),
        **interests_score(truth),
        **tags_score(truth, seed),
        **ranking_score(truth, seed),
        **copy_score(),
    }


def features_score(truth: Truth) -> dict[str, float]:
    """Compare extracted features with the planted ones; a value the text does not state is not planted."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    functions: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = Feature.objects.exclude(status=Feature.Status.REJECTED).values_list(
        "product__external_id", "kind", "name", "normalised"
    )
    for product, kind, name, value in rows:
        if kind == Feature.Kind.ATTRIBUTE:
            found[product].append((name, value))
        elif kind == Feature.Kind.FUNCTION:
            functions[product].append(("function", value))
    ids = sorted(truth.products)
    attributes = attribute_scores([found[key] for key in ids], [_attributes(truth.products[key]) for key in ids])
    spoken = attribute_scores(
        [functions[key] for key in ids],
        [[("function", value) for value in truth.products[key]["functions"]] for key in ids],
    )
    categories = dict(Product.objects.values_list("external_id", "category__slug"))
    return {
        "attribute_f1": attributes.f1,
        "attribute_precision": attributes.precision,
        "attribute_recall": attributes.recall,
        "function_f1": spoken.f1,
        "category_accuracy": category_accuracy(
            [categories.get(key) for key in ids], [truth.products[key]["category"] for key in ids]
        ),
    }


def interests_score(truth: Truth) -> dict[str, float]:
    """Say how often one of a shopper's three heaviest tags is a planted taste, and how many of the three are."""
    tags: dict[str, list[str]] = defaultdict(list)
    rows = InterestTag.objects.exclude(status=InterestTag.Status.HIDDEN).order_by("-weight", "label")
    slugs = dict(Category.objects.values_list("path", "slug"))  # tags name categories by path, the truth by slug
    for shopper, kind, value in rows.values_list("shopper__external_id", "kind", "value"):
        tags[shopper].append(f"{kind}:{slugs.get(value, value)}")
    lively = Shopper.objects.filter(event_count__gte=LEAST_EVENTS).values_list("external_id", flat=True)
    judged = [key for key in lively if truth.shoppers.get(key, {}).get("tastes")]
    tastes = {key: {f"{row['kind']}:{row['value']}" for row in truth.shoppers[key]["tastes"]} for key in judged}
    return {
        "interest_hit_at_3": mean([hit_at_k(tags[key], tastes[key], 3) for key in judged]),
        "interest_precision_at_3": mean([len(set(tags[key][:3]) & tastes[key]) / 3 for key in judged]),
        "interest_shoppers": float(len(judged)),
    }


def tags_score(truth: Truth, seed: int = 0) -> dict[str, float]:
    """Say which share of each shopper's top 20 meets at least one of their tags, and which of 20 random products."""
    chance = np.random.default_rng(seed)
    seen = Shopper.objects.filter(event_count__gt=0).order_by("external_id").values_list("external_id", flat=True)
    showable = Product.objects.filter(available=True, hidden=False).exclude(stock=0).order_by("pk")
    shelf = list(showable.values_list("pk", flat=True))
    return explanation_score(
        [shopper for shopper in seen if truth.shoppers.get(shopper, {}).get("tastes")],
        ours=lambda shopper: [item.pk for item in served_list(shopper, truth.now, EXPLAINED)],
        chance=lambda shopper: chance.choice(shelf, size=min(EXPLAINED, len(shelf)), replace=False).tolist(),
    )


def copy_score() -> dict[str, float]:
    """Publish every draft that the workflow lets through, check each by itself, and take it all back."""
    with transaction.atomic():
        _publish_all()
        published = list(Copy.objects.filter(state=Copy.State.PUBLISHED).select_related("product"))
        brands = set(Product.objects.exclude(brand="").values_list("brand", flat=True))
        unsupported = [
            copy
            for copy in published
            if unsupported_facts(copy.text, _rows(copy.product), other_brands=brands - {copy.product.brand})
        ]
        transaction.set_rollback(True)
    return {"copy_published": len(published), "copy_with_unsupported_fact": len(unsupported)}


def _publish_all() -> None:
    editor, _ = get_user_model().objects.get_or_create(username="evaluation", defaults={"is_staff": True})
    StaffRole.objects.get_or_create(user=editor, role=StaffRole.Role.MARKETER)
    for copy in Copy.objects.filter(state__in=[Copy.State.DRAFT, Copy.State.IN_REVIEW]):
        try:
            copy_approve(copy_id=copy.pk, by=editor)
            copy_publish(copy_id=copy.pk, by=editor)
        except WorkflowError:
            continue  # the gate held it back, as it should


def _rows(product: Product) -> list[str]:
    """Return what the shop itself says of a product; extracted features are left out, for they may be wrong."""
    texts = [f"{text.title}\n{text.description}" for text in product.texts.all()]
    reviews = [f"{review.title}\n{review.text}" for review in product.reviews.all()]
    return [*texts, *reviews, product.brand, *(f"{name} {value}" for name, value in product.attributes.items())]


def _attributes(product: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted(product["attributes"].items())
