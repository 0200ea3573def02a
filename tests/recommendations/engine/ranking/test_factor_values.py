"""The matrix of factor values: one row a candidate, one column a factor."""

import math

import pytest
from hypothesis import given

from recommendations.engine.ranking.blend import NAMES, factor_values
from recommendations.engine.types import Profile
from tests.recommendations.engine.engine_cases import DRY, RED, TEA, WOOL, candidate, candidates, columns, profiles

COLUMN = {name: column for column, name in enumerate(NAMES)}


class FactorValuesTests:
    def test_columns_follow_the_names_when_all_sources_found_an_item(self):
        found = {"interest": 0.1, "sequence": 0.15, "together": 0.2, "popular": 0.3, "new": 0.4}
        profile = Profile(tags={RED: 1.0}, price_level=math.log(9))

        values = factor_values(columns([candidate(1, found, price=9.0, features=[RED])]), profile)

        assert dict(zip(NAMES, values[0].tolist(), strict=True)) == {**found, "tags": 1.0, "price": 1.0}

    def test_row_is_zero_when_nothing_is_known_of_an_item(self):
        assert factor_values(columns([candidate(1)]), Profile()).tolist() == [[0.0] * len(NAMES)]

    def test_shape_is_kept_when_there_is_no_candidate(self):
        assert factor_values(columns([]), Profile()).shape == (0, len(NAMES))


class TagAffinityTests:
    @pytest.mark.parametrize(
        ("features", "expected"),
        [
            ([], 0.0),
            ([DRY], 0.2 / 2.4),  # reachable are the three heaviest: 1 + .8 + .6
            ([RED], 1.0 / 2.4),
            ([RED, WOOL], 1.8 / 2.4),
            ([RED, WOOL, TEA], 1.0),
            ([RED, WOOL, TEA, DRY], 1.0),  # more than the three heaviest fits no better
            ([("brand", "brand", "Norda")], 0.0),
        ],
    )
    def test_share_of_the_reachable_weight_when_features_match(self, features, expected):
        profile = Profile(tags={DRY: 0.2, TEA: 0.6, WOOL: 0.8, RED: 1.0})

        values = factor_values(columns([candidate(1, features=features)]), profile)

        assert values[0, COLUMN["tags"]] == pytest.approx(expected, abs=1e-12)

    def test_single_tag_is_reached_when_the_profile_has_no_other(self):
        values = factor_values(columns([candidate(1, features=[RED])]), Profile(tags={RED: 0.3}))

        assert values[0, COLUMN["tags"]] == 1.0

    def test_nothing_matches_when_all_tags_weigh_nothing(self):
        values = factor_values(columns([candidate(1, features=[RED])]), Profile(tags={RED: 0.0}))

        assert values[0, COLUMN["tags"]] == 0.0

    @given(found=candidates(), profile=profiles)
    def test_values_lie_between_zero_and_one_when_candidates_are_any(self, found, profile):
        values = factor_values(columns(found), profile)

        assert values.shape == (len(found), len(NAMES))
        assert ((values >= 0) & (values <= 1)).all()
