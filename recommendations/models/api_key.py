"""Keys of the REST API."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework_api_key.models import AbstractAPIKey

from catalog.current_store import current_store_id
from catalog.models import Store


class Scope(models.TextChoices):
    """What a key may do."""

    CATALOG_WRITE = "catalog:write", _("write the catalog")
    EVENTS_WRITE = "events:write", _("send events")
    RECOMMEND_READ = "recommend:read", _("read recommendations")
    SEARCH_READ = "search:read", _("search")
    ASSISTANT_USE = "assistant:use", _("use the assistant")
    PRIVACY_WRITE = "privacy:write", _("export and erase shoppers")


class ApiKey(AbstractAPIKey):
    """A hashed key of one store; shown once, when it is made."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, default=current_store_id, editable=False)
    scopes = ArrayField(models.CharField(max_length=30, choices=Scope), verbose_name=_("scopes"), default=list)

    class Meta(AbstractAPIKey.Meta):
        verbose_name = _("API key")  # type: ignore[assignment]
        verbose_name_plural = _("API keys")  # type: ignore[assignment]
