"""Pin, boost, bury, hide and take back, from the preview."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.models import Product
from recommendations.dashboard.access import StaffRequest, staff_page
from recommendations.dashboard.preview_settings import PreviewSettings
from recommendations.dashboard.toasts import Undo, toast
from recommendations.models import Placement, Release, Rule
from recommendations.releasing.errors import ReleaseError
from recommendations.selectors.preview import product_titles
from recommendations.services.rules import (
    GESTURES,
    MOVING,
    PLACING,
    nudges_of,
    rule_hide,
    rule_nudge,
    rule_pin,
    rule_remove,
)


@require_POST
@staff_page("recommendations.add_rule")
def preview_act(request: StaffRequest) -> HttpResponse:
    """Do what the pressed button says, then show the same preview again; errors are told in words."""
    settings = PreviewSettings.from_query(QueryDict(request.POST.get("state", "")))
    pressed = next((name for name in ACTIONS if name in request.POST), None)
    if pressed is None:
        return HttpResponseBadRequest(_("No action was named."), content_type="text/plain; charset=utf-8")
    try:
        ACTIONS[pressed](request, settings, request.POST[pressed])
    except ValidationError as error:
        toast(request, " ".join(error.messages), level=messages.ERROR)
    except ReleaseError as error:
        toast(request, error.message, level=messages.ERROR)
    return HttpResponseRedirect(f"{reverse('preview')}?{settings.query()}")


def _pin(request: StaffRequest, settings: PreviewSettings, value: str) -> None:
    """`value` is "position:product id"."""
    position, _colon, external_id = value.partition(":")
    if not position.isdecimal():
        raise ValidationError(_("The position must be a number."))
    product, placement = get_object_or_404(Product, external_id=external_id), _placement(settings)
    before = _rule_before(placement, product, _release(settings))
    rule = rule_pin(
        placement=placement, product=product, position=int(position), by=request.user, release=_release(settings)
    )
    text = _("%(product)s is pinned at place %(n)s.") % {"product": _title(product, settings), "n": rule.position}
    toast(request, text, undo=before or _undo("remove", str(rule.key)))


def _hide(request: StaffRequest, settings: PreviewSettings, value: str) -> None:
    product = get_object_or_404(Product, external_id=value)
    placement = _placement(settings)
    before = _rule_before(placement, product, _release(settings))
    rule = rule_hide(placement=placement, product=product, by=request.user, release=_release(settings))
    text = _("%(product)s is hidden in %(placement)s.") % {"product": _title(product, settings), "placement": placement}
    toast(request, text, undo=before or _undo("remove", str(rule.key)))


def _boost(request: StaffRequest, settings: PreviewSettings, value: str) -> None:
    _nudge(request, settings, value, Rule.Kind.BOOST, _("%(product)s is boosted in %(placement)s."))


def _bury(request: StaffRequest, settings: PreviewSettings, value: str) -> None:
    _nudge(request, settings, value, Rule.Kind.BURY, _("%(product)s is buried in %(placement)s."))


def _nudge(request: StaffRequest, settings: PreviewSettings, value: str, kind: str, text: str) -> None:
    product = get_object_or_404(Product, external_id=value)
    placement, release = _placement(settings), _release(settings)
    at_work = release or Release.objects.filter(state=Release.State.PUBLISHED).first()
    before = nudges_of(at_work, placement, product).select_related("product").first() if at_work else None
    rule = rule_nudge(kind=kind, placement=placement, product=product, by=request.user, release=release)
    undo = _undo_to(before) if before else _undo("remove", str(rule.key))
    toast(request, text % {"product": _title(product, settings), "placement": placement}, undo=undo)


def _remove(request: StaffRequest, settings: PreviewSettings, value: str) -> None:
    release = _release(settings)
    rule = _rule(value, release)
    words = {
        Rule.Kind.PIN: _("%(product)s is no longer pinned."),
        Rule.Kind.BOOST: _("%(product)s is no longer boosted."),
        Rule.Kind.BURY: _("%(product)s is no longer buried."),
    }
    text = words.get(Rule.Kind(rule.kind), _("%(product)s may be shown again."))
    assert rule.product is not None  # as it is a gesture
    title = _title(rule.product, settings)
    rule_remove(rule=rule, by=request.user, release=release)
    toast(request, text % {"product": title}, undo=_undo_to(rule))


ACTIONS: dict[str, Callable[[StaffRequest, PreviewSettings, str], None]] = {
    "pin": _pin,
    "boost": _boost,
    "bury": _bury,
    "hide": _hide,
    "remove": _remove,
}


def _release(settings: PreviewSettings) -> Release | None:
    """Return the draft that is previewed; None: what is live."""
    number = settings.release_number
    return get_object_or_404(Release, number=number) if number is not None else None


def _rule(key: str, release: Release | None) -> Rule:
    """Return the rule by its key, which it keeps while releases come and go between a page and its button."""
    among = Rule.objects.filter(release=release) if release else Rule.live.all()
    rules = among.filter(kind__in=GESTURES, product__isnull=False).select_related("product")
    rule: Rule = get_object_or_404(rules, key=key if key.isdecimal() else 0)
    return rule


def _rule_before(placement: Placement, product: Product, release: Release | None) -> Undo | None:
    """Return the way back to the rule that the product has now."""
    among = Rule.objects.filter(release=release) if release else Rule.live.all()
    rules = among.filter(placements=[placement.key], product=product, kind__in=PLACING)
    rule = rules.select_related("product").first()
    return _undo_to(rule) if rule else None


def _undo_to(rule: Rule) -> Undo:
    assert rule.product is not None
    if rule.kind == Rule.Kind.PIN:
        return _undo("pin", f"{rule.position}:{rule.product.external_id}")
    return _undo(rule.kind if rule.kind in MOVING else "hide", rule.product.external_id)


def _undo(name: str, value: str) -> Undo:
    return Undo(reverse("preview-act"), name, value)


def _placement(settings: PreviewSettings) -> Placement:
    return get_object_or_404(Placement, key=settings.placement)


def _title(product: Product, settings: PreviewSettings) -> str:
    return product_titles([product.pk], locale=settings.locale).get(product.pk, product.external_id)
