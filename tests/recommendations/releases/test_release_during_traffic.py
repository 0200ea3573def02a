"""Publishing and rolling back while the storefront asks: no request fails, and each answer is of one release."""

import threading
import time

import pytest
from django.db import connection

from recommendations.engine.types import Answer, Request
from recommendations.selectors.recommend import recommend
from recommendations.selectors.releases import release_live
from recommendations.services.release_publish import release_publish, release_roll_back
from recommendations.services.release_workflow import release_approve, release_submit
from recommendations.services.releases import release_begin
from recommendations.services.rule_edits import rule_add
from tests.factories import ItemPopularityFactory

pytestmark = pytest.mark.django_db(transaction=True)


class Traffic:
    """Two threads that ask without pause; what they got and what failed."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.failures: list[Exception] = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(2)]

    def __enter__(self) -> "Traffic":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def wait_for(self, release: int) -> None:
        """Wait till some answer is of this release."""
        until = time.monotonic() + 30
        while time.monotonic() < until and not any(one.release == release for one in list(self.answers)[-4:]):
            time.sleep(0.02)

    def _ask(self) -> None:
        try:
            while not self._stop.is_set():
                self.answers.append(recommend(Request(shopper_id=None, k=3)))
        except Exception as error:
            self.failures.append(error)
        finally:
            connection.close()


class ReleaseDuringTrafficTests:
    def test_answers_are_of_one_release_each_while_it_goes_live_and_back(self, author, reviewer):
        products = [ItemPopularityFactory(product__external_id=f"p{n}", score=1 - n / 10).product for n in range(4)]
        first = release_live()
        draft = release_begin(by=author)
        pin = rule_add(release_id=draft.pk, by=author, values={"kind": "pin", "product": products[3], "position": 1})
        release_submit(release_id=draft.pk, by=author)
        release_approve(release_id=draft.pk, by=reviewer)

        with Traffic() as traffic:
            traffic.wait_for(first.number)
            release_publish(release_id=draft.pk, by=author)
            traffic.wait_for(draft.number)
            release_roll_back(by=author)
            traffic.wait_for(first.number)

        assert traffic.failures == []
        seen = {(one.release, one.items[0].product_id, one.applied_rules) for one in traffic.answers}
        assert seen == {(first.number, "p0", ()), (draft.number, "p3", (pin.key,))}

    def test_one_of_two_publications_at_once_waits_and_takes_the_other_along(self, author, reviewer):
        drafts = [release_begin(by=author, name=name) for name in "ab"]
        for draft in drafts:
            rule_add(release_id=draft.pk, by=author, values={"kind": "hide", "condition": {"brand": [draft.name]}})
            release_submit(release_id=draft.pk, by=author)
            release_approve(release_id=draft.pk, by=reviewer)
        failures: list[Exception] = []

        def publish(pk: int) -> None:
            try:
                release_publish(release_id=pk, by=author)
            except Exception as error:
                failures.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=publish, args=[draft.pk]) for draft in drafts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failures == []
        live = release_live()
        assert sorted(rule.condition["brand"][0] for rule in live.rules.all()) == ["a", "b"]
