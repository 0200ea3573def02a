"""The commands that run a step: what scripts read, what they may rely on, and in which store they work."""

import pytest
from django.core.management import CommandError

from catalog.current_store import current_store_id, in_store
from catalog.models import Job, Store
from catalog.services import jobs
from catalog.services.jobs import ChunkResult
from catalog.services.steps import ALL_STEPS
from tests.command_output import failure_of, json_of, run_command

pytestmark = pytest.mark.django_db
seen: list[tuple[int, list[int]]] = []


def targets(limit: int | None) -> list[int]:
    return [1, 2, 3][:limit]


def good(ids: list[int]) -> ChunkResult:
    seen.append((current_store_id(), ids))
    return ChunkResult(done=len(ids))


def half(ids: list[int]) -> ChunkResult:
    return ChunkResult(done=len(ids) - 1, failed=1, error="row 2: no text")


def broken(ids: list[int]) -> ChunkResult:
    raise ValueError("the model is not there")


@pytest.fixture(autouse=True)
def handlers(settings, monkeypatch):
    seen.clear()
    monkeypatch.setattr(jobs, "RETRY_SECONDS", 0.001)
    settings.RECDASH_STEPS = dict.fromkeys(ALL_STEPS, (f"{__name__}.targets", 2))
    settings.RECDASH_JOB_HANDLERS = dict.fromkeys(ALL_STEPS, f"{__name__}.good")
    return settings.RECDASH_JOB_HANDLERS


class StepCommandTests:
    @pytest.mark.parametrize("kind", ALL_STEPS)
    def test_last_line_has_the_figures_when_all_rows_went_well(self, kind):
        told = json_of(kind)

        assert list(told) == ["done", "failed", "seconds"]
        assert (told["done"], told["failed"]) == (3, 0)

    @pytest.mark.parametrize("kind", ["extract_features", "generate_copy"])
    def test_status_is_1_after_the_figures_when_a_row_failed(self, kind, handlers):
        handlers[kind] = f"{__name__}.half"

        message, told = failure_of(kind)

        job = Job.objects.get()
        assert message == f"{job}: 2 of 3 rows failed: row 2: no text"
        assert (told["done"], told["failed"]) == (1, 2)

    def test_reason_is_told_when_a_step_breaks_off(self, handlers):
        handlers["build_profiles"] = f"{__name__}.broken"

        message, told = failure_of("build_profiles", "--limit", "1")

        assert message.endswith("1 of 1 rows failed: ValueError: the model is not there")
        assert (told["done"], told["failed"]) == (0, 1)

    def test_step_works_in_the_store_that_is_named(self):
        other = Store.objects.create(slug="other", name="Other")

        json_of("embed_products", "--store", "other")

        assert seen == [(other.pk, [1, 2]), (other.pk, [3])]
        assert not Job.objects.exists()
        with in_store(other.pk):
            assert Job.objects.get().done == 3
        assert current_store_id() == 1

    def test_step_is_refused_when_there_is_no_such_store(self):
        with pytest.raises(CommandError, match="There is no store attic: choose from default"):
            run_command("embed_products", "--store", "attic")

        assert seen == []
