"""What axe-core finds on a page (WCAG 2.1 A and AA)."""

from typing import Any

SERIOUS = {"serious", "critical"}


def serious_findings(page: Any) -> list[str]:
    """Return the rules broken that shut somebody out, each with the first place."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found if one["impact"] in SERIOUS]
