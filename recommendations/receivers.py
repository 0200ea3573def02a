"""What the recommendations app does when a step before it tells of a change."""

from typing import Any

from celery import signals
from django.dispatch import receiver

from catalog.models import Store
from catalog.services.dispatch import send_after_commit
from catalog.signals import content_read, products_changed, store_created
from recommendations.services.placements import placements_create


@receiver(products_changed)
def recheck_copy(product_ids: list[int], **_: Any) -> None:
    """Copy is served only while its facts hold, so changed products have theirs looked at again."""
    from recommendations.tasks import copy_recheck

    send_after_commit(copy_recheck, product_ids)


@receiver(content_read)
def embed_items(product_ids: list[int], **_: Any) -> None:
    """A product that nobody has acted on is recommended by its content, from the moment that is read."""
    from recommendations.services.item_embeddings import item_embeddings_renew

    item_embeddings_renew(product_ids=product_ids)


@signals.worker_process_init.connect  # type: ignore[untyped-decorator]
@signals.worker_init.connect  # type: ignore[untyped-decorator]
def use_prompts_of_the_release(**_: Any) -> None:
    """Workers ask language models in the versions that the published release names."""
    from recdash.llm.prompts import set_prompt_choice
    from recommendations.selectors.releases import prompts_live

    set_prompt_choice(prompts_live)


@receiver(store_created)
def give_placements(store: Store, **_: Any) -> None:
    """A storefront asks by placement, so a store without any could be recommended nothing."""
    placements_create(store=store)
