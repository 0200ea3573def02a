"""No staff page shuts anybody out: axe-core on each of them, on a desk in daylight and on a phone at night."""

from typing import Any

import pytest

from tests.browser.axe import serious_findings
from tests.factories import (
    CopyFactory,
    FeatureFactory,
    InteractionFactory,
    InterestTagFactory,
    ItemPopularityFactory,
    JobFactory,
    ReviewFactory,
    RuleFactory,
    ShopperFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_NOT_PAGES = ("logout", "/add/", "/jsi18n/")


def linked_pages(page: Any) -> list[str]:
    """Return the addresses of the staff area that a page links to."""
    found = page.eval_on_selector_all('a[href^="/admin/"]', "all => all.map(one => one.getAttribute('href'))")
    return sorted({href for href in found if not any(word in href for word in _NOT_PAGES)})


class AccessibilityTests:
    @pytest.fixture(autouse=True)
    def _rows(self, administrator: Any) -> None:
        product = ItemPopularityFactory(product__texts__title="Shoe").product
        FeatureFactory(product=product)
        ReviewFactory(product=product)
        JobFactory()
        shopper = ShopperFactory(external_id="ana", event_count=1)
        InteractionFactory(shopper=shopper, product=product)
        InterestTagFactory(shopper=shopper)
        CopyFactory(product=product)
        RuleFactory(product=product)

    @pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
    def test_no_page_has_a_serious_finding(self, log_in: Any, scheme: str, width: int) -> None:
        page = log_in("administrator", width=width)
        page.emulate_media(color_scheme=scheme)
        addresses = [*linked_pages(page), "/admin/preview/?shopper=ana&placement=home"]
        findings = {}
        for address in addresses:
            page.goto(address)
            findings[address] = serious_findings(page)

        assert len(addresses) > 20
        assert {address: found for address, found in findings.items() if found} == {}
