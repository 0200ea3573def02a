"""What staff should know of an interest besides its weight, in words."""

from datetime import datetime

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from users.interests.repeats import Phase, phase_of
from users.interests.seasons import phases_in
from users.interests.traits import traits_from_json
from users.interests.types import Loyalty, Repeat, Season
from users.interests.visiting import has_faded
from users.interests.weights_now import intervals_since
from users.models import InterestTag


def tag_notes(tag: InterestTag, now: datetime) -> list[str]:
    """Return short notes, what passes soonest first; none where nothing is known but the weight."""
    traits = traits_from_json(tag.traits)
    notes = [_("in the latest visit")] if traits.visiting and not has_faded(traits.visiting, now) else []
    notes += [_repeat(traits.repeat, now)] if traits.repeat else []
    notes += [_season(traits.season)] if traits.season else []
    notes += [_loyalty(traits.loyalty)] if traits.loyalty else []
    return [note for note in notes if note]


def _repeat(repeat: Repeat, now: datetime) -> str:
    days = max(1, round(repeat.interval_days))
    usual = ngettext("every day", "every %(days)s days", days) % {"days": days}
    phase = phase_of(intervals_since(repeat, now))
    if phase is Phase.DUE:
        return _("due again, bought %(usual)s") % {"usual": usual}
    if phase is Phase.LAPSED:
        return _("was bought %(usual)s") % {"usual": usual}
    return _("bought lately, %(usual)s") % {"usual": usual}


def _season(season: Season) -> str:
    names = MONTHS if season.unit == "month" else WEEKDAYS
    when = ", ".join(str(names[phase]) for phase in phases_in(season))
    return _("stronger in season: %(when)s") % {"when": when} if when else ""


def _loyalty(loyalty: Loyalty) -> str:
    return ngettext("loyal: %(bought)s of %(of)s purchase", "loyal: %(bought)s of %(of)s purchases", loyalty.of) % {
        "bought": loyalty.bought,
        "of": loyalty.of,
    }
