"""Draws a product: the shape of its category, filled with its colour and the texture of its material."""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape
from zlib import crc32

from recommendations.demo.data_files import load
from recommendations.demo.leaves import leaf_of

STYLE = (
    ".d{{fill:{dark}}}.l{{fill:{light}}}.a{{fill:{accent}}}.k{{fill:{make}}}.i{{fill:#00000055}}.m{{fill:#34373d}}"
    ".h{{fill:#fffdf7}}.g{{fill:#ffe9a8;opacity:.75}}.f{{fill:#f0a02e}}.f2{{fill:#fff0b8}}.lf{{fill:#5f8f55}}"
    ".bn{{fill:#4f2f1e}}.si{{fill:#d5d8db}}.q{{fill:#fffdf7;opacity:.86}}.o{{opacity:.38}}"
    ".s,.r,.st,.bs{{fill:none;stroke:{line};stroke-width:3;stroke-linecap:round;stroke-linejoin:round}}"
    ".s.w{{stroke:{dark};stroke-width:11}}.s.w2{{stroke-width:7}}.r{{stroke:{dark};stroke-width:19}}"
    ".st{{stroke:#8fbf7f;stroke-width:5}}.bs{{stroke:#2d190f}}"
)


def draw_picture(product_truth: Mapping[str, Any], title: str) -> bytes:
    """Draw a product from its planted truth as SVG, 400 × 400, UTF-8; the same arguments give the same bytes.

    A colour or material that the truth does not name is drawn in a neutral one.
    """
    leaf = leaf_of(product_truth["category"])
    looks, shape, chance = load("looks"), load("shapes")[leaf.shape], crc32(title.encode())
    attributes = product_truth["attributes"]
    material = attributes.get("material", "")
    fill = _fill(attributes.get("colour", ""), material, food=leaf.make_name == "origin", chance=chance)
    texture = looks["textures"][looks["material_textures"].get(material or leaf.makes[0], "smooth")]
    body = "".join(f'<path d="{path}"/>' for path in shape["body"])
    style = _style(fill, material, chance)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400" role="img">'
        f"<title>{escape(title)}</title><defs>{_pattern(texture)}<style>{style}</style></defs>"
        f'<rect width="400" height="400" rx="28" fill="{_of(looks["backdrops"], chance // 7)}"/>'
        f'<ellipse cx="200" cy="348" rx="128" ry="12" fill="#000" fill-opacity=".1"/>'
        f'<g fill="{fill}" stroke="{_shade(fill, -0.35)}" stroke-width="2.5">{body}</g>'
        f'<g fill="url(#t)">{body}</g>{shape["detail"]}</svg>'
    ).encode()


def _style(fill: str, material: str, chance: int) -> str:
    return STYLE.format(
        dark=_shade(fill, -0.24),
        light=_shade(fill, 0.3),
        line=_shade(fill, 0.45 if _brightness(fill) < 70 else -0.5),
        accent=_accent(fill, chance),
        make=load("looks")["material_colours"].get(material, "#6d5a48"),
    )


def _fill(colour: str, material: str, *, food: bool, chance: int) -> str:
    looks = load("looks")
    if colour:
        return str(looks["colours"][colour])
    if food:
        return _of(looks["food"], chance)
    return str(looks["material_colours"].get(material) or _of(looks["uncoloured"], chance))


def _accent(fill: str, chance: int) -> str:
    others = [accent for accent in load("looks")["accents"] if abs(_brightness(accent) - _brightness(fill)) > 38]
    return _of(others, chance // 3)


def _pattern(texture: Mapping[str, Any]) -> str:
    size = texture["size"]
    return f'<pattern id="t" width="{size}" height="{size}" patternUnits="userSpaceOnUse">{texture["art"]}</pattern>'


def _of(options: list[str], chance: int) -> str:
    return options[chance % len(options)]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _brightness(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _shade(colour: str, amount: float) -> str:
    """Move a colour towards white (amount above 0) or black (below), by that share of the way."""
    target = 255 if amount > 0 else 0
    return "#" + "".join(f"{round(part + (target - part) * abs(amount)):02x}" for part in _channels(colour))
