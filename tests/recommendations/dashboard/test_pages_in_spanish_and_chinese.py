"""Home, preview and measuring for readers of Spanish and Chinese: heads, sentences, dates, numbers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from catalog.models import Category
from recommendations.dashboard.rule_words import Names, rule_sentence
from recommendations.models import Release, Rule
from tests.page_words import english_of, words_of
from tests.recommendations.dashboard.busy_shop import chosen, fill_shop
from tests.staff_pages import client_of

SPANISH = {
    "/admin/": ["Necesita su atención", "1 fijación inactiva", "En curso", "Últimos 7 días frente a los 7 anteriores"],
    "/admin/preview/": ["Vista previa", "Qué previsualizar", "5 productos", "¿Por qué no se muestra?"],
    "/admin/measure/": ["Medir", "Tasa de clics por día", "Exposición por marca", "Qué significan las cifras"],
}
CHINESE = {
    "/admin/": ["待您处理", "1 个失效固定", "进行中", "最近 7 天与前 7 天对比"],
    "/admin/preview/": ["预览", "预览设置", "5 个商品", "为何未展示？"],
    "/admin/measure/": ["效果", "每日点击率", "按品牌的曝光", "指标说明"],
}
CATALOGS = {"es": "es", "zh-hans": "zh_Hans"}
PAGES = [
    (code, address, heads)
    for code, pages in [("es", SPANISH), ("zh-hans", CHINESE)]
    for address, heads in pages.items()
]


def page_of(code: str, address: str) -> str:
    return chosen(client_of("administrator"), code).get(address).content.decode()


@pytest.mark.django_db
class PagesTests:
    @pytest.mark.parametrize(("code", "address", "heads"), PAGES)
    def test_page_has_translated_heads_and_no_english_of_ours(self, code, address, heads):
        fill_shop()

        page = page_of(code, address)

        assert f'<html lang="{code}"' in page
        assert [head for head in heads if head not in words_of(page)] == []
        assert english_of(page, CATALOGS[code]) == []

    @pytest.mark.parametrize(
        ("code", "written"),
        [
            (
                "es",
                ["10,0 %", "20 de 200, 20 compradores", "0 € en total, 20 compradores", "1 de 5 productos"],
            ),
            ("zh-hans", ["10.0%", "20 / 200，20 位顾客", "合计 €0，20 位顾客", "1 / 5 个商品"]),
        ],
    )
    def test_figures_are_written_as_the_language_does(self, code, written):
        fill_shop()

        said = words_of(page_of(code, "/admin/measure/"))

        assert [text for text in written if text not in said] == []

    @pytest.mark.parametrize(
        ("code", "question", "shown"),
        [
            ("es", "¿Qué efecto tuvieron las listas del {0:%d/%m/%Y} al {1:%d/%m/%Y}?", "mostrado 1.234 veces"),
            (
                "zh-hans",
                "从{0.year}年{0.month}月{0.day}日到{1.year}年{1.month}月{1.day}日，列表带来了什么？",
                "展示 1,234 次",
            ),
        ],
    )
    def test_period_and_thousands_are_written_as_the_language_does(self, code, question, shown):
        fill_shop()
        today = timezone.localdate()

        said = words_of(page_of(code, "/admin/measure/"))

        assert question.format(today - timedelta(days=13), today) in said
        assert shown in said

    @pytest.mark.parametrize(
        ("code", "due"), [("es", "para el 27 de noviembre de 2026"), ("zh-hans", "截止 2026年11月27日")]
    )
    def test_day_of_a_release_is_written_out(self, code, due):
        Release.objects.create(name="Otoño", number=9, state="draft", due_on=date(2026, 11, 27))

        assert due in page_of(code, "/admin/releases/")


class TemplateNumbersTests:
    @pytest.mark.parametrize(
        ("code", "written"),
        [
            ("es", "27 de noviembre de 2026 1.234.567 12.345 0,25 1.129,00\u00a0€"),
            ("zh-hans", "2026年11月27日 1,234,567 12,345 0.25 €1,129.00"),
        ],
    )
    def test_thousands_of_templates_are_parted_as_money_is(self, code, written):
        text = (
            '{% load display humanize %}{{ day|date:"DATE_FORMAT" }} {{ n|intcomma }} {{ few }} '
            '{{ part|floatformat:2 }} {% money price "EUR" %}'
        )
        values = {"day": datetime(2026, 11, 27, tzinfo=UTC), "n": 1234567, "few": 12345, "part": 0.25, "price": 1129}

        with translation.override(code):
            assert Template(text).render(Context(values)) == written


class RuleSentenceTests:
    @pytest.mark.parametrize(
        ("code", "sentence"),
        [
            ("es", "Relegar los productos de la marca Norda un 50\u00a0% en Cart los lunes, viernes"),
            ("zh-hans", "将品牌为 Norda 的商品降权 50% · 推荐位：Cart · 每逢星期一, 星期五"),
        ],
    )
    def test_rule_reads_as_a_sentence(self, code, sentence):
        rule = Rule(
            kind=Rule.Kind.BURY, condition={"brand": ["Norda"]}, strength=0.5, placements=["cart"], weekdays=[0, 4]
        )

        with translation.override(code):
            assert rule_sentence(rule, Names(placements={"cart": "Cart"})) == sentence


class NamesOfModelsTests:
    @pytest.mark.parametrize(("code", "name"), [("es", "categorías"), ("zh-hans", "类目")])
    def test_models_are_named_in_the_language(self, code, name):
        with translation.override(code):
            assert str(Category._meta.verbose_name_plural) == name
