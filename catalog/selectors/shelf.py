"""How a product shows itself to people: title in their language, picture, stock in words."""

from typing import Any

from django.conf import settings
from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.models import Product, ProductText

FEW = 5  # pieces from which on a merchandiser should know


def title_in(locale: str, *, product: str = "pk") -> Subquery:
    """Return the title in this locale, else in the store's default one, else in any; `product` names the key."""
    texts = ProductText.objects.filter(product=OuterRef(product))
    rank = Case(
        When(locale=locale, then=Value(0)),
        When(locale=F("store__default_locale"), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return Subquery(texts.order_by(rank, "locale").values("title")[:1])


def with_titles(rows: QuerySet[Any], *, product: str = "pk") -> QuerySet[Any]:
    """Annotate `title` in the reader's language."""
    titled: QuerySet[Any] = rows.annotate(title=title_in(get_language() or "en", product=product))
    return titled


def title_of(product: Product, locale: str) -> str:
    """Return the title from texts that were already fetched, in this locale, else English, else any."""
    titles = {text.locale: text.title for text in product.texts.all()}
    return titles.get(locale) or titles.get("en") or next(iter(titles.values()), product.external_id)


def picture_of(product: Product) -> str:
    """Return the address of the first picture; empty where there is none."""
    return picture_address(str(product.images[0]) if product.images else "")


def picture_address(image: str) -> str:
    """Return the address of a stored picture: its own, or that of a file kept here. Done twice it changes nothing."""
    if not image or image.startswith(("http://", "https://", "/", "data:image/")):
        return image
    return f"{settings.MEDIA_URL}{image}"


def stock_state(product: Product) -> tuple[str, str]:
    """Return the state of the stock and its words: in_stock, few_left or sold_out."""
    if not product.available:
        return "sold_out", _("not available")
    if product.stock == 0:
        return "sold_out", _("sold out")
    if product.stock is None:
        return "in_stock", _("available")
    words = _("%(n)s left") % {"n": number_format(product.stock, force_grouping=True)}
    return ("few_left" if product.stock <= FEW else "in_stock"), words


def extraction_state(product: Product) -> tuple[str, str]:
    """Return whether features were read from the present text: extracted, outdated or not_extracted."""
    if not product.extracted_hash:
        return "not_extracted", _("not read yet")
    if product.extracted_hash == product.text_hash:
        return "extracted", _("up to date")
    return "outdated", _("text changed")
