"""Importing a file through the browser, and its report."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.models import FeedImport, Product
from catalog.services.imports import feed_import_run
from tests.staff_pages import client_of

UPLOAD = "/admin/catalog/feedimport/upload/"
GOOD = b"id,title,price\nsku-1,Trail shoe,129\nsku-2,,10\n"


@pytest.mark.django_db
class FeedUploadTests:
    def test_upload_keeps_the_file_and_opens_a_report(self, settings: Any, tmp_path: Path) -> None:
        settings.VAR_DIR = tmp_path
        file = SimpleUploadedFile("autumn.csv", GOOD)

        answer = client_of("merchandiser").post(UPLOAD, {"format": "csv", "file": file})

        opened = FeedImport.objects.get()
        assert answer.url == f"/admin/catalog/feedimport/{opened.pk}/change/"
        assert (opened.format, opened.file_name, opened.started_by.username) == ("csv", "autumn.csv", "merchandiser")
        assert (tmp_path / "imports" / f"{opened.pk}.csv").read_bytes() == GOOD

    def test_upload_stays_inside_its_folder_when_the_name_would_leave_it(self, settings: Any, tmp_path: Path) -> None:
        settings.VAR_DIR = tmp_path

        client_of("merchandiser").post(UPLOAD, {"format": "csv", "file": SimpleUploadedFile("../../x.csv", GOOD)})

        assert [path.parent for path in tmp_path.rglob("*.csv")] == [tmp_path / "imports"]

    @pytest.mark.parametrize("sent", [{"format": "csv"}, {"format": "tape", "file": "x"}])
    def test_upload_names_the_field_when_something_is_missing(self, sent: dict[str, str]) -> None:
        answer = client_of("merchandiser").post(UPLOAD, sent)

        assert "file" in answer.context["form"].errors
        assert not FeedImport.objects.exists()

    def test_upload_is_refused_when_role_may_not(self) -> None:
        answer = client_of("marketer").post(UPLOAD, {"format": "csv", "file": SimpleUploadedFile("a.csv", GOOD)})

        assert answer.status_code == 403
        assert not FeedImport.objects.exists()

    def test_report_names_row_field_and_reason(self, tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_bytes(GOOD)
        opened = FeedImport.objects.create(format="csv", file_name="a.csv")
        feed_import_run(feed_import=opened, path=path, refresh=False)

        page = client_of("analyst").get(f"/admin/catalog/feedimport/{opened.pk}/change/").content.decode()

        assert Product.objects.count() == 1
        assert (opened.created, opened.rejected) == (1, 1)
        refusal = opened.report[0]
        assert refusal["field"] == "title"
        assert f'data-label="Field">{refusal["field"]}<' in page
        assert f'data-label="Row">{refusal["row"]}<' in page

    def test_report_polls_only_while_it_runs(self) -> None:
        client = client_of("analyst")
        running = FeedImport.objects.create(format="csv", file_name="a.csv")
        done = FeedImport.objects.create(format="csv", file_name="b.csv", status="done")

        pages = [client.get(f"/admin/catalog/feedimport/{row.pk}/report/").content.decode() for row in (running, done)]

        assert ["every 2s" in page for page in pages] == [True, False]
