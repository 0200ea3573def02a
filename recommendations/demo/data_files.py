"""Reads the data files that hold every word the demo shop says."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
LOCALES = ("en", "zh-hans", "es", "de", "fr", "ja")


@cache
def load(name: str) -> Any:
    """Return the parsed file `data/<name>.json`; treat it as read-only, it is shared."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


@cache
def category_names() -> tuple[str, ...]:
    """List the category files in a fixed order."""
    return tuple(sorted(path.stem for path in (DATA / "categories").glob("*.json")))
