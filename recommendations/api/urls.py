"""The addresses of the API; ids may contain slashes."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from recommendations.api import schema  # noqa: F401  (its import tells OpenAPI how keys are sent)
from recommendations.api.events import EventsView
from recommendations.api.picks import PicksView
from recommendations.api.product_detail import ProductDetailView
from recommendations.api.product_hide import ProductHideView
from recommendations.api.product_similar import ProductSimilarView
from recommendations.api.products_bulk import ProductsBulkView
from recommendations.api.recommendations_many import RecommendationsView
from recommendations.api.shopper_recommendations import ShopperRecommendationsView
from recommendations.api.unknown_address import UnknownAddressView

app_name = "api"
urlpatterns = [
    path("v1/products/bulk/", ProductsBulkView.as_view(), name="products-bulk"),
    path("v1/products/<path:product_id>/hide/", ProductHideView.as_view(), name="product-hide"),
    path("v1/products/<path:product_id>/similar/", ProductSimilarView.as_view(), name="product-similar"),
    path("v1/products/<path:product_id>/", ProductDetailView.as_view(), name="product-detail"),
    path("v1/picks/", PicksView.as_view(), name="picks"),
    path("v1/events/", EventsView.as_view(), name="events"),
    path("v1/recommendations/", RecommendationsView.as_view(), name="recommendations"),
    path(
        "v1/shoppers/<path:shopper_id>/recommendations/",
        ShopperRecommendationsView.as_view(),
        name="shopper-recommendations",
    ),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api:schema"), name="docs"),
    re_path(r"^v1/[\s\S]*$", UnknownAddressView.as_view(), name="unknown"),
]
