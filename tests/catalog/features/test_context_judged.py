"""Context: what the sentence around a mention says about it."""

import pytest

from tests.catalog.features.feature_cases import extract, product, values


class ContextTests:
    @pytest.mark.parametrize(
        ("text", "locale", "name"),
        [
            ("This jacket is not waterproof.", "en", "function"),
            ("It is neither warm nor windproof.", "en", "function"),
            ("Die Jacke ist nicht wasserdicht.", "de", "function"),
            ("这件外套不防水。", "zh-hans", "function"),
            ("この服は防水ではありません。", "ja", "function"),
            ("No es impermeable.", "es", "function"),
            ("Made without leather.", "en", "material"),
            ("Ohne Leder gefertigt.", "de", "material"),
            ("Fabriqué sans cuir.", "fr", "material"),
            ("Pairs well with our leather belt.", "en", "material"),
            ("Cotton-soft to the touch.", "en", "material"),
            ("Ships in a cardboard box.", "en", "material"),
            ("A rubber sole keeps you steady.", "en", "material"),
            ("The Clay Classic does the rest.", "en", "material"),
            ("Also available in red, navy and green.", "en", "colour"),
            ("Auch in Rot erhältlich.", "de", "colour"),
            ("Notes of chestnut and hay.", "en", "colour"),
        ],
    )
    def test_no_value_when_denied_or_of_something_else(self, text: str, locale: str, name: str) -> None:
        [found] = extract(product("Thing", text, locale=locale))

        assert values(found, name) == []

    def test_value_kept_when_only_another_one_is_denied(self) -> None:
        [found] = extract(product("Rain jacket", "Not leather, but waxed canvas. Waterproof."))

        assert values(found, "material") == ["canvas"]
        assert values(found, "function") == ["waterproof"]

    def test_brand_says_nothing_when_it_is_a_colour(self) -> None:
        [found] = extract(product("Red Wing boots", brand="Red Wing"))

        assert values(found, "colour") == []
