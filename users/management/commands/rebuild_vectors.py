"""Renews all vectors with the present text encoder."""

import time
from typing import Any

from catalog.current_store import in_store
from catalog.management.base import JsonCommand
from catalog.management.step_command import check_rows, step_run
from catalog.models import Job, Store
from catalog.services.engines import text_encoder
from users.services.vector_columns import vector_columns_resize

STEPS = (Job.Kind.EMBED_PRODUCTS, Job.Kind.BUILD_PROFILES)


class Command(JsonCommand):
    help = "Empty the vector columns, fit them to the text encoder of the settings, and fill them again."
    requires_system_checks = []  # one of the checks is what sends the operator here

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        encoder = text_encoder()
        vector_columns_resize(dimension=encoder.dimension)
        self.stdout.write(f"Vectors of {encoder.dimension} numbers from {encoder.name} …")
        jobs = []
        for store in Store.objects.order_by("pk"):  # the columns are shared, so each store has lost its vectors
            with in_store(store.pk):
                jobs += [step_run(self, kind=kind) for kind in STEPS]
        self.write_json({"encoder": encoder.name, "dimension": encoder.dimension, **_figures(jobs, started)}, options)
        check_rows(*jobs)


def _figures(jobs: list[Job], started: float) -> dict[str, float]:
    products, shoppers = (sum(job.done for job in jobs if job.kind == kind) for kind in STEPS)
    failed = sum(job.failed for job in jobs)
    return {
        "products": products,
        "shoppers": shoppers,
        "failed": failed,
        "seconds": round(time.monotonic() - started, 1),
    }
