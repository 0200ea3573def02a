"""Where a training writes down how far it is, so that the next worker goes on where a killed one was."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from catalog.current_job import current_job_id

KEPT_SECONDS = 7 * 86_400  # of a training that nobody resumed


@contextmanager
def checkpoint_folder() -> Iterator[Path | None]:
    """Give the folder of the current job's training, None where no job runs; it goes once the block is done.

    A worker on another machine does not see it, and starts anew.
    """
    job = current_job_id()
    if job is None:
        yield None
        return
    trainings = Path(settings.VAR_DIR) / "trainings"
    folder = trainings / f"job-{job}"
    folder.mkdir(parents=True, exist_ok=True)
    yield folder
    for some in trainings.iterdir():
        if some == folder or some.stat().st_mtime < time.time() - KEPT_SECONDS:
            shutil.rmtree(some, ignore_errors=True)
