"""Hands work to the workers once the change that asks for it is committed."""

import logging
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def send_after_commit(task: Any, *arguments: Any, queue: str = "fast") -> None:
    """Send a task on commit.

    A broker that is down costs freshness, never the stored data: what a task would have done is found again by
    the steps, which go by hashes and times.
    """
    transaction.on_commit(lambda: _send(task, arguments, queue))


def _send(task: Any, arguments: tuple[Any, ...], queue: str) -> None:
    try:
        task.apply_async(arguments, queue=queue)
    except OperationalError as error:
        logger.warning("%s was not sent, the broker does not answer: %s", task.name, error)
