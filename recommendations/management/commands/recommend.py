"""Prints what a shopper is recommended, and why."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError

from catalog.management.base import StoreCommand
from recommendations.engine.errors import RequestError
from recommendations.engine.types import Answer, AnswerItem, Request
from recommendations.selectors.recommend import recommend


class Command(StoreCommand):
    help = "Print the recommendations of a shopper; an unknown shopper gets the cold-start list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("shopper_id")
        parser.add_argument("-k", type=int)
        parser.add_argument("--placement", default="home")
        parser.add_argument("--locale", default="")
        parser.add_argument("--category", default="")
        parser.add_argument("--explain", action="store_true", help="show the factors that add up to each score")
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("shopper_id", "k", "placement", "locale", "category")
        try:
            answer = recommend(Request(**{name: options[name] for name in names}))
        except RequestError as error:
            raise CommandError(f"{error.field}: {error.message}") from error
        self.stdout.write(
            f"{answer.placement} for {answer.shopper_id}: model {answer.model_version}"
            + (f", fallback {answer.fallback}" if answer.fallback else "")
        )
        for item in answer.items:
            self._show(item, explain=options["explain"])
        self.write_json(self._plain(answer), options)

    def _show(self, item: AnswerItem, *, explain: bool) -> None:
        self.stdout.write(f"{item.rank:>3}  {item.score:.3f}  {item.product_id}  {item.title}\n     {item.reason}")
        if explain:
            for factor in sorted(item.factors, key=lambda factor: -factor.contribution):
                ground = f"  ({factor.evidence})" if factor.evidence else ""
                self.stdout.write(
                    f"       {factor.contribution:.3f} = {factor.value:.2f} × {factor.weight:.2f} {factor.name}{ground}"
                )

    def _plain(self, answer: Answer) -> dict[str, Any]:
        items = [asdict(item) | {"factors": [factor._asdict() for factor in item.factors]} for item in answer.items]
        return {**asdict(answer), "items": items}
