"""Likes out of profiles of any form."""

import pytest

from recommendations.judging.profile_words import likes_of


class LikesOfTests:
    @pytest.mark.parametrize(
        ("profile", "likes"),
        [
            ("Likes hiking and green tea.", ("hiking", "green tea")),
            ("I love camping; she is interested in mystery books", ("camping", "mystery books")),
            ("The shopper is looking for running shoes, socks\nand hats", ("running shoes", "socks", "and hats")),
            ("Mag Wandern und Tee", ("Mag Wandern", "Tee")),
            (["hiking", " ", "Hiking", "tea"], ("Hiking", "tea")),
            ({"interests": ["tea", "yoga"], "history": ["Glass teapot, 1 l"], "age": 30}, None),
            ("", ()),
            ([], ()),
        ],
    )
    def test_each_like_is_named_once_in_order(self, profile, likes):
        expected = ("tea", "yoga", "Glass teapot, 1 l", "30") if likes is None else likes

        assert likes_of(profile) == expected
