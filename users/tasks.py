"""Tasks of the users app: fetch, call a service."""

from celery import shared_task
from django.utils import timezone

from catalog.current_store import in_store
from catalog.models import Store
from users.services import profiles
from users.services.passing_weights import weights_pass


@shared_task
def profile_refresh(shopper_id: int) -> None:
    profiles.profile_refresh(shopper_id=shopper_id)


@shared_task
def interest_weights_pass() -> None:
    """The scheduler knows no store, so all of them are seen to."""
    for store in Store.objects.order_by("pk"):
        with in_store(store.pk):
            weights_pass(timezone.now())
