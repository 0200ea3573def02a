"""Runs logged traffic through a list that nobody has seen, and says what it would have earned."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from catalog.services.dispatch import send_after_commit
from recommendations.engine.types import Request
from recommendations.experiments.replay.estimate import Replay, replay
from recommendations.experiments.replay.log import LoggedList
from recommendations.models import ReplayRun, ServedList
from recommendations.selectors.recommend import recommend
from recommendations.selectors.replay_log import logged_lists, served_lists
from users.models import User

Change = Callable[[Request], Request]
Told = Callable[[int, int], None]
TOLD_EVERY = 20  # lists


def traffic_replay(*, placement: str, days: int, now: datetime, change: Change, told: Told | None = None) -> Replay:
    """Replay the lists of the last days through requests that `change` makes different.

    `told` hears how many of how many lists are done. Raises ValueError where no list was logged.
    """
    served = served_lists(placement=placement, since=now - timedelta(days=days), until=now)
    drafts: dict[int, tuple[int, ...]] = {}
    logged = logged_lists(served)
    for done, (row, one) in enumerate(zip(served, logged, strict=True), start=1):
        drafts[id(one)] = tuple(_items(change(asked_then(row))))
        if told is not None:
            told(done, len(served))

    def draft(one: LoggedList) -> Sequence[int]:
        return drafts[id(one)]

    return replay(logged, draft)


def asked_then(row: ServedList) -> Request:
    """Return the request that a logged list answered, as of then.

    Events after it are left aside; profile, model and stock are those of now.
    """
    return Request(
        shopper_id=row.shopper.external_id if row.shopper else None,
        placement=row.placement,
        k=len(row.items),
        locale=row.asked.get("locale", ""),
        category=row.asked.get("category", ""),
        exclude=tuple(row.asked.get("exclude", ())),
        as_of=row.served_at,
        request_id=row.request_id,
    )


def _items(request: Request) -> list[int]:
    return [item.pk for item in recommend(request).items]


def replay_start(*, release: int, placement: str, days: int, started_by: User) -> ReplayRun:
    """Have a worker replay the logged lists of a placement through a release."""
    from recommendations.tasks import replay_run

    run: ReplayRun = ReplayRun.objects.create(release=release, placement=placement, days=days, created_by=started_by)
    send_after_commit(replay_run, run.pk, queue="slow")
    return run


def replay_run(*, pk: int, now: datetime) -> None:
    """Work a replay through and keep what was found, or why nothing was; done twice it finds the same."""
    run = ReplayRun.objects.get(pk=pk)

    def told(done: int, total: int) -> None:
        if done % TOLD_EVERY == 0 or done == total:
            ReplayRun.objects.filter(pk=pk).update(done=done, total=total)

    def change(request: Request) -> Request:
        return replace(request, release=run.release)

    try:
        found = traffic_replay(placement=run.placement, days=run.days, now=now, change=change, told=told)
    except ValueError as error:
        ReplayRun.objects.filter(pk=pk).update(status=ReplayRun.Status.FAILED, error=str(error))
    else:
        ReplayRun.objects.filter(pk=pk).update(status=ReplayRun.Status.DONE, result=asdict(found), error="")
