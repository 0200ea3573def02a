"""Panel: the way from an empty shop to its first list."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from recommendations.dashboard.links import list_link
from recommendations.dashboard.panels.base import Panel
from recommendations.selectors.first_steps import ShopProgress, shop_is_ready, shop_progress
from users.models import User


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, how, whether it is done, and where."""

    title: str
    how: str
    done: bool
    link: str
    command: str = ""


class FirstSteps(Panel):
    name = "first_steps"
    wide = True

    def is_shown(self, user: User) -> bool:
        return not shop_is_ready()

    def context(self, request: HttpRequest) -> dict[str, Any]:
        return {"steps": steps_of(shop_progress())}


def steps_of(progress: ShopProgress) -> list[Step]:
    """Put the way into words, in order."""
    return [
        Step(
            _("Import a catalog"),
            _("CSV, JSON lines, Shopify, Google Merchant or Amazon reviews; refused rows are listed with the reason."),
            progress.products,
            list_link("catalog.FeedImport"),
            "manage.py import_catalog FILE --format csv",
        ),
        Step(
            _("Send events"),
            _("From your storefront to POST /api/v1/events/, or from a file."),
            progress.events,
            list_link("users.Interaction"),
            "manage.py import_events FILE",
        ),
        Step(
            _("Let the language model read the products"),
            _("Category, attributes, uses and audience, each with the words that prove it."),
            progress.features,
            list_link("catalog.Job"),
            "manage.py extract_features",
        ),
        Step(_("Pin your first product"), _("From the preview of any shopper."), progress.rules, reverse("preview")),
        Step(_("Publish the first copy"), _("Approve a draft on the copy desk."), progress.copy, reverse("copy-desk")),
        Step(
            _("Make a key for the storefront"),
            _("It asks the REST API for lists, reasons and published copy."),
            progress.keys,
            list_link("recommendations.ApiKey"),
        ),
    ]
