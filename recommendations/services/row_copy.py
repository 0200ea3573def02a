"""Writes many rows at once by COPY, which is ten times as fast as inserting them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone
from numpy.typing import NDArray


def rows_copy(model: type[models.Model], fields: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows of these fields; the other fields get their defaults, the same in every row."""
    others = [field for field in model._meta.concrete_fields if field.name not in fields and _has_default(field)]
    columns = [_column(model, name) for name in [*fields, *(field.name for field in others)]]
    values = tuple(_default(field) for field in others)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row((*row, *values))


def vector_text(row: NDArray[Any]) -> str:
    """Return the text of a vector."""
    return f"[{','.join(f'{value:.5g}' for value in row.tolist())}]"


def _column(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field) and field.column
    return field.column


def _has_default(field: Any) -> bool:
    """Tell whether a value is needed: a number that the database gives, or nothing at all, is not."""
    return not isinstance(field, models.AutoField) and not (field.null and not field.has_default())


def _default(field: Any) -> Any:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return timezone.now()
    return field.get_db_prep_save(field.get_default(), connection)
