"""The page of figures: what the lists led to, for whom, and who got the places."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.current_store import current_store_id
from catalog.models import Store
from recommendations.dashboard import measure_charts as charts
from recommendations.dashboard.access import StaffRequest, render_part_or_page, staff_page
from recommendations.dashboard.measure_advice import advice_of, headline_of
from recommendations.dashboard.measure_figures import Measured, figures_of
from recommendations.dashboard.measure_settings import PERIODS, MeasureSettings
from recommendations.models import Placement
from recommendations.selectors import exposure, measure
from recommendations.selectors.measure import Slice
from recommendations.selectors.owed_events import store_zone
from recommendations.selectors.pin_verdicts import pin_verdicts

CSV_COLUMNS = ("table", "group", "figure", "value", "low", "high", "n", "before")


@staff_page("recommendations.view_shopperday")
def measure_page(request: StaffRequest) -> HttpResponse:
    """Show the slice that the address describes."""
    settings = MeasureSettings.from_query(request.GET)
    context = {
        "title": _("Measure"),
        "settings": settings,
        "periods": PERIODS,
        "choices": measure.choices(),
        "placements": _placement_names(),
        "counted_at": measure.counted_at(),
        **_measured(settings),
    }
    return render_part_or_page(request, "measure", context, f"{request.path}?{settings.query()}")


@staff_page("recommendations.view_shopperday")
def measure_csv(request: StaffRequest) -> HttpResponse:
    """Return every figure of the page as a file."""
    settings = MeasureSettings.from_query(request.GET)
    of = settings.slice(_today())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="measure-{of.since}-{of.until}.csv"'
    writer = csv.writer(response)
    writer.writerow(CSV_COLUMNS)
    writer.writerows(_csv_rows(of))
    return response


def _measured(settings: MeasureSettings) -> dict[str, Any]:
    of = settings.slice(_today())
    now = measure.outcome(of)
    if not now.impressions:
        return {"empty": True, "slice": of}
    currency = Store.objects.only("currency").get(pk=current_store_id()).currency
    before, spread = measure.outcome(of.before()), measure.spread(of)
    figures = figures_of(now, before, spread, measure.spread(of.before()), currency)
    return {
        "slice": of,
        "figures": figures,
        "headline": headline_of(now, before, settings.days),
        "advice": advice_of(of, now, spread),
        "pins": pin_verdicts(of.since),
        "charts": _charts(of, now.shoppers, currency),
    }


def _charts(of: Slice, shoppers: int, currency: str) -> list[Any]:
    prices, between = exposure.exposure_by_price(of)
    groups: list[tuple[str, str, str, Mapping[Any, str]]] = [
        ("placement", _("Click rate by placement"), _("placement"), _placement_names()),
        ("release", _("Click rate by release"), _("release"), {0: _("without a release")}),
        ("locale", _("Click rate by the shopper's language"), _("language"), {"": _("not known")}),
        (
            "returning",
            _("Click rate of new and returning shoppers"),
            _("shoppers"),
            {False: _("new that day"), True: _("returning")},
        ),
    ]
    made = [
        charts.click_rate_by_day(measure.outcomes_by(of, "day"), shoppers),
        *[
            charts.click_rate_by(f"by-{group}", title, name, measure.outcomes_by(of, group), names, shoppers)
            for group, title, name, names in groups
        ],
        charts.click_rate_by_place(measure.rank_outcomes(of)),
        charts.exposure("brands", _("Exposure by brand"), exposure.exposure_by_brand(of), {"": _("all others")}),
        charts.exposure("prices", _("Exposure by price"), prices, charts.price_names(between, currency)),
        charts.exposure("languages", _("Exposure by language of the texts"), exposure.exposure_by_language(of), {}),
    ]
    return [chart for chart in made if chart.rows]


def _csv_rows(of: Slice) -> Iterator[list[Any]]:
    now, before = measure.outcome(of), measure.outcome(of.before())
    spread, earlier = measure.spread(of), measure.spread(of.before())
    for figure in figures_of(now, before, spread, earlier, ""):
        yield ["figures", "all", figure.key, *_raw(figure)]
    for group in ("day", "placement", "release", "locale", "returning"):
        past = measure.outcomes_by(of.before(), group)
        for label, outcome in measure.outcomes_by(of, group).items():
            for figure in figures_of(outcome, past.get(label, measure.NOTHING), spread, earlier, "")[:4]:
                yield [f"by {group}", label, figure.key, *_raw(figure)]
    tables = {
        "brand": exposure.exposure_by_brand(of),
        "price": exposure.exposure_by_price(of)[0],
        "language": exposure.exposure_by_language(of),
    }
    for name, shares in tables.items():
        for share in shares:
            around = exposure.share_bounds(share.now)
            bounds = (around.low, around.high) if share.now.n > 1 else ("", "")
            yield [f"exposure by {name}", share.name, "shown", share.shown, *bounds, share.impressions, share.before]
            yield [f"exposure by {name}", share.name, "catalog", share.catalog, "", "", "", ""]


def _raw(figure: Measured) -> list[Any]:
    return ["" if value is None else value for value in figure.raw]


def _placement_names() -> dict[str, str]:
    return dict(Placement.objects.values_list("key", "name"))


def _today() -> date:
    return timezone.now().astimezone(store_zone()).date()
