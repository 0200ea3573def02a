"""A draft that the fact gate lets through, and one that it does not."""

from typing import Any

from recommendations.models import Copy, CopyRevision
from tests.factories import CopyFactory, ProductFactory

CLEAN = "A light trail shoe in blue for wet paths."
UNPROVEN = "A light trail shoe of 310 g."


def draft(number: int = 1, **values: Any) -> Copy:
    """Make a draft in review of a trail shoe, with its first wording."""
    product = ProductFactory(
        external_id=f"shoe-{number}",
        brand="",
        texts__title=f"Trail shoe {number}, blue",
        texts__description="A light shoe for wet paths.",
    )
    copy = CopyFactory(**({"product": product, "state": "in_review", "text": CLEAN, "model": "fake"} | values))
    CopyRevision.objects.create(copy=copy, number=1, text=copy.text, author=copy.author)
    return copy
