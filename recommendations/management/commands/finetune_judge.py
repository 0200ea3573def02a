"""Fits the language model to the shop's own sequences, into a folder that RECDASH_LLM may then name."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from catalog.management.base import StoreCommand
from recdash.llm.errors import LanguageModelError
from recommendations.services.judge_finetune import judge_finetune


class Command(StoreCommand):
    help = "Teach the language model what shoppers took next; needs requirements-finetune.txt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", type=Path, help="folder for the new model")
        parser.add_argument("--rerank", type=Path, metavar="DIR", help="a re-ranking folder instead of the shop")
        parser.add_argument("--most", type=int, default=2000, help="examples at most")
        parser.add_argument("--epochs", type=int, default=1)
        parser.add_argument("--seed", type=int, default=0)
        super().add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            losses = judge_finetune(
                options["out"],
                folder=options["rerank"],
                most=options["most"],
                epochs=options["epochs"],
                seed=options["seed"],
                progress=lambda done, total, loss: self.stdout.write(f"{done:,} of {total:,}, loss {loss:.3f}"),
            )
        except (LanguageModelError, ValueError, FileNotFoundError) as error:
            raise CommandError(str(error)) from error
        tenth = max(1, len(losses) // 10)
        body = {
            "folder": str(options["out"]),
            "loss_first": round(sum(losses[:tenth]) / tenth, 4),
            "loss_last": round(sum(losses[-tenth:]) / tenth, 4),
            "seconds": round(time.monotonic() - started, 1),
        }
        self.stdout.write(f"loss {body['loss_first']} → {body['loss_last']}; set RECDASH_LLM={options['out']}")
        self.write_json(body, options)
