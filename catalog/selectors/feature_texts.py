"""The texts of a product as extraction reads them, and as evidence points into them."""

from collections.abc import Iterable, Sequence

from catalog.features.types import FEED_CATEGORY, FieldText
from catalog.models import Product, Review

REVIEWS_READ = 30  # the newest of a product
LEAST_RATING = 4  # a claim in a bad review is a complaint


def feature_texts(product: Product, reviews: Iterable[Review], *, default_locale: str) -> tuple[FieldText, ...]:
    """Return the fields of a product, most telling first: texts in the store's locale, other texts, feed, reviews.

    `product.texts` should be prefetched; `reviews` are those of this product.
    """
    texts = sorted(
        product.texts.all(), key=lambda text: (text.locale != default_locale, text.locale != "en", text.locale)
    )
    fields = [
        FieldText(f"{kind}:{text.locale}", words, _language(text.locale))
        for text in texts
        for kind, words in (("title", text.title), ("description", text.description))
        if words
    ]
    language = _language(default_locale)
    fields += [FieldText(f"attributes.{name}", str(value), language) for name, value in product.attributes.items()]
    if product.feed_category:
        fields.append(FieldText(FEED_CATEGORY, product.feed_category, language))
    fields += [FieldText(f"review:{review.pk}", review_words(review), _language(review.locale)) for review in reviews]
    return tuple(fields)


def reviews_read(product_ids: Sequence[int]) -> dict[int, list[Review]]:
    """Return, per product, its newest reviews that may speak for it, in one query."""
    found: dict[int, list[Review]] = {}
    for review in Review.objects.filter(product__in=product_ids).order_by("-created_at", "pk").iterator():
        some = found.setdefault(review.product_id, [])
        if len(some) < REVIEWS_READ and (review.rating is None or review.rating >= LEAST_RATING):
            some.append(review)
    return found


def review_words(review: Review) -> str:
    """Return title and text of a review as the one text that evidence counts characters in."""
    return "\n".join(words for words in (review.title, review.text) if words)


def _language(locale: str) -> str:
    return locale.split("-")[0].lower()
