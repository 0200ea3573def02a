"""An item of a list as the preview's card says it."""

from recommendations.dashboard.preview_cards import factor_rows, stock_of
from recommendations.engine.types import Factor


class FactorRowsTests:
    def test_rows_add_up_to_the_score_largest_first(self) -> None:
        factors = (Factor("new", 0.5, 0.2), Factor("interest", 0.9, 0.5, "hiking"), Factor("llm", 0.7, 0.0))

        rows = factor_rows(factors, best=1.1)

        assert [(row.label, row.evidence) for row in rows] == [("Interests", "hiking"), ("New in the shop", "")]
        assert round(sum(row.contribution for row in rows), 6) == 0.55
        assert [round(row.share, 3) for row in rows] == [0.409, 0.091]

    def test_parts_too_small_to_be_seen_are_one_part_together(self) -> None:
        factors = (Factor("interest", 0.5, 1.0), *(Factor(f"rule:{n}", 0.00004, 1.0) for n in range(50)))

        rows = factor_rows(factors, best=1.0)

        assert [(row.label, round(row.contribution, 6)) for row in rows] == [
            ("Interests", 0.5),
            ("Small parts together", 0.002),
        ]

    def test_unknown_factor_is_named_by_its_code(self) -> None:
        assert factor_rows((Factor("fresh_start", 1.0, 1.0),), best=1.0)[0].label == "Fresh start"


class StockInWordsTests:
    def test_state_follows_the_count(self) -> None:
        assert [stock_of(stock) for stock in (None, 0, 5, 6)] == [
            ("in_stock", "in stock"),
            ("sold_out", "sold out"),
            ("few_left", "only 5 left"),
            ("in_stock", "6 in stock"),
        ]
