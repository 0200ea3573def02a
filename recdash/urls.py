"""The addresses of the staff pages, the API and the health probes."""

from django.contrib import admin
from django.urls import include, path
from django_prometheus.exports import ExportToDjangoView

from recommendations.api import health

urlpatterns = [
    path("admin/", include("recommendations.dashboard.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("recommendations.api.urls")),
    path("healthz", health.live, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", ExportToDjangoView, name="metrics"),
]
