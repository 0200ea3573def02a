"""recommend_product with models of each kind: the profile decides order and texts, whatever the model."""

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from recdash.lib.text import split_words
from recdash.llm.config import LanguageModelConfig, TextEncoderConfig
from recdash.llm.fake import FakeLanguageModel, FakeTextEncoder
from recdash.llm.registry import load_language_model, load_text_encoder
from recommendations.judging.lift import personal_lifts
from recommendations.recommend_product import recommend_product, recommend_products
from tests.llm.conftest import gpt2_folder, records, t5_folder  # noqa: F401  (fixtures)

PRODUCTS = [
    "Trail shoes: Running shoes with a grippy rubber sole for hiking on muddy paths.",
    "Stoneware mug. A hand-glazed blue mug for coffee or green tea.",
    "The Night Train, a mystery novel. A detective boards the last train.",
    "Desk lamp. A lamp with a long arm.",
]
HIKER, READER = "Likes hiking and running", ["mystery novels", "trains"]
MODEL_DIR = Path(os.environ.get("RECDASH_MODEL_DIR") or Path(__file__).parents[2] / "var" / "models")


class ChatServer:
    """An OpenAI-compatible server that picks the option with most words in common with the question."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.calls.append(body["messages"][-1]["content"])
                answer = {"choices": [{"message": {"content": _answer(server.calls[-1])}}], "usage": {}}
                payload = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, *arguments: object) -> None:
                return

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


def _answer(content: str) -> str:
    if "Options:" not in content:
        return "It weighs 900 g. The product is a handy companion for you."
    question, _, listed = content.partition("Options:")
    asked = {word.lower() for word in split_words(question)}
    options = [line for line in listed.splitlines() if ") " in line]
    return max(options, key=lambda line: len(asked & {word.lower() for word in split_words(line)}))[0]


@pytest.fixture(scope="module")
def remote_address():
    server = ChatServer()
    yield f"http://127.0.0.1:{server.http.server_port}/v1"
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture(params=["fake", "gpt2_folder", "t5_folder", "remote_address"])
def model(request):
    name = "fake" if request.param == "fake" else str(request.getfixturevalue(request.param))
    return load_language_model(LanguageModelConfig(name=name, threads=1))


class RecommendProductTests:
    def test_profile_changes_order_and_texts_whatever_the_model(self, model):
        lists = recommend_products([HIKER, READER], [PRODUCTS, PRODUCTS], model=model, encoder=FakeTextEncoder())

        hiker = lists[0]
        orders = [[one.position for one in own] for own in lists]
        assert orders[0] != orders[1]
        assert [sorted(order) for order in orders] == [[0, 1, 2, 3]] * 2
        assert [one.score for one in hiker] == sorted((one.score for one in hiker), reverse=True)
        texts = [{one.position: one.text for one in own} for own in lists]
        assert all(texts[0][position] != texts[1][position] for position in range(4))

    @pytest.mark.parametrize("name", ["fake", "remote"])
    def test_product_of_the_readers_interest_is_first_when_the_model_can_tell(self, name, remote_address):
        model = load_language_model(LanguageModelConfig(name=remote_address if name == "remote" else name))

        lists = recommend_products([HIKER, READER], [PRODUCTS, PRODUCTS], model=model, encoder=FakeTextEncoder())

        assert [own[0].position for own in lists] == [0, 2]

    def test_batch_equals_single(self, model):
        encoder = FakeTextEncoder()

        together = recommend_products([HIKER, READER], [PRODUCTS, PRODUCTS[:2]], model=model, encoder=encoder)
        alone = recommend_product(READER, PRODUCTS[:2], model=model, encoder=encoder)

        assert [one.position for one in together[1]] == [one.position for one in alone]
        assert [one.text for one in together[1]] == [one.text for one in alone]
        assert [one.lift for one in together[1]] == pytest.approx([one.lift for one in alone], abs=1e-3)

    def test_texts_name_the_interest_they_answer_and_no_number_the_product_lacks(self, model):
        found = recommend_product(HIKER, PRODUCTS, model=model, encoder=FakeTextEncoder())

        by_position = {one.position: one for one in found}
        assert by_position[0].text.endswith(("Picked because you like hiking.", "Picked because you like running."))
        assert by_position[3].text.endswith(("A change from hiking.", "A change from running."))
        assert not any(character.isdigit() for one in found for character in one.text)

    def test_nothing_is_recommended_when_nothing_is_given(self):
        assert recommend_product(HIKER, [], model=FakeLanguageModel(), encoder=FakeTextEncoder()) == []
        assert recommend_products([], [], model=FakeLanguageModel(), encoder=FakeTextEncoder()) == []

    @pytest.mark.parametrize("profile", ["", [], {"interests": []}])
    def test_given_order_and_plain_texts_are_kept_when_profile_names_nothing(self, profile):
        found = recommend_product(profile, PRODUCTS, model=FakeLanguageModel(), encoder=FakeTextEncoder())

        assert [(one.position, one.score, one.interest) for one in found] == [(i, 0.5, "") for i in range(4)]
        assert not any("you like" in one.text or "A change" in one.text for one in found)

    def test_text_is_of_the_locale_when_given(self):
        found = recommend_product(
            ["Wandern"],
            ["Trailschuh. Ein Schuh mit griffiger Sohle zum Wandern."],
            model=FakeLanguageModel(),
            encoder=FakeTextEncoder(),
            locale="de",
        )

        assert found[0].text.endswith("Ausgesucht, weil Sie Wandern mögen.")
        assert found[0].written_by == "template"

    def test_more_products_than_one_row_holds_are_all_ranked(self):
        many = [f"Mug number {name}." for name in "abcdefghijklmnopqrstuvwxyz" * 2]

        found = recommend_product(["mugs"], many, model=FakeLanguageModel(), encoder=FakeTextEncoder())

        assert sorted(one.position for one in found) == list(range(52))

    def test_a_blank_description_is_ranked_with_a_text_of_its_own(self):
        found = recommend_product(
            ["tea"], ["", "Tea mug. For tea."], model=FakeLanguageModel(), encoder=FakeTextEncoder()
        )

        assert [one.position for one in found] == [1, 0]


@pytest.mark.model
class RealRecommendProductTests:
    def test_default_models_put_the_fitting_product_first_and_invent_nothing(self):
        model = load_language_model(LanguageModelConfig(model_dir=MODEL_DIR, threads=1))
        encoder = load_text_encoder(TextEncoderConfig(threads=1))

        found = recommend_product(HIKER, PRODUCTS[:2], model=model, encoder=encoder)
        lifts = personal_lifts(model, [["green tea", "coffee"]], [PRODUCTS[:2]])

        assert [one.position for one in found] == [0, 1]
        assert found[0].lift > found[1].lift
        assert lifts[0][1] > lifts[0][0]
        assert not any(character.isdigit() for one in found for character in one.text)
