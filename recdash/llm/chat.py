"""Turn prompts into token ids: the model's chat template around them, and no template in what they say."""

from dataclasses import dataclass
from typing import Any

_CONTENT = "\u241fcontent\u241f"


@dataclass(frozen=True, slots=True)
class ChatFormat:
    """What stands before and after the text of a prompt, as token ids."""

    head: tuple[int, ...]
    tail: tuple[int, ...]
    answer_start: str  # what an answer begins with: a space where the answer goes on in the prompt's own line


def read_chat_format(tokenizer: Any) -> ChatFormat:
    """Return the chat format of a tokenizer; without a template the prompt is plain text to be continued."""
    if not getattr(tokenizer, "chat_template", None):
        start = [token for token in tokenizer("")["input_ids"] if token != tokenizer.eos_token_id]
        return ChatFormat(tuple(start), (), " ")
    messages = [{"role": "user", "content": _CONTENT}]
    rendered = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
    head, tail = rendered.split(_CONTENT)
    return ChatFormat(_encode_template(tokenizer, head), _encode_template(tokenizer, tail), "")


def encode_plain(tokenizer: Any, text: str) -> list[int]:
    """Return the token ids of a text in which special tokens are only characters.

    A product title that contains "<|im_end|>" must not end the message it stands in.
    """
    if not text:
        return []
    ids: list[int] = tokenizer(text, add_special_tokens=False, split_special_tokens=True, verbose=False)["input_ids"]
    return ids


def _encode_template(tokenizer: Any, text: str) -> tuple[int, ...]:
    return tuple(tokenizer(text, add_special_tokens=False)["input_ids"])
