"""What merchandisers decide over the ranking."""

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models import Product, StoreOwned
from catalog.models.store import StoreManager
from recommendations.engine.rules.audience import parse_audience
from recommendations.engine.rules.conditions import ConditionError, parse_condition
from recommendations.models.placement import LARGEST_K
from recommendations.models.release import Release

ONE_PRODUCT = ("pin", "soft_pin")
MOVES = ("boost", "bury")
PER = ("brand", "category", "price_band", "attribute")


class LiveRuleManager(StoreManager):
    """The rules in force."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(release__state=Release.State.PUBLISHED)


class Rule(StoreOwned):
    """One decision of a release: what happens to which products, for whom, where and when.

    `key` is what a rule is called over all releases that it is copied into; in the first one it equals `pk`.
    """

    class Kind(models.TextChoices):
        PIN = "pin", _("pin")
        PIN_BLOCK = "pin_block", _("pin block")
        SOFT_PIN = "soft_pin", _("soft pin")
        BOOST = "boost", _("boost")
        BURY = "bury", _("bury")
        HIDE = "hide", _("hide")
        SHARE = "share", _("share of the list")
        DIVERSITY_LIMIT = "diversity_limit", _("diversity limit")
        INCLUDE_ONLY = "include_only", _("include only")

    class Measure(models.TextChoices):
        OWN = "percent", _("of the product's own score")
        BEST = "relative", _("of the list's best score")

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="rules", editable=False)
    key = models.BigIntegerField(null=True, editable=False)
    order = models.PositiveIntegerField(_("order"), default=0, editable=False, help_text="first wins among equals")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    enabled = models.BooleanField(_("in force"), default=True)
    placements = ArrayField(
        models.SlugField(max_length=100),
        verbose_name=_("placements"),
        default=list,
        blank=True,
        help_text=_("Keys of placements; empty: all of them."),
    )
    product = models.ForeignKey(
        Product, on_delete=models.CASCADE, null=True, blank=True, related_name="rules", verbose_name=_("product")
    )
    products = ArrayField(
        models.BigIntegerField(),
        verbose_name=_("products, in order"),
        default=list,
        blank=True,
        help_text="keys of a pin block",
    )
    condition = models.JSONField(_("which products"), default=dict, blank=True, help_text="engine.rules.conditions")
    audience = models.JSONField(_("for whom"), default=dict, blank=True, help_text="engine.rules.audience")
    position = models.PositiveSmallIntegerField(
        _("position"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LARGEST_K)],
        help_text=_("Of a pin; 1 is first."),
    )
    strength = models.FloatField(
        _("strength"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0.01), MaxValueValidator(10.0)],
        help_text=_("Of boost and bury: 0.5 is 50 %."),
    )
    measure = models.CharField(_("measured by"), max_length=20, choices=Measure, default=Measure.OWN)
    share = models.FloatField(
        _("share"), null=True, blank=True, validators=[MinValueValidator(0.01), MaxValueValidator(1.0)]
    )
    limit = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True, validators=[MinValueValidator(1)])
    window = models.PositiveSmallIntegerField(
        _("among the first"), null=True, blank=True, help_text=_("Places that the limit counts; empty: all.")
    )
    per = models.CharField(_("per"), max_length=100, blank=True, help_text="brand, category, price_band or attribute:…")
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("weekdays"), default=list, blank=True, help_text="0 Monday"
    )
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True, help_text=_("Empty: the store's."))
    note = models.CharField(_("why"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False, help_text="raised by every change, for locking")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    objects = StoreManager()  # type: ignore[misc]
    live = LiveRuleManager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "key"], name="rule_key_per_release"),
            models.CheckConstraint(
                condition=~models.Q(kind__in=ONE_PRODUCT)
                | models.Q(product__isnull=False, position__isnull=False, position__gte=1),
                name="rule_pin_has_position",
                violation_error_message=_("A pin needs a product, and a position of 1 or more."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="pin_block")
                | models.Q(products__len__gte=1, position__isnull=False, position__gte=1),
                name="rule_block_has_products",
                violation_error_message=_("A pin block needs products, and a position of 1 or more."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=MOVES) | models.Q(strength__isnull=False, strength__gt=0),
                name="rule_move_has_strength",
                violation_error_message=_("Say how strongly."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="share") | models.Q(share__isnull=False, share__gt=0, share__lte=1),
                name="rule_share_has_share",
                violation_error_message=_("Say which part of the list."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="diversity_limit")
                | (models.Q(limit__isnull=False, limit__gte=1) & ~models.Q(per="")),
                name="rule_limit_has_limit",
                violation_error_message=_("Say how many at most, and per what."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=("hide", "include_only", "share"))
                | models.Q(product__isnull=False)
                | ~models.Q(condition={}),
                name="rule_names_products",
                violation_error_message=_("Say which products: without a condition the rule would mean all of them."),
            ),
        ]

    def clean(self) -> None:
        """Refuse, in words and by field, what the engine could not read."""
        errors: dict[str, Any] = {}
        for field, parse in (("condition", parse_condition), ("audience", parse_audience)):
            try:
                parse(getattr(self, field) or {})
            except ConditionError as error:
                errors[field] = str(error)
        if self.time_zone and self.time_zone not in available_timezones():
            errors["time_zone"] = _("There is no time zone of this name.")
        if any(day > 6 for day in self.weekdays):
            errors["weekdays"] = _("Weekdays are 0 (Monday) to 6.")
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            errors["ends_at"] = _("It would end before it begins.")
        if self.kind == self.Kind.DIVERSITY_LIMIT and self.per.partition(":")[0] not in PER:
            errors["per"] = _("Say per what: brand, category, price_band, or attribute: and its name.")
        if errors:
            raise ValidationError(errors)

    def save(self, **options: Any) -> None:
        super().save(**options)
        if self.key is None:
            self.key = self.pk
            Rule.objects.filter(pk=self.pk).update(key=self.pk)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.product or ''}".strip()
