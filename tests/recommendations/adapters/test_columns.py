"""Arrays of numbers as columns."""

import numpy as np
import pytest

from recommendations.adapters.columns import Places
from recommendations.adapters.scope import rows

KEYS = np.array([30, 10, 20])


@pytest.mark.django_db
class ColumnTests:
    @pytest.mark.parametrize(
        ("sql", "expected"),
        [
            ("ARRAY[3, -1, 9007199254740993]::bigint[]", np.array([3, -1, 9007199254740993])),
            ("ARRAY[0.5, 'NaN', 'Infinity']::float8[]", np.array([0.5, np.nan, np.inf])),
            ("'{}'::float8[]", np.array([], dtype=np.float64)),
        ],
    )
    def test_numbers_are_those_of_the_array_when_read(self, sql, expected):
        [(column,)] = rows(f"SELECT {sql}", {})

        assert column.dtype == expected.dtype
        assert np.array_equal(column, expected, equal_nan=expected.dtype == np.float64)

    def test_nothing_comes_when_no_row_was_aggregated(self):
        assert rows("SELECT array_agg(id) FROM catalog_product", {}) == [(None,)]

    @pytest.mark.parametrize("sql", ["ARRAY[1, NULL]::bigint[]", "ARRAY[[1], [2]]::bigint[]"])
    def test_array_is_refused_when_it_is_no_column(self, sql):
        with pytest.raises(ValueError, match="one array without nulls"):
            rows(f"SELECT {sql}", {})


class PlacesTests:
    def test_rows_are_those_of_the_keys_when_some_are_unknown(self):
        assert Places(KEYS).rows(np.array([20, 10, 99, 30, 5])).tolist() == [2, 1, -1, 0, -1]

    def test_column_has_the_fill_when_a_key_is_not_told(self):
        assert Places(KEYS).column(np.array([20, 99, 30]), np.array([2.0, 9.0, 3.0]), -1).tolist() == [3.0, -1.0, 2.0]
        assert Places(KEYS).column(None, None, 0.0).tolist() == [0.0, 0.0, 0.0]

    def test_nothing_is_known_when_there_are_no_keys(self):
        nobody = Places(np.array([], dtype=np.int64))

        assert nobody.rows(np.array([1, 2])).tolist() == [-1, -1]
        assert nobody.column(np.array([1]), np.array([1.0]), 0.0).tolist() == []
