"""Says which stage dropped an item that is not in a list: a function of what is known of the item and of the list."""

from dataclasses import dataclass
from enum import StrEnum

from recommendations.engine.pipeline import Listing


class Stage(StrEnum):
    """Where an item's way into the list ended, in the order in which an item goes through them."""

    UNAVAILABLE = "unavailable"
    HIDDEN = "hidden"  # everywhere, on the product itself
    SOLD_OUT = "sold_out"
    NOT_YET = "not_yet"  # not in the shop at the moment of the request
    NOT_AGAIN = "not_again"  # bought or dismissed by this shopper, or excluded by the request
    OTHER_CATEGORY = "other_category"
    NOT_RETRIEVED = "not_retrieved"  # no source found it for this shopper
    KEPT_OUT = "kept_out"  # by a rule
    LIMITED = "limited"  # by a diversity limit
    RANKED_BELOW = "ranked_below"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the item apart from any list."""

    pk: int
    available: bool = True
    hidden: bool = False
    sold_out: bool = False
    not_yet: bool = False
    excluded: bool = False
    in_category: bool = True


@dataclass(frozen=True, slots=True)
class Why:
    """The stage, with its rank in the list or among all candidates, and the rule that did it."""

    stage: Stage
    rank: int | None = None
    rule: int | None = None


def why_not(facts: Facts, made: Listing) -> Why:
    """Return the first stage that the item did not pass; SHOWN where it passed them all."""
    shown = next((row for row in made.placed if row.scored.item.pk == facts.pk), None)
    if shown is not None:
        return Why(Stage.SHOWN, shown.rank, shown.rule_id)
    before = [
        (not facts.available, Stage.UNAVAILABLE),
        (facts.hidden, Stage.HIDDEN),
        (facts.sold_out, Stage.SOLD_OUT),
        (facts.not_yet, Stage.NOT_YET),
        (facts.excluded, Stage.NOT_AGAIN),
        (not facts.in_category, Stage.OTHER_CATEGORY),
    ]
    for failed, stage in before:
        if failed:
            return Why(stage)
    if facts.pk in made.kept_out:
        return Why(Stage.KEPT_OUT, rule=made.kept_out[facts.pk])
    if facts.pk not in made.order:
        return Why(Stage.NOT_RETRIEVED)
    rank = list(made.order).index(facts.pk) + 1
    if facts.pk in made.limited and rank <= len(made.placed):
        return Why(Stage.LIMITED, rank, made.limited[facts.pk])
    return Why(Stage.RANKED_BELOW, rank)
