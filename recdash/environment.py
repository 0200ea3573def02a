"""The environment, with what `.env` adds to it; every entry point reads it here before it looks at a variable."""

import os
from functools import cache
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent


@cache
def load_environment() -> None:
    """Add what the file `.env` says, once; what the process was given wins."""
    environ.Env.read_env(ROOT / ".env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recdash.settings")


def var_dir() -> Path:
    """Return the folder of everything that recdash writes."""
    load_environment()
    return Path(os.environ.get("RECDASH_VAR_DIR") or ROOT / "var")
