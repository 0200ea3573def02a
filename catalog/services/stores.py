"""Stores: made whole, with what other apps give a new one."""

from django.db import transaction

from catalog.feeds.locales import parse_locale
from catalog.feeds.money import parse_currency
from catalog.models import Store
from catalog.signals import store_created


@transaction.atomic
def store_create(*, name: str, slug: str, default_locale: str = "en", currency: str = "EUR") -> Store:
    """Make a store that can be worked in at once.

    Raises ValidationError for a name or short name that cannot be, FieldError for a locale or currency that is none.
    """
    store = Store(
        name=name.strip(),
        slug=slug,
        default_locale=parse_locale("locale", default_locale),
        currency=parse_currency("currency", currency, default="EUR"),
    )
    if store.default_locale not in store.locales:
        store.locales = [store.default_locale, *store.locales]
    store.full_clean()
    store.save()
    store_created.send(Store, store=store)
    return store
