"""The command that imports a file of events."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.factories import ProductFactory
from users.models import Interaction

pytestmark = pytest.mark.django_db
HEAD = "event_id,shopper_id,type,product_id,occurred_at\n"


class ImportEventsTests:
    def test_names_the_row_of_each_refused_event_and_keeps_the_others(self, tmp_path: Path) -> None:
        ProductFactory(external_id="sku-1")
        rows = [
            "e-1,s,view,sku-1,2026-06-01T10:00:00Z",
            "e-2,s,view,nope,2026-06-01T10:00:00Z",
            "e-3,s,view,sku-1,2999-06-01T10:00:00Z",
            "e-4,s,view,sku-1,2026-06-01T10:01:00Z",
        ]
        path = tmp_path / "events.csv"
        path.write_text(HEAD + "\n".join(rows))
        out, err = StringIO(), StringIO()

        call_command("import_events", path, json=True, stdout=out, stderr=err)

        assert sorted(err.getvalue().splitlines()) == [
            "row 3: product_id: no product 'nope' in the catalog: send it to /products/bulk/ first",
            "row 4: occurred_at: 2999-06-01T10:00:00+00:00 lies in the future: check the clock and the time zone",
        ]
        report = json.loads(out.getvalue().splitlines()[-1])
        assert (report["created"], report["rejected"]) == (2, 2)
        assert sorted(Interaction.objects.values_list("event_id", flat=True)) == ["e-1", "e-4"]
