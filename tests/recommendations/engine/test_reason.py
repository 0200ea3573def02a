"""Why an item is recommended: the largest factor that can be told, and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.engine.explanation import SAYS_NOTHING, WITH_EVIDENCE, reason, sentence
from recommendations.engine.ranking.blend import NAMES
from recommendations.engine.types import Factor, Scored
from tests.recommendations.engine.engine_cases import item
from tests.recommendations.engine.test_phrases import LOCALES


def of(*factors: Factor) -> Scored:
    return Scored(item(1), sum(factor.contribution for factor in factors), factors)


class ReasonTests:
    def test_largest_contribution_is_told_when_several_factors_are_there(self):
        factors = [Factor("new", 1.0, 0.1), Factor("popular", 0.5, 0.3), Factor("tags", 0.2, 0.5, "red")]

        assert reason(of(*factors), "en") == "Popular in the shop right now"

    def test_first_is_told_when_contributions_are_equal(self):
        factors = [Factor("new", 0.5, 0.2), Factor("popular", 0.2, 0.5)]

        assert reason(of(*factors), "en") == "New in the shop"
        assert reason(of(*reversed(factors)), "en") == "Popular in the shop right now"

    @pytest.mark.parametrize("name", sorted(WITH_EVIDENCE))
    def test_next_factor_is_told_when_the_largest_has_nothing_to_name(self, name):
        assert reason(of(Factor(name, 1.0, 0.9), Factor("price", 1.0, 0.1)), "en") == (
            "In the price range you usually choose"
        )

    def test_next_factor_is_told_when_the_largest_is_the_models_judgement(self):
        assert reason(of(Factor("llm", 1.0, 0.9, "because I say so"), Factor("new", 1.0, 0.1)), "en") == (
            "New in the shop"
        )

    @pytest.mark.parametrize(
        ("locale", "expected"),
        [
            ("en", "From the whole shop"),
            ("zh-hans", "来自全店"),
            ("es", "De toda la tienda"),
            ("de", "Aus dem ganzen Shop"),
            ("fr", "Dans toute la boutique"),
            ("ja", "ショップ全体から"),
        ],
    )
    @pytest.mark.parametrize("factors", [[], [Factor("llm", 1.0, 1.0)], [Factor("tags", 1.0, 1.0)]])
    def test_nothing_is_claimed_when_no_factor_can_be_told(self, factors, locale, expected):
        assert reason(of(*factors), locale) == expected


factor_lists = st.lists(
    st.builds(
        Factor,
        st.sampled_from(NAMES),
        st.floats(0.01, 1),
        st.floats(0.01, 1),
        st.sampled_from(["", "red, wool", "Trail shoe {size}"]),
        st.sampled_from(["", "query", "seen"]),
    ),
    unique_by=lambda factor: factor.name,
)


class ReasonPropertiesTests:
    @given(factors=factor_lists, locale=st.sampled_from(LOCALES))
    def test_only_a_factor_that_is_there_is_told_when_factors_are_any(self, factors, locale):
        tellable = [
            factor
            for factor in factors
            if factor.name not in SAYS_NOTHING and (factor.evidence or factor.name not in WITH_EVIDENCE)
        ]

        told = reason(of(*factors), locale)

        largest = max(tellable, key=lambda factor: factor.contribution, default=Factor("other", 1.0, 1.0))
        assert told == sentence(largest, locale)
        assert "{evidence}" not in told
