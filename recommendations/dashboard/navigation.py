"""The side bar: what each member of staff may go to, grouped by what they come for."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.models import Job
from recommendations.models import Copy

Item = dict[str, Any]


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups with the items that this user may open; a group without items is left out."""
    groups = [
        (_("Today"), _today(request)),
        (_("Catalog"), _catalog()),
        (_("Shoppers"), _shoppers()),
        (_("Tune"), _tune()),
        (_("Measure"), _measure()),
        (_("System"), _system()),
    ]
    shown = [(title, [item for item in items if _allowed(request, item)]) for title, items in groups]
    return [{"title": title, "items": items} for title, items in shown if items]


def _today(request: HttpRequest) -> list[Item]:
    return [
        _item(_("Home"), "home", "admin:index"),
        _item(_("Preview"), "visibility", "preview", "recommendations.view_placement"),
        _item(_("Copy desk"), "rate_review", "copy-desk", "recommendations.view_copy", badge=_copy_waiting(request)),
        _item(_("Jobs"), "progress_activity", "jobs", "catalog.view_job", badge=_jobs_open(request)),
    ]


def _catalog() -> list[Item]:
    return [
        _item(_("Products"), "inventory_2", "admin:catalog_product_changelist", "catalog.view_product"),
        _item(_("Categories"), "account_tree", "admin:catalog_category_changelist", "catalog.view_category"),
        _item(_("Features"), "sell", "admin:catalog_feature_changelist", "catalog.view_feature"),
        _item(
            _("Extractor versions"),
            "model_training",
            "admin:catalog_extractorversion_changelist",
            "catalog.view_extractorversion",
        ),
        _item(_("Reviews"), "reviews", "admin:catalog_review_changelist", "catalog.view_review"),
        _item(_("Imports"), "upload_file", "admin:catalog_feedimport_changelist", "catalog.view_feedimport"),
    ]


def _shoppers() -> list[Item]:
    return [
        _item(_("Shoppers"), "group", "admin:users_shopper_changelist", "users.view_shopper"),
        _item(_("Interests"), "interests", "admin:users_interesttag_changelist", "users.view_interesttag"),
    ]


def _tune() -> list[Item]:
    return [
        _item(_("Releases"), "deployed_code", "releases", "recommendations.view_release"),
        _item(_("Rules"), "rule", "admin:recommendations_rule_changelist", "recommendations.view_rule"),
        _item(
            _("Placements"),
            "view_carousel",
            "admin:recommendations_placement_changelist",
            "recommendations.view_placement",
        ),
        _item(_("Copy history"), "history_edu", "admin:recommendations_copy_changelist", "recommendations.view_copy"),
    ]


def _measure() -> list[Item]:
    return [
        _item(_("What lists led to"), "monitoring", "measure", "recommendations.view_shopperday"),
        _item(_("New products"), "fiber_new", "new-items", "recommendations.view_placement"),
        _item(_("Replays"), "replay", "replays", "recommendations.view_replayrun"),
        _item(_("Experiments"), "experiment", "experiments", "recommendations.view_experiment"),
    ]


def _system() -> list[Item]:
    return [
        _item(
            _("Models"),
            "model_training",
            "admin:recommendations_modelversion_changelist",
            "recommendations.view_modelversion",
        ),
        _item(_("Evaluation"), "science", "evaluation", "recommendations.view_evaluationrun"),
        _item(
            _("AI ledger"),
            "receipt_long",
            "admin:recommendations_modelcall_changelist",
            "recommendations.view_modelcall",
        ),
        _item(_("API keys"), "key", "admin:recommendations_apikey_changelist", "recommendations.view_apikey"),
        _item(_("Staff"), "badge", "admin:users_user_changelist", "users.view_user"),
        _item(_("Changes"), "history", "audit", "auditlog.view_logentry"),
    ]


def _item(title: str, icon: str, url_name: str, permission: str = "", badge: int = 0) -> Item:
    item: Item = {"title": title, "icon": icon, "link": reverse(url_name), "required": permission}
    if badge:
        item |= {"badge": badge, "badge_variant": "primary"}
    return item


def _allowed(request: HttpRequest, item: Item) -> bool:
    required = item.pop("required")
    return not required or request.user.has_perm(required)


def _copy_waiting(request: HttpRequest) -> int:
    if not request.user.has_perm("recommendations.view_copy"):
        return 0
    return int(Copy.objects.filter(state=Copy.State.IN_REVIEW).count())


def _jobs_open(request: HttpRequest) -> int:
    if not request.user.has_perm("catalog.view_job"):
        return 0
    return int(Job.objects.filter(status__in=Job.OPEN).count())
