"""Opening feed files and reading the command line's field map."""

import gzip
from pathlib import Path

import pytest

from catalog.feeds.errors import FieldError
from catalog.feeds.opening import open_feed
from catalog.feeds.options import parse_field_map


class OpenFeedTests:
    def test_unpacks_when_the_content_is_gzip_whatever_the_name(self, tmp_path: Path) -> None:
        path = tmp_path / "feed.csv"
        path.write_bytes(gzip.compress(b"id,title\n"))

        with open_feed(path) as stream:
            assert stream.read() == b"id,title\n"

    def test_gives_the_bytes_when_the_file_is_not_packed(self, tmp_path: Path) -> None:
        path = tmp_path / "feed.csv.gz"
        path.write_bytes(b"id,title\n")

        with open_feed(path) as stream:
            assert stream.read() == b"id,title\n"


class ParseFieldMapTests:
    def test_gives_fields_when_pairs_are_right(self) -> None:
        assert parse_field_map(["title=name", " images = image_link"]) == {"title": "name", "images": "image_link"}

    @pytest.mark.parametrize("pair", ["title", "=name", "title="])
    def test_names_the_form_when_a_pair_is_wrong(self, pair: str) -> None:
        with pytest.raises(FieldError, match="is not of the form field=column: write for example title=name"):
            parse_field_map([pair])
