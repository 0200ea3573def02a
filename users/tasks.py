"""Tasks of the users app: fetch, call a service."""

from celery import shared_task

from users.services import profiles


@shared_task
def profile_refresh(shopper_id: int) -> None:
    profiles.profile_refresh(shopper_id=shopper_id)
