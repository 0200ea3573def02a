"""Two people, or two workers, at the same moment."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from recommendations.models import Copy, CopyDecision, CopyRevision
from recommendations.services.copy_generation import copy_generate
from recommendations.services.copy_workflow import Conflict, WorkflowError, WrongState, copy_approve

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run functions in threads that start together; return results or workflow errors."""
    gate = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(position: int, work: Callable[[], Any]) -> None:
        gate.wait()
        try:
            results[position] = work()
        except WorkflowError as error:
            results[position] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


class CopyRaceTests:
    def test_one_wins_when_two_approve_what_they_both_read(
        self, make_copy: Any, marketer: Any, second_marketer: Any
    ) -> None:
        copy = make_copy()

        results = _at_once(
            lambda: copy_approve(copy_id=copy.pk, by=marketer, expected_version=1),
            lambda: copy_approve(copy_id=copy.pk, by=second_marketer, expected_version=1),
        )

        assert sorted(type(result).__name__ for result in results) == ["Conflict", "Copy"]
        assert CopyDecision.objects.count() == 1
        assert Copy.objects.get().version == 2

    def test_one_wins_when_nobody_names_a_version(self, make_copy: Any, marketer: Any, second_marketer: Any) -> None:
        copy = make_copy()

        results = _at_once(
            lambda: copy_approve(copy_id=copy.pk, by=marketer),
            lambda: copy_approve(copy_id=copy.pk, by=second_marketer),
        )

        refused = [result for result in results if isinstance(result, WorkflowError)]
        assert [type(refusal) for refusal in refused] == [WrongState]
        assert not isinstance(refused[0], Conflict)
        assert CopyDecision.objects.count() == 1

    def test_one_draft_when_two_workers_write_the_same(self, make_product: Any) -> None:
        target = f"{make_product().pk}||en"

        results = _at_once(lambda: copy_generate([target]), lambda: copy_generate([target]))

        assert [(result.done, result.failed) for result in results] == [(1, 0), (1, 0)]
        assert (Copy.objects.count(), CopyRevision.objects.count()) == (1, 1)
