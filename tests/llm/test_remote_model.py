"""The client of an OpenAI-compatible server, against a server in this process."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from recdash.llm.config import LanguageModelConfig
from recdash.llm.errors import RemoteModelError
from recdash.llm.remote import NOT_CHOSEN, RemoteModel
from recdash.llm.types import Grounding


class Server:
    """Answers in turn what a test laid out, the last one for ever, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, object]] = []
        self.requests: list[tuple[str, dict, str]] = []
        self.delay = threading.Event()
        self.delay.set()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.requests.append((self.path, body, self.headers.get("Authorization", "")))
                server.delay.wait(5)
                status, content = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
                payload = content.encode() if isinstance(content, str) else json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, *arguments: object) -> None:
                return

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.delay.set()
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def server():
    started = Server()
    yield started
    started.close()


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def model(server, pauses) -> RemoteModel:
    config = LanguageModelConfig(
        name=server.url, remote_model="qwen", api_key="secret", timeout_seconds=2.0, max_retries=2
    )
    return RemoteModel(config, sleep=pauses.append)


def completion(text: str, **choice: object) -> tuple[int, dict]:
    usage = {"prompt_tokens": 7, "completion_tokens": 3}
    return 200, {"choices": [{"message": {"content": text}, **choice}], "usage": usage}


def told(*tokens: tuple[str, float], top: tuple[tuple[str, float], ...] = ()) -> dict:
    content = [{"token": token, "logprob": score, "top_logprobs": []} for token, score in tokens]
    content[0]["top_logprobs"] = [{"token": token, "logprob": score} for token, score in top]
    return {"content": content}


class RemoteModelGenerateTests:
    def test_text_and_mean_are_returned_when_server_tells_log_probabilities(self, server, model, purpose, records):
        server.answers = [completion(" A blue mug. ", logprobs=told(("A", -1.0), (" blue", -2.0)))]

        texts = model.generate(["Describe it."], purpose=purpose, prefix="Be brief. ", max_new_tokens=9, seed=4)

        assert [(text.text, text.mean_log_probability, text.tokens) for text in texts[0]] == [("A blue mug.", -1.5, 3)]
        path, body, authorization = server.requests[0]
        assert (path, authorization, body["model"]) == ("/v1/chat/completions", "Bearer secret", "qwen")
        assert body["messages"] == [{"role": "user", "content": "Be brief. Describe it."}]
        assert (body["max_tokens"], body["temperature"], body["seed"]) == (9, 0.8, 4)
        assert [(call.model, call.tokens_in, call.tokens_out) for call in records] == [("qwen", 7, 3)]

    def test_one_request_a_sample_is_made(self, server, model, purpose):
        server.answers = [completion("A mug.")]

        texts = model.generate(["a", "b"], purpose=purpose, samples=3)

        assert [len(row) for row in texts] == [3, 3]
        assert sorted(body["seed"] for _, body, _ in server.requests) == [0, 0, 1, 1, 2, 2]

    def test_sentences_with_other_words_are_cut_when_grounded(self, server, model, purpose):
        server.answers = [completion("A blue mug. It holds 900 ml.")]

        texts = model.generate(["x"], purpose=purpose, groundings=[Grounding(("blue mug 350 ml",))])

        assert texts[0][0].text == "A blue mug."

    def test_second_attempt_counts_when_first_answer_is_500(self, server, model, purpose, pauses):
        server.answers = [(500, "boom"), completion("A mug.")]

        texts = model.generate(["x"], purpose=purpose)

        assert texts[0][0].text == "A mug."
        assert len(pauses) == 1
        assert 0.25 <= pauses[0] <= 0.5

    def test_pauses_double_and_error_names_the_cause_when_all_attempts_are_refused(
        self, server, model, purpose, pauses, records
    ):
        server.answers = [(429, "slow down")]

        with pytest.raises(RemoteModelError, match=r"failed 3 times: status 429\..*RECDASH_LLM"):
            model.generate(["x"], purpose=purpose)

        assert len(server.requests) == 3
        assert 0.25 <= pauses[0] <= 0.5 <= pauses[1] <= 1.0
        assert records == []

    def test_error_names_the_time_out_when_server_is_silent(self, server, purpose):
        server.delay.clear()
        server.answers = [completion("late")]
        model = RemoteModel(
            LanguageModelConfig(name=server.url, timeout_seconds=0.1, max_retries=1), sleep=lambda seconds: None
        )

        with pytest.raises(RemoteModelError, match=r"no answer within 0\.1 seconds.*RECDASH_LLM_TIMEOUT_SECONDS"):
            model.generate(["x"], purpose=purpose)

    def test_error_names_the_connection_when_no_server_listens(self, purpose):
        model = RemoteModel(LanguageModelConfig(name="http://127.0.0.1:9/v1", max_retries=0))

        with pytest.raises(RemoteModelError, match="failed 1 times: no connection"):
            model.generate(["x"], purpose=purpose)

    def test_no_second_attempt_is_made_when_the_key_is_refused(self, server, model, purpose):
        server.answers = [(401, "no")]

        with pytest.raises(RemoteModelError, match=r"refused the key\. Set RECDASH_LLM_API_KEY"):
            model.generate(["x"], purpose=purpose)

        assert len(server.requests) == 1

    def test_error_shows_the_answer_when_the_model_is_unknown(self, server, model, purpose):
        server.answers = [(404, "no model qwen")]

        with pytest.raises(RemoteModelError, match=r"answered 404: no model qwen.*RECDASH_LLM_MODEL"):
            model.generate(["x"], purpose=purpose)

    @pytest.mark.parametrize(
        "answer", ["<html>", {"choices": []}, {"choices": [{"message": {"content": None}}]}, [1], {"error": "x"}]
    )
    def test_error_is_clear_when_answer_is_no_completion(self, server, model, purpose, answer):
        server.answers = [(200, answer)]

        with pytest.raises(RemoteModelError, match="something that is no chat completion"):
            model.generate(["x"], purpose=purpose)


class RemoteModelChooseTests:
    def test_scores_are_those_of_the_letters_when_server_tells_them(self, server, model, purpose):
        top = (("B", -0.1), (" A", -2.5), ("Well", -4.0))
        server.answers = [completion("B", logprobs=told(("B", -0.1), top=top))]

        scores = model.choose(["Colour?"], [["red", "blue", "green"]], purpose=purpose)

        assert scores == [[-2.5, -0.1, -5.0]]
        assert "A) red\nB) blue\nC) green" in server.requests[0][1]["messages"][0]["content"]

    @pytest.mark.parametrize("answer", ["B", "b) blue", " B.", "blue", "Blue."])
    def test_chosen_option_gets_0_when_no_log_probabilities_are_told(self, server, model, purpose, answer):
        server.answers = [completion(answer)]

        assert model.choose(["Colour?"], [["red", "blue"]], purpose=purpose) == [[NOT_CHOSEN, 0.0]]

    def test_all_options_are_equal_when_the_answer_names_none(self, server, model, purpose):
        server.answers = [completion("I cannot tell")]

        assert model.choose(["Colour?"], [["red", "blue"]], purpose=purpose)[0] == pytest.approx(
            [-0.6931, -0.6931], abs=1e-4
        )

    def test_no_request_is_made_when_there_are_no_options(self, server, model, purpose):
        assert model.choose(["a"], [[]], purpose=purpose) == [[]]
        assert server.requests == []
