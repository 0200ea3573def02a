"""Texts from templates: whole titles and sentences, the interest's sentence first."""

from recommendations.copywriting.audiences import EVERYONE, Audience
from recommendations.copywriting.templates import fill_templates
from recommendations.copywriting.types import ProductSheet, Words


def _filled(sheet: ProductSheet, locale: str, audience: Audience = EVERYONE) -> list[str]:
    return fill_templates(sheet=sheet, words=sheet.texts[locale], audience=audience, locale=locale)


class FillTemplatesTests:
    def test_title_and_sentence_when_there_is_a_description(self) -> None:
        sheet = ProductSheet(2, texts={"fr": Words("Sac Nordkap.", "Un sac imperméable.")})

        assert _filled(sheet, "fr") == [
            "À découvrir : Sac Nordkap. Un sac imperméable.",
            "Sac Nordkap : Un sac imperméable.",
            "Notre idée : Sac Nordkap. Un sac imperméable.",
            "À découvrir : Sac Nordkap.",
        ]

    def test_category_leads_when_it_is_the_audience(self) -> None:
        sheet = ProductSheet(2, category_names={"de": "Rucksäcke"}, texts={"de": Words("Nordkap", "Wasserdicht.")})

        texts = _filled(sheet, "de", Audience("category:backpacks", "Backpacks"))

        assert texts[0] == "Für alle Fans von Rucksäcke: Nordkap. Wasserdicht."

    def test_plain_template_when_the_category_has_no_name_in_the_language(self) -> None:
        sheet = ProductSheet(2, category="Backpacks", texts={"de": Words("Nordkap", "Wasserdicht.")})

        texts = _filled(sheet, "de", Audience("category:backpacks", "Backpacks"))

        assert not any("Fans" in text for text in texts)

    def test_the_interests_sentence_leads_when_a_description_has_it(self) -> None:
        sheet = ProductSheet(2, texts={"de": Words("Nordkap", "Mit gepolstertem Fach. Wasserdicht verschweißt")})

        texts = _filled(sheet, "de", Audience("function:waterproof", "waterproof"))

        assert texts[0].endswith("Wasserdicht verschweißt.")

    def test_title_alone_when_there_is_no_description(self) -> None:
        assert _filled(ProductSheet(2, texts={"ja": Words("通勤リュック")}), "ja") == ["おすすめは通勤リュックです。"]

    def test_nothing_when_the_language_has_no_templates(self) -> None:
        assert _filled(ProductSheet(2, texts={"pt": Words("Mochila Nordkap")}), "pt") == []
