"""Runs commands of manage.py as a script sees them."""

import json
from io import StringIO
from typing import Any

from django.core.management import CommandError, call_command


def run_command(name: str, *arguments: str) -> str:
    """Return what a command prints."""
    output = StringIO()
    call_command(name, *arguments, stdout=output, stderr=StringIO())
    return output.getvalue()


def json_of(name: str, *arguments: str) -> dict[str, Any]:
    """Return the object on the last line of a command run with `--json`."""
    return dict(json.loads(run_command(name, *arguments, "--json").splitlines()[-1]))


def failure_of(name: str, *arguments: str) -> tuple[str, dict[str, Any]]:
    """Run a command that fails with `--json`; return its message, and the object on the last line before it."""
    output = StringIO()
    try:
        call_command(name, *arguments, "--json", stdout=output, stderr=StringIO())
    except CommandError as error:
        assert error.returncode == 1
        return str(error), dict(json.loads(output.getvalue().splitlines()[-1]))
    raise AssertionError(f"{name} did not fail")
