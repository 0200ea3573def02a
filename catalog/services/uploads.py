"""Files that staff send through the browser."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from catalog.models import FeedImport
from catalog.services.dispatch import send_after_commit
from catalog.services.imports import feed_import_create


def feed_upload(*, file: "UploadedFile[bytes]", format: str, by: Any) -> FeedImport:
    """Keep the file under the var folder and have a worker import it."""
    from catalog.tasks import feed_import as task

    with transaction.atomic():
        opened = feed_import_create(format=format, file_name=Path(file.name or "upload").name, started_by=by)
        path = _kept(file, opened)
        send_after_commit(task, opened.pk, str(path), queue="slow")
    return opened


def _kept(file: "UploadedFile[bytes]", opened: FeedImport) -> Path:
    folder = Path(settings.VAR_DIR) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{opened.pk}{''.join(Path(opened.file_name).suffixes[-2:])}"
    with path.open("wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    return path
