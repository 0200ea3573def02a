"""Reading event files."""

import gzip
import io
import json
import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from catalog.feeds.errors import FieldError
from catalog.feeds.opening import open_feed
from catalog.feeds.options import ReaderOptions
from catalog.feeds.records import RowError
from users.events.reading import guess_format, read_events
from users.events.records import EventRecord

DATA = Path(os.environ.get("RECDASH_DATA_DIR") or Path(__file__).parents[4] / "shared" / "data")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HEADER = "event_id,shopper_id,type,product_id,query,occurred_at\n"


def read(data: bytes, file_format: str = "csv", **options: Any) -> list[EventRecord | RowError]:
    return list(read_events(io.BytesIO(data), file_format=file_format, now=NOW, options=ReaderOptions(**options)))


class ReadEventsTests:
    def test_keeps_the_good_rows_when_csv_rows_are_bad(self) -> None:
        rows = "e1,s1,view,p1,,2026-06-01\ne2,s1,buy,p1,,2026-06-01\n"
        rows += "e3,s1,search,,mug,2027-01-01\ne4,s1,search,,mug,2026-06-01\n"

        records = read((HEADER + rows).encode())

        assert [record.event_id for record in records if isinstance(record, EventRecord)] == ["e1", "e4"]
        assert [(error.row, error.field, error.external_id) for error in records if isinstance(error, RowError)] == [
            (3, "type", "e2"),
            (4, "occurred_at", "e3"),
        ]

    def test_reads_the_same_when_the_file_is_json_lines(self) -> None:
        event = {"event_id": "e1", "shopper_id": "s1", "type": "view", "product_id": "p1", "occurred_at": "2026-06-01"}
        lines = json.dumps(event) + "\nnonsense\n" + json.dumps(event | {"event_id": "e2"})

        first, error, last = read(lines.encode(), "jsonl")

        assert first == read((HEADER + "e1,s1,view,p1,,2026-06-01\n").encode())[0]
        assert (error.row, error.field) == (2, "file")
        assert last.event_id == "e2"

    def test_reads_other_column_names_when_mapped(self) -> None:
        data = b"event_id,user,type,product_id,occurred_at\ne1,s9,like,p1,2026-06-01\n"

        assert read(data, field_map={"shopper_id": "user"})[0].shopper_id == "s9"

    def test_names_what_is_missing_when_a_column_is_missing(self) -> None:
        message = "the file lacks the column shopper_id, occurred_at; it has event_id, type: add it, or map one with"

        assert read(b"event_id,type\ne1,view\n") == [RowError(1, "shopper_id", f"{message} shopper_id=<column>")]

    def test_passes_repeated_ids_on_when_a_file_has_them(self) -> None:
        row = "e1,s1,view,p1,,2026-06-01\n"

        assert [record.event_id for record in read((HEADER + row + row).encode())] == ["e1", "e1"]

    def test_refuses_older_events_when_an_age_is_given(self) -> None:
        data = (HEADER + "e1,s1,view,p1,,2026-05-01\n").encode()

        records = read_events(
            io.BytesIO(data), file_format="csv", now=NOW, options=ReaderOptions(), max_age=timedelta(days=7)
        )

        assert [error.message for error in records] == [
            "2026-05-01T00:00:00+00:00 is older than 7 days: leave such events out"
        ]

    def test_unpacks_when_the_file_is_gzip(self, tmp_path: Path) -> None:
        path = tmp_path / "events.csv.gz"
        path.write_bytes(gzip.compress((HEADER + "e1,s1,view,p1,,2026-06-01\n").encode()))

        with open_feed(path) as stream:
            records = list(read_events(stream, file_format=guess_format(path), now=NOW, options=ReaderOptions()))

        assert [record.event_id for record in records] == ["e1"]

    @pytest.mark.shared_data
    @pytest.mark.skipif(not DATA.is_dir(), reason=f"the public data are not at {DATA}: set RECDASH_DATA_DIR")
    def test_gives_2972_events_when_the_gift_card_reviews_are_read(self) -> None:
        with open_feed(DATA / "amazon_giftcards_reviews" / "Gift_Cards_5.json.gz") as stream:
            records = list(read_events(stream, file_format="amazon_reviews", now=NOW, options=ReaderOptions()))

        assert Counter(record.type for record in records) == {"purchase": 2812, "like": 127, "dismiss": 33}
        assert len({record.shopper_id for record in records}) == 458


class GuessFormatTests:
    @pytest.mark.parametrize(
        ("name", "expected"), [("a.csv", "csv"), ("a.tsv.gz", "csv"), ("a.JSONL", "jsonl"), ("a.b.json.gz", "jsonl")]
    )
    def test_names_the_format_when_the_ending_is_known(self, name: str, expected: str) -> None:
        assert guess_format(name) == expected

    @pytest.mark.parametrize("name", ["events", "events.gz", "events.xlsx"])
    def test_names_the_remedy_when_the_ending_is_unknown(self, name: str) -> None:
        with pytest.raises(FieldError, match=r"does not tell its format: name it \.csv or \.jsonl, or give the format"):
            guess_format(name)
