"""The Celery application; a task runs in the store in which it was sent."""

from typing import Any

from celery import Celery, Task
from celery.signals import before_task_publish, task_postrun, task_prerun, worker_ready
from django.db.utils import InterfaceError, OperationalError

from recdash import embedded
from recdash.environment import load_environment

load_environment()
embedded.hold()


class PatientTask(Task):
    """Tries again, for about a quarter of an hour, while the database is away: no accepted work is lost with it."""

    autoretry_for = (OperationalError, InterfaceError)
    max_retries = 20
    retry_backoff = 1  # seconds, doubled each time
    retry_backoff_max = 60


app = Celery("recdash", task_cls=PatientTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

STORE_HEADER = "recdash_store_id"


@before_task_publish.connect
def _send_store(headers: dict[str, Any], **_: Any) -> None:
    from catalog.current_store import current_store_id

    headers.setdefault(STORE_HEADER, current_store_id())


@task_prerun.connect
def _enter_store(task: Any, **_: Any) -> None:
    from catalog.current_store import DEFAULT_STORE_ID, enter_store

    task.request.recdash_store_token = enter_store(getattr(task.request, STORE_HEADER, None) or DEFAULT_STORE_ID)


@task_postrun.connect
def _leave_store(task: Any, **_: Any) -> None:
    from catalog.current_store import leave_store

    leave_store(task.request.recdash_store_token)


@worker_ready.connect
def _take_over(**_: Any) -> None:
    """Put back what a killed worker had taken and not finished, instead of waiting for it to time out.

    A living worker's message may come back too; that does no harm, for every task is idempotent, and a chunk of a
    job that somebody works on is left alone.
    """
    with app.connection_for_write() as connection:
        channel = connection.default_channel
        if hasattr(channel, "unacked_index_key"):  # the Redis transport; others know when a consumer is gone
            for tag in channel.client.zrange(channel.unacked_index_key, 0, -1):
                channel.qos.restore_by_tag(tag.decode(), channel.client)
