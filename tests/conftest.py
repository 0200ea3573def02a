"""Gives every test a store, people of each role and API keys."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation
from hypothesis import settings as hypothesis_settings

# The same examples each time, and no time limit: a busy machine is no fault of the code.
hypothesis_settings.register_profile("recdash", deadline=None, derandomize=True, database=None)
hypothesis_settings.load_profile("recdash")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Keep the default store through the flush that ends each transactional test."""
    from django.db.models.signals import post_migrate

    from tests.factories import default_rows

    post_migrate.connect(default_rows)
    yield
    post_migrate.disconnect(default_rows)


@pytest.fixture(autouse=True)
def _clean_queue() -> Iterator[None]:
    """Leave no message behind."""
    yield
    import redis
    from django.conf import settings

    prefix = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]
    client = redis.Redis.from_url(settings.CELERY_BROKER_URL.replace("redis+socket", "unix").partition("?")[0])
    for key in client.scan_iter(f"{prefix}*"):
        client.delete(key)
    client.close()


@pytest.fixture(autouse=True)
def _speak_english() -> Iterator[None]:
    """Leave the language that a page of the test was asked for in."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _forget_shelves() -> None:
    """Forget what another test's catalog and events taught this process."""
    from recommendations.adapters.rule_book import forget_rules
    from recommendations.adapters.rule_columns import forget_products
    from users.services import rhythms, shelves

    forget_rules()
    forget_products()
    for kept in (rhythms._known, shelves._price_bounds, shelves._brand_shares):
        kept.cache_clear()


def _member(role: str, name: str = "") -> Any:
    from tests.factories import StaffRoleFactory, UserFactory

    user = UserFactory(username=name or role, is_staff=True)
    StaffRoleFactory(user=user, role=role)
    return user


@pytest.fixture
def merchandiser(db: None) -> Any:
    return _member("merchandiser")


@pytest.fixture
def marketer(db: None) -> Any:
    return _member("marketer")


@pytest.fixture
def second_marketer(db: None) -> Any:
    return _member("marketer", "second_marketer")


@pytest.fixture
def analyst(db: None) -> Any:
    return _member("analyst")


@pytest.fixture
def administrator(db: None) -> Any:
    return _member("administrator")


@pytest.fixture
def outsider(db: None) -> Any:
    """Somebody with an account and no role."""
    from tests.factories import UserFactory

    return UserFactory(username="outsider", is_staff=True)


@pytest.fixture
def api_key(db: None) -> Callable[..., str]:
    """Return a function that makes a key with the given scopes and returns it."""

    def make(*scopes: str) -> str:
        from recommendations.models import ApiKey

        return str(ApiKey.objects.create_key(name="test", scopes=list(scopes))[1])

    return make
