"""Why a product is not in a shopper's list."""

from collections.abc import Sequence

from django.utils import timezone

from catalog.models import Product
from recommendations.adapters.scope import Scope
from recommendations.engine.errors import UnknownProduct
from recommendations.engine.pipeline import Listing
from recommendations.engine.types import Request
from recommendations.engine.why_not import Facts, Why, why_not
from recommendations.selectors.recommend import ranked_list
from recommendations.selectors.request_context import context_of
from users.events.records import EventRecord


def why_not_shown(
    request: Request, product_id: str, session: Sequence[EventRecord] = ()
) -> tuple[Product, Why, Listing]:
    """Make the list anew and follow one product through it; raises RequestError, for an unknown product too."""
    product = Product.objects.filter(external_id=product_id).first()
    if product is None:
        raise UnknownProduct("product", f"{product_id!r} is not in the catalog")
    [why], made = why_not_each(request, [product], session)
    return product, why, made


def why_not_each(
    request: Request, products: Sequence[Product], session: Sequence[EventRecord] = ()
) -> tuple[list[Why], Listing]:
    """Make one list, and follow all these products through it; raises RequestError."""
    context = context_of(request, request.as_of or timezone.now(), session)
    made = ranked_list(context, request)
    return [why_not(_facts(product, context.scope), made) for product in products], made


def _facts(product: Product, scope: Scope) -> Facts:
    return Facts(
        pk=product.pk,
        available=product.available,
        hidden=product.hidden,
        sold_out=product.stock is not None and product.stock <= 0,
        not_yet=product.created_at > scope.now,
        excluded=product.pk in set(scope.excluded),
        in_category=scope.categories is None or product.category_id in set(scope.categories),
    )
