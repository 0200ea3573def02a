"""Rules that merchandisers set: pins and hides per placement."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import Product
from recommendations.models import Placement, Rule


def rule_pin(*, placement: Placement, product: Product, position: int, by: Any, note: str = "") -> Rule:
    """Pin a product; another rule for it here gives way, and a pin at the same position moves it down.

    Raises ValidationError in words where the product may not be shown at all.
    """
    if not product.recommendable:
        raise ValidationError(_("This product is hidden, unavailable or sold out: a pin would show nothing."))
    with transaction.atomic():
        Rule.objects.select_for_update().filter(placement=placement, product=product).delete()
        _make_room(placement, position)
        return _made(placement=placement, product=product, kind=Rule.Kind.PIN, position=position, by=by, note=note)


def rule_hide(*, placement: Placement, product: Product, by: Any, note: str = "") -> Rule:
    """Hide a product from a placement; another rule for it here gives way."""
    with transaction.atomic():
        Rule.objects.select_for_update().filter(placement=placement, product=product).delete()
        return _made(placement=placement, product=product, kind=Rule.Kind.HIDE, position=None, by=by, note=note)


def rule_remove(*, rule: Rule) -> None:
    """Take a rule back."""
    rule.delete()


def _made(*, by: Any, **values: Any) -> Rule:
    rule = Rule(created_by=by, **values)
    rule.full_clean()
    rule.save()
    return rule


def _make_room(placement: Placement, position: int) -> None:
    """Move the pin at this position one down, and so on to the first gap."""
    pins = Rule.objects.select_for_update().filter(placement=placement, kind=Rule.Kind.PIN, position__gte=position)
    crowded = []
    for expected, rule in enumerate(pins.order_by("position"), start=position):
        if rule.position != expected:
            break
        crowded.append(rule)
    for rule in reversed(crowded):
        rule.position = (rule.position or 0) + 1
        rule.save(update_fields=["position"])
