"""System checks that name the remedy; those of the database run with `migrate` and `check --database default`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from recdash.settings import DEFAULT_SECRET_KEY

VECTOR_COLUMNS = ("catalog_productvector", "users_interestvector")
MISSING_EXTENSION = "SELECT 1 FROM pg_extension WHERE extname = 'vector'"
DIMENSION = """
    SELECT a.atttypmod FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relname = %s AND a.attname = 'embedding' AND pg_table_is_visible(c.oid)
"""


@register(Tags.security)
def check_secret_key(**_: Any) -> list[CheckMessage]:
    """A public secret lets anybody sign sessions; an embedded demo on this machine alone may keep it."""
    local = set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]", "testserver"}
    if settings.DEBUG or local or settings.SECRET_KEY != DEFAULT_SECRET_KEY:
        return []
    return [
        Error("SECRET_KEY still has its default.", hint="Set SECRET_KEY to a long random value.", id="recdash.E001")
    ]


@register(Tags.database)
def check_vector_extension(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    if not databases or _value(MISSING_EXTENSION) is not None:
        return []
    hint = "As a superuser run CREATE EXTENSION vector; in this database, once; or let recdash's role create it."
    # A warning where the first migration may still make it.
    kind = Error if _value("SELECT to_regclass('catalog_productvector')") else Warning
    return [kind("The Postgres extension pgvector is missing.", hint=hint, id="recdash.E002")]


@register(Tags.database)
def check_vector_dimension(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Vectors of another length than the encoder's cannot be stored, and would mean nothing beside the old ones."""
    if not databases or _value("SELECT to_regclass('catalog_productvector')") is None:
        return []
    from catalog.services.engines import text_encoder

    wanted = text_encoder().dimension
    return [
        Error(
            f"{table} holds vectors of {found} numbers, "
            f"the text encoder {settings.RECDASH_TEXT_ENCODER!r} gives {wanted}.",
            hint="Run manage.py rebuild_vectors, or set RECDASH_TEXT_ENCODER back.",
            id="recdash.E003",
        )
        for table in VECTOR_COLUMNS
        if (found := _value(DIMENSION, table)) not in (None, wanted)
    ]


@register(Tags.database)
def check_picture_dimension(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Picture vectors of another length than the picture encoder's cannot be stored."""
    found = _value(DIMENSION, "catalog_picturevector") if databases else None
    if found is None:
        return []
    from catalog.services.engines import image_dimension
    from recdash.llm.errors import ModelUnavailable

    name = settings.RECDASH_IMAGE_ENCODER
    try:
        wanted = image_dimension()
    except ModelUnavailable as error:
        return [Error(str(error), hint=error.remedy, id="recdash.E005")]
    if found == wanted:
        return []
    told = f"catalog_picturevector holds vectors of {found:,} numbers, the picture encoder {name!r} gives {wanted:,}."
    hint = "Run manage.py rebuild_picture_vectors, or set RECDASH_IMAGE_ENCODER back."
    return [Error(told, hint=hint, id="recdash.E005")]


@register()
def check_language_model(**_: Any) -> list[CheckMessage]:
    name = settings.RECDASH_LLM
    if not name.startswith(("/", "./", "../")) or Path(name).is_dir():
        return []
    hint = "Set RECDASH_LLM to a folder with config.json and weights, to a hub name, to a base URL, or leave it out."
    return [Error(f"RECDASH_LLM names the folder {name!r}, which does not exist.", hint=hint, id="recdash.E004")]


def _value(sql: str, *parameters: Any) -> Any:
    with connections["default"].cursor() as cursor:
        cursor.execute(sql, parameters)
        row = cursor.fetchone()
    return row[0] if row else None
