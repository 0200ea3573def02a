"""The examples of docs/reference/api.md do what the page says."""

import json
import re
import shlex
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.test import Client

from recommendations.models import Scope
from recommendations.services.api_keys import api_key_create

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "api.md"
EXAMPLE = re.compile(r"```sh\n(curl .*?)```\n```json\n(.*?)```", re.DOTALL)
ANYTHING = "…"


def run(command: str, key: str) -> Any:
    """Send what curl would send."""
    words = shlex.split(command.replace("$RECDASH", "").replace("$KEY", key))
    options: dict[str, list[str]] = {"-X": [], "-H": [], "-d": []}
    for option, value in pairwise(words):
        options.get(option, []).append(value)
    [url] = [word for word in words if word.startswith("/api/")]
    headers = dict(header.split(": ", 1) for header in options["-H"])
    method = (options["-X"] or ["POST" if options["-d"] else "GET"])[0]
    content_type = headers.pop("Content-Type", "")
    body = "".join(options["-d"])
    return Client().generic(method, url, body, content_type=content_type, headers=headers).json()


def masked(found: Any, shown: Any) -> Any:
    """Return what was found, with `…` wherever the page shows it."""
    if shown == ANYTHING:
        return ANYTHING
    if isinstance(found, dict) and isinstance(shown, dict):
        return {name: masked(value, shown.get(name)) for name, value in found.items()}
    if isinstance(found, list) and isinstance(shown, list) and len(found) == len(shown):
        return [masked(*pair) for pair in zip(found, shown, strict=True)]
    return found


class ReferenceExamplesTests:
    def test_answers_are_those_of_the_page(self, store):
        _, key = api_key_create(name="docs", scopes=Scope.values, store=store)
        examples = EXAMPLE.findall(PAGE.read_text())

        assert len(examples) == 8
        for command, answer in examples:
            shown = json.loads(answer)
            assert masked(run(command, key), shown) == shown
