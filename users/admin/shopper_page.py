"""What the page of a shopper shows."""

from typing import Any

from django.http import Http404
from django.utils.translation import get_language

from catalog.selectors.shelf import picture_of, title_of
from users.models import Interaction, InterestTag, Shopper
from users.selectors.evidence import tags_with_evidence
from users.selectors.shoppers import shopper_timeline
from users.services.catalogue import interest_labels

EVENTS_SHOWN = 100
INTERESTS_OFFERED = 300
ICONS = {
    "view": "visibility", "search": "search", "cart": "add_shopping_cart", "purchase": "paid", "like": "favorite",
    "dismiss": "block", "click": "ads_click", "impression": "crop_free",
}  # fmt: skip


def shopper_page(pk: int | str, *, user: Any) -> dict[str, Any]:
    """Return the context of `users/shopper/page.html`; raise Http404 for a shopper of another store."""
    shopper = Shopper.objects.filter(pk=pk).first() if str(pk).isdigit() else None
    if shopper is None:
        raise Http404
    visits = [[event_shown(event) for event in visit.events] for visit in shopper_timeline(shopper, EVENTS_SHOWN)]
    return {"shopper": shopper, "panel": tag_panel(shopper, user=user), "visits": visits}


def tag_panel(shopper: Shopper, *, user: Any) -> dict[str, Any]:
    """Return the interests with the events behind each."""
    shown = [
        {"tag": item.tag, "count": item.event_count, "events": [event_shown(event) for event in item.events]}
        for item in tags_with_evidence(shopper)
    ]
    may_add = user.has_perm("users.add_interesttag")
    return {
        "shopper": shopper,
        "tags": shown,
        "statuses": InterestTag.Status.choices,
        "may_change": user.has_perm("users.change_interesttag"),
        "may_add": may_add,
        "known": interest_labels(INTERESTS_OFFERED) if may_add else [],
    }


def event_shown(event: Interaction) -> dict[str, Any]:
    """Return an event as the pages draw it."""
    product = event.product
    return {
        "event": event,
        "icon": ICONS.get(event.type, "bolt"),
        "product": product,
        "title": title_of(product, get_language() or "en") if product else "",
        "picture": picture_of(product) if product else "",
    }
