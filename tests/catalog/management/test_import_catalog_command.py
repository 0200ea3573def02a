"""The command that imports a feed: columns by another name, and what it prints."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from catalog.models import Product

pytestmark = pytest.mark.django_db


def imported(folder: Path, *arguments: str) -> tuple[dict[str, Any], str]:
    feed = folder / "feed.csv"
    feed.write_text("id,name,product_type\np1,Lip pencil,lip_liner\np2,,lipstick\n")
    out, err = StringIO(), StringIO()
    call_command("import_catalog", str(feed), "--format", "csv", *arguments, "--json", stdout=out, stderr=err)
    return json.loads(out.getvalue().splitlines()[-1]), err.getvalue()


class ImportCatalogCommandTests:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["--map", "title=name", "--map", "category=product_type"],
            ["--map", "title=name", "category=product_type"],
        ],
    )
    def test_columns_fill_fields_when_mapped_once_or_several_times(self, tmp_path: Path, arguments: list[str]) -> None:
        counts, errors = imported(tmp_path, *arguments)

        assert {**counts, "seconds": 0} == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 1, "seconds": 0}
        product = Product.objects.get()
        assert (product.texts.get().title, product.feed_category) == ("Lip pencil", "lip_liner")
        assert errors.startswith("row 3: title: is missing")
