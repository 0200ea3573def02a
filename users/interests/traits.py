"""Traits of an interest as JSON, as the database keeps them."""

from datetime import datetime
from typing import Any

from users.interests.types import NO_TRAITS, Loyalty, Repeat, Season, Traits, Visiting


def traits_to_json(traits: Traits) -> dict[str, Any]:
    """Return what is known, and nothing of what is not."""
    body: dict[str, Any] = {}
    if traits.visiting:
        body["visiting"] = {"strength": traits.visiting.strength, "at": traits.visiting.at.isoformat()}
    if traits.repeat:
        body["repeat"] = {
            "bought_at": traits.repeat.bought_at.isoformat(),
            "interval_days": traits.repeat.interval_days,
            "factors": list(traits.repeat.factors),
        }
    if traits.season:
        body["season"] = {"unit": traits.season.unit, "factors": list(traits.season.factors)}
    if traits.loyalty:
        body["loyalty"] = {"bought": traits.loyalty.bought, "of": traits.loyalty.of}
    if body and traits.measured_at:
        body["measured_at"] = traits.measured_at.isoformat()
    return body


def traits_from_json(body: dict[str, Any]) -> Traits:
    """Return the traits that `traits_to_json` wrote."""
    if not body:
        return NO_TRAITS
    visiting, repeat, season = (body.get(name) for name in ("visiting", "repeat", "season"))
    return Traits(
        measured_at=datetime.fromisoformat(body["measured_at"]) if "measured_at" in body else None,
        visiting=Visiting(visiting["strength"], datetime.fromisoformat(visiting["at"])) if visiting else None,
        repeat=Repeat(datetime.fromisoformat(repeat["bought_at"]), repeat["interval_days"], tuple(repeat["factors"]))
        if repeat
        else None,
        season=Season(season["unit"], tuple(season["factors"])) if season else None,
        loyalty=Loyalty(**body["loyalty"]) if "loyalty" in body else None,
    )
