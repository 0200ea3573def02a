"""Drawn pictures: valid SVG that shows category, colour and material."""

from xml.etree import ElementTree

import pytest

from recommendations.demo import draw_picture
from recommendations.demo.leaves import leaves
from recommendations.demo.vocabulary import COLOURS, MATERIALS


def truth(category: str, **attributes: str) -> dict[str, object]:
    return {"category": category, "attributes": attributes, "functions": [], "audience": None}


class DrawPictureTests:
    @pytest.mark.parametrize("slug", [leaf.slug for leaf in leaves()])
    def test_picture_is_well_formed_when_any_category_is_drawn(self, slug: str) -> None:
        root = ElementTree.fromstring(draw_picture(truth(slug), "Tea & “Toast” <1>"))

        assert root.get("viewBox") == "0 0 400 400"
        assert root[0].text == "Tea & “Toast” <1>"

    def test_picture_is_the_same_when_drawn_twice(self) -> None:
        once, again = (draw_picture(truth("mugs", colour="red", material="ceramic"), "A") for _ in range(2))

        assert once == again

    def test_pictures_differ_when_colour_does(self) -> None:
        pictures = {draw_picture(truth("mugs", colour=colour), "A") for colour in COLOURS}

        assert len(pictures) == len(COLOURS)

    def test_texture_is_drawn_when_material_is_known(self) -> None:
        knit = draw_picture(truth("throws", colour="red", material="wool"), "A")
        weave = draw_picture(truth("throws", colour="red", material="linen"), "A")

        assert knit != weave

    def test_every_material_can_be_drawn_when_named(self) -> None:
        pictures = [draw_picture(truth("vases", material=material), "A") for material in MATERIALS]

        assert all(picture.startswith(b"<svg") for picture in pictures)
