"""One call of an OpenAI-compatible chat-completions endpoint: time-out, retries with back-off, checked answer."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from recdash.llm.config import LanguageModelConfig
from recdash.llm.errors import RemoteModelError

_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 20.0
_RETRIED_STATUSES = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Completion:
    """What a server answered; log-probabilities, and the alternatives to the first token, only if it told them."""

    text: str
    tokens_in: int
    tokens_out: int
    log_probabilities: tuple[float, ...]
    first_alternatives: tuple[tuple[str, float], ...]


class ChatCompletions:
    """A client of one server and one model on it."""

    def __init__(self, config: LanguageModelConfig, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._config = config
        self._sleep = sleep
        headers = {"Authorization": f"Bearer {config.api_key}"} if config.api_key else {}
        self._client = httpx.Client(headers=headers, timeout=config.timeout_seconds)

    def ask(self, messages: list[dict[str, str]], **parameters: Any) -> Completion:
        """Return the completion of a conversation; raise RemoteModelError when every attempt failed."""
        body = {"model": self._config.remote_model or "default", "messages": messages, **parameters}
        failure = ""
        for attempt in range(self._config.max_retries + 1):
            if attempt:
                self._sleep(_pause_seconds(attempt))
            try:
                response = self._client.post(f"{self._config.name.rstrip('/')}/chat/completions", json=body)
            except httpx.TimeoutException:
                failure = f"no answer within {self._config.timeout_seconds:g} seconds"
                continue
            except httpx.TransportError as error:
                failure = f"no connection ({error})"
                continue
            if response.status_code in _RETRIED_STATUSES:
                failure = f"status {response.status_code}"
                continue
            return self._read(response)
        attempts = self._config.max_retries + 1
        raise RemoteModelError(
            f"The language model at {self._config.name} failed {attempts} times: {failure}.",
            remedy="Check that the server of RECDASH_LLM runs, or raise RECDASH_LLM_TIMEOUT_SECONDS.",
        )

    def _read(self, response: httpx.Response) -> Completion:
        if response.status_code in (401, 403):
            raise RemoteModelError(
                f"The language model at {self._config.name} refused the key.", remedy="Set RECDASH_LLM_API_KEY."
            )
        if response.status_code != 200:
            raise RemoteModelError(
                f"The language model at {self._config.name} answered {response.status_code}: {response.text[:200]}",
                remedy="Check RECDASH_LLM (a base URL, often ending in /v1) and RECDASH_LLM_MODEL.",
            )
        try:
            return read_completion(response.json())
        except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
            raise RemoteModelError(
                f"The language model at {self._config.name} answered something that is no chat completion.",
                remedy="Check that RECDASH_LLM is the base URL of an OpenAI-compatible server.",
            ) from error


def read_completion(content: dict[str, Any]) -> Completion:
    """Read a chat-completion object; raise KeyError, IndexError or TypeError where it is none."""
    choice = content["choices"][0]
    text = choice["message"]["content"]
    if not isinstance(text, str):
        raise TypeError("The message has no text.")
    usage = content.get("usage") or {}
    tokens = (choice.get("logprobs") or {}).get("content") or []
    alternatives = tokens[0].get("top_logprobs", []) if tokens else []
    return Completion(
        text,
        int(usage.get("prompt_tokens", 0)),
        int(usage.get("completion_tokens", len(tokens))),
        tuple(float(token["logprob"]) for token in tokens),
        tuple((str(item["token"]), float(item["logprob"])) for item in alternatives),
    )


def _pause_seconds(attempt: int) -> float:
    """Return a random pause of up to half a second doubled with each attempt, so that clients do not retry in step."""
    longest = min(_LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2.0 ** (attempt - 1))
    return longest * random.uniform(0.5, 1.0)
