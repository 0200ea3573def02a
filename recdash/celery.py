"""The Celery application; a task runs in the store in which it was sent."""

import os
from typing import Any

from celery import Celery
from celery.signals import before_task_publish, task_postrun, task_prerun

from recdash import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recdash.settings")
embedded.hold()

app = Celery("recdash")
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
