"""Versioned prompts, one text file each beside this module."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recdash.llm.errors import LanguageModelError
from recdash.llm.types import Purpose

_FOLDER = Path(__file__).parent
_FORMAT = re.compile(r"version: (?P<version>\S+)\n(?P<prefix>.*?\n)??---\n(?P<body>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt template: `prefix` is what all prompts of a call share, `body` what differs."""

    id: str
    version: str
    prefix: str
    body: str

    @property
    def purpose(self) -> Purpose:
        """Return the purpose under which calls with this prompt are recorded."""
        return Purpose(self.id, self.id, self.version)

    def render_prefix(self, **values: object) -> str:
        """Fill in the prefix; raise KeyError for a missing value."""
        return self.prefix.format(**values)

    def render_body(self, **values: object) -> str:
        """Fill in the body; raise KeyError for a missing value."""
        return self.body.format(**values)


@cache
def load_prompt(prompt_id: str) -> Prompt:
    """Read a prompt; raise LanguageModelError where it does not exist or is not a version, a prefix, --- and a body."""
    path = _FOLDER / f"{prompt_id}.txt"
    if not re.fullmatch(r"[a-z0-9_]+", prompt_id) or not path.is_file():
        raise LanguageModelError(f"There is no prompt {prompt_id!r}.", remedy=f"Known: {', '.join(prompt_ids())}.")
    return parse_prompt(prompt_id, path.read_text(encoding="utf-8"))


def parse_prompt(prompt_id: str, content: str) -> Prompt:
    """Read the text of a prompt file: "version: N", the shared prefix, a line "---", the body."""
    match = _FORMAT.fullmatch(content)
    if match is None:
        raise LanguageModelError(
            f"The prompt {prompt_id!r} is malformed.",
            remedy='It needs a first line "version: N", a prefix, a line "---" and a body.',
        )
    return Prompt(prompt_id, match["version"], match["prefix"] or "", match["body"].rstrip("\n"))


def prompt_ids() -> list[str]:
    """Return the ids of all prompts, sorted."""
    return sorted(path.stem for path in _FOLDER.glob("*.txt"))
