"""The addresses of the staff pages, the API and the health probes."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from django.views.static import serve
from django_prometheus.exports import ExportToDjangoView

from recommendations.api import health
from recommendations.dashboard.release_approval import release_approval

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="root"),
    path("admin/", include("recommendations.dashboard.urls")),
    path("admin/", admin.site.urls),
    path("language/", set_language, name="set_language"),
    path("decide/<str:token>/", release_approval, name="release-approval"),
    path("api/", include("recommendations.api.urls")),
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    path("healthz", health.live, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", ExportToDjangoView, name="metrics"),
]
