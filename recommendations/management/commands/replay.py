"""Tells what logged traffic says of a list that nobody has seen."""

from argparse import ArgumentParser
from dataclasses import asdict, replace
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from catalog.management.base import StoreCommand
from recommendations.engine.types import Request
from recommendations.experiments.replay.estimate import Replay
from recommendations.services.replay import traffic_replay

PARTS = {"rules": "use_rules", "language_model": "use_language_model", "personalisation": "personalised"}
UNKNOWN = (
    "What replay cannot know: products that the logged traffic never showed to these shoppers count as good as the "
    "usual one; what shoppers would do later is not seen; profile, model and stock are those of now."
)


class Command(StoreCommand):
    help = "Replay the logged lists of the last days through a release, or without rules, model or person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("placement")
        parser.add_argument("--days", type=int, default=7)
        parser.add_argument("--without", nargs="*", choices=sorted(PARTS), default=[], help="none: as lists are now")
        parser.add_argument("--release", type=int, help="number of the release to look at; default: what is live")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        switches: dict[str, Any] = {PARTS[name]: False for name in options["without"]}

        def change(request: Request) -> Request:
            return replace(request, release=options["release"], **switches)

        try:
            found = traffic_replay(
                placement=options["placement"], days=options["days"], now=timezone.now(), change=change
            )
        except ValueError as error:
            words = f"{error}: is {options['placement']!r} asked for, and RECDASH_SERVED_LIST_DAYS set?"
            raise CommandError(words) from error
        for line in _words(found):
            self.stdout.write(line)
        self.write_json(asdict(found), options)


def _words(found: Replay) -> list[str]:
    change, moved = found.change, found.moved
    return [
        f"{found.lists:,} lists of {found.shoppers:,} shoppers, {found.explored:,} explored places",
        f"clicks a list: {found.live:.4f} live, {found.draft:.4f} in the draft",
        f"change: {change.value:+.4f}, 95 %: {change.low:+.4f} … {change.high:+.4f}",
        f"by moving what both lists hold alone: {moved.value:+.4f}, 95 %: {moved.low:+.4f} … {moved.high:+.4f}",
        f"the log knows of {found.known_share:.0%} of the draft's places; {found.same_share:.0%} hold the same as live",
        UNKNOWN,
    ]
