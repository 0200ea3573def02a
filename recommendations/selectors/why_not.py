"""Why a product is not in a shopper's list."""

from django.utils import timezone

from catalog.models import Product
from recommendations.engine.errors import UnknownProduct
from recommendations.engine.pipeline import Listing
from recommendations.engine.types import Request
from recommendations.engine.why_not import Facts, Why, why_not
from recommendations.selectors.recommend import ranked_list
from recommendations.selectors.request_context import context_of


def why_not_shown(request: Request, product_id: str) -> tuple[Product, Why, Listing]:
    """Make the list anew and follow one product through it; raises RequestError, for an unknown product too."""
    product = Product.objects.filter(external_id=product_id).first()
    if product is None:
        raise UnknownProduct("product", f"{product_id!r} is not in the catalog")
    context = context_of(request, request.as_of or timezone.now())
    made = ranked_list(context, request)
    scope = context.scope
    facts = Facts(
        pk=product.pk,
        available=product.available,
        hidden=product.hidden,
        sold_out=product.stock is not None and product.stock <= 0,
        not_yet=product.created_at > scope.now,
        excluded=product.pk in set(scope.excluded),
        in_category=scope.categories is None or product.category_id in set(scope.categories),
    )
    return product, why_not(facts, made), made
