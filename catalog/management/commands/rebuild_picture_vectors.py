"""Renews all picture vectors with the present picture encoder."""

import time
from typing import Any

from django.conf import settings

from catalog.current_store import in_store
from catalog.management.base import JsonCommand
from catalog.management.step_command import check_rows, step_run
from catalog.models import Job, Store
from catalog.services.engines import image_dimension
from catalog.services.picture_columns import picture_columns_resize


class Command(JsonCommand):
    help = "Empty the columns of picture vectors, fit them to the picture encoder of the settings, fill them again."
    requires_system_checks = []  # one of the checks is what sends the operator here

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        encoder, dimension = settings.RECDASH_IMAGE_ENCODER, image_dimension()
        picture_columns_resize(dimension=dimension)
        self.stdout.write(f"Vectors of {dimension:,} numbers from {encoder} …")
        jobs = []
        for store in Store.objects.order_by("pk"):  # the columns are shared, so each store has lost its vectors
            with in_store(store.pk):
                jobs.append(step_run(self, kind=Job.Kind.EMBED_PICTURES))
        done, failed = sum(job.done for job in jobs), sum(job.failed for job in jobs)
        seconds = round(time.monotonic() - started, 1)
        told = {"encoder": encoder, "dimension": dimension, "products": done, "failed": failed, "seconds": seconds}
        self.write_json(told, options)
        check_rows(*jobs)
