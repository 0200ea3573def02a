"""The truth planted in the demo shop, which stands in a file that the shop itself never reads."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from recommendations.services.demo import demo_folder


@dataclass(frozen=True, slots=True)
class Truth:
    """What was planted: per product, per shopper, and what each shopper buys after `now`."""

    now: datetime
    products: dict[str, dict[str, Any]]
    shoppers: dict[str, dict[str, Any]]
    next_purchases: dict[str, list[str]]


def truth_read() -> Truth:
    """Read the planted truth; raise FileNotFoundError where no demo shop was generated here."""
    raw = json.loads((demo_folder() / "truth.json").read_text(encoding="utf-8"))
    now = parse_datetime(raw["now"])
    assert now is not None
    return Truth(now, raw["products"], raw["shoppers"], raw["next_purchases"])
