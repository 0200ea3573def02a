#!/usr/bin/env python
"""Run a recdash command; starts the private servers first where none are configured."""

import signal
import sys
from types import FrameType

from django.core.management import execute_from_command_line

from recdash import embedded
from recdash.environment import load_environment

WITHOUT_SERVERS = {"help", "version", "--help", "--version", "makemessages", "compilemessages", "collectstatic"}


def leave(signum: int, frame: FrameType | None) -> None:
    """End by an exception, so that the servers we hold are given up."""
    sys.exit(128 + signum)


def main() -> None:
    load_environment()
    signal.signal(signal.SIGTERM, leave)
    if len(sys.argv) > 1 and sys.argv[1] not in WITHOUT_SERVERS:
        embedded.hold()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
