"""One factor in words."""

import pytest

from recommendations.engine.explanation import SAYS_NOTHING, sentence
from recommendations.engine.ranking.blend import NAMES
from recommendations.engine.types import Factor
from tests.recommendations.engine.test_phrases import LOCALES


class SentenceTests:
    @pytest.mark.parametrize(
        ("locale", "expected"),
        [
            ("en", "Matches your interest in red, wool"),
            ("zh-hans", "符合您的兴趣：red, wool"),
            ("es", "Coincide con tu interés en red, wool"),
            ("de", "Passt zu Ihrem Interesse an red, wool"),
            ("fr", "Correspond à votre intérêt pour red, wool"),
            ("ja", "ご関心に合う商品です：red, wool"),
        ],
    )
    def test_interests_are_named_when_tags_match(self, locale, expected):
        assert sentence(Factor("tags", 1.0, 1.0, "red, wool"), locale) == expected

    @pytest.mark.parametrize(
        ("locale", "expected"),
        [
            ("en", "Often chosen together with Trail shoe"),
            ("zh-hans", "常与「Trail shoe」一起被选购"),
            ("es", "Suele elegirse junto con Trail shoe"),
            ("de", "Oft zusammen gewählt mit Trail shoe"),
            ("fr", "Souvent choisi avec Trail shoe"),
            ("ja", "「Trail shoe」とよく一緒に選ばれています"),
        ],
    )
    def test_other_item_is_named_when_chosen_together(self, locale, expected):
        assert sentence(Factor("together", 1.0, 1.0, "Trail shoe"), locale) == expected

    @pytest.mark.parametrize(
        ("locale", "expected"),
        [
            ("en", "Fits what you searched for: rain"),
            ("zh-hans", "符合您的搜索：rain"),
            ("es", "Encaja con tu búsqueda: rain"),
            ("de", "Passt zu Ihrer Suche: rain"),
            ("fr", "Correspond à votre recherche : rain"),
            ("ja", "検索内容に合う商品です：rain"),
        ],
    )
    def test_search_is_named_when_it_is_the_ground_of_an_interest(self, locale, expected):
        assert sentence(Factor("interest", 1.0, 1.0, "rain", ground="query"), locale) == expected

    @pytest.mark.parametrize("locale", LOCALES)
    def test_own_title_is_not_repeated_when_the_item_itself_was_seen(self, locale):
        told = sentence(Factor("interest", 1.0, 1.0, "Trail shoe", ground="seen"), locale)

        assert "Trail shoe" not in told
        assert told != sentence(Factor("interest", 1.0, 1.0, "Trail shoe"), locale)

    @pytest.mark.parametrize("locale", LOCALES)
    @pytest.mark.parametrize("name", sorted({*NAMES, "other"} - SAYS_NOTHING))
    @pytest.mark.parametrize("ground", ["", "query", "seen"])
    def test_no_placeholder_is_left_when_a_factor_is_told(self, locale, name, ground):
        told = sentence(Factor(name, 1.0, 1.0, "Trail shoe", ground), locale)

        assert not {"{", "}"} & set(told)

    @pytest.mark.parametrize("words", ["{evidence}", "{0}", "50 % {off", "a\\b", "<b>"])
    def test_words_stay_as_they_are_when_they_look_like_a_placeholder(self, words):
        assert sentence(Factor("tags", 1.0, 1.0, words), "en") == f"Matches your interest in {words}"
