"""Cells that no spreadsheet runs."""

import pytest

from recdash.lib.csv_cells import csv_lines, safe_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_formula_is_made_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "12", "a=1", "#4 =x"])
def test_plain_text_stays(text):
    assert safe_cell(text) == text


def test_rows_become_lines_with_quotes_where_needed():
    assert list(csv_lines([("a", 'say "hi", you'), ("=b", "")])) == ['a,"say ""hi"", you"\r\n', "'=b,\r\n"]
