"""manage.py seed_demo, start_steps and evaluate_demo, as scripts see them."""

from pathlib import Path

import pytest

from catalog.models import Job
from catalog.services import steps
from catalog.services.jobs import job_start
from recommendations.api.keys import grant_of
from tests.command_output import json_of

pytestmark = pytest.mark.django_db


class SeedDemoTests:
    def test_last_line_tells_sizes_logins_and_key(self, settings, tmp_path: Path):
        settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
        sizes = ["--products", "12", "--shoppers", "5", "--events", "40"]

        made, again = json_of("seed_demo", *sizes), json_of("seed_demo", *sizes)

        assert list(made) == ["generated", "products", "shoppers", "events", "logins", "key", "seconds"]
        assert (made["generated"], made["products"], made["shoppers"]) == (True, 12, 5)
        assert [login["name"] for login in made["logins"]] == ["merchandiser", "marketer", "analyst", "administrator"]
        assert grant_of(made["key"]).name == "demo"
        assert again == made | {"generated": False, "seconds": again["seconds"]}


class StartStepsTests:
    def test_steps_are_named_when_they_are_started(self):
        told = json_of("start_steps")

        assert told == {"started": list(steps.ALL_STEPS), "resumed": []}
        assert Job.objects.get().follow_up == list(steps.ALL_STEPS[1:])

    def test_jobs_are_named_when_they_go_on(self):
        job = job_start(kind="embed_products", ids=[1], enqueue=False)

        assert json_of("start_steps") == {"started": [], "resumed": [job.pk]}

    def test_nothing_is_named_when_all_ran_before(self):
        job_start(kind="embed_products", ids=[], enqueue=False)

        assert json_of("start_steps") == {"started": [], "resumed": []}
