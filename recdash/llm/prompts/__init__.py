"""Versioned prompts, one text file each beside this module.

`copy_blurb.txt` holds the version that counts where nobody chose; `copy_blurb@3.txt` is another one to choose.
"""

import logging
import re
from collections.abc import Callable, Mapping
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


Choice = Callable[[], Mapping[str, str]]  # → prompt id → version
_choice: Choice = dict
logger = logging.getLogger(__name__)


def set_prompt_choice(choice: Choice | None) -> Choice:
    """Let `choice` say which version counts (None: each prompt's own); return the one that it takes the place of."""
    global _choice
    previous, _choice = _choice, choice or dict
    return previous


def load_prompt(prompt_id: str) -> Prompt:
    """Return a prompt in the version that was chosen.

    Raises LanguageModelError where it does not exist or is not a version, a prefix, --- and a body.
    """
    prompt = default_prompt(prompt_id)
    wanted = _choice().get(prompt_id, prompt.version)
    if wanted == prompt.version:
        return prompt
    if wanted not in prompt_versions(prompt_id):
        logger.warning("version %s of the prompt %s is gone: %s is used", wanted, prompt_id, prompt.version)
        return prompt
    return _read(prompt_id, f"{prompt_id}@{wanted}.txt")


def default_prompt(prompt_id: str) -> Prompt:
    """Return a prompt in the version that counts where nobody chose."""
    if not re.fullmatch(r"[a-z0-9_]+", prompt_id) or not (_FOLDER / f"{prompt_id}.txt").is_file():
        raise LanguageModelError(f"There is no prompt {prompt_id!r}.", remedy=f"Known: {', '.join(prompt_ids())}.")
    return _read(prompt_id, f"{prompt_id}.txt")


@cache
def prompt_versions(prompt_id: str) -> tuple[str, ...]:
    """Return the versions that can be chosen, the one that counts anyhow first."""
    others = sorted(path.stem.partition("@")[2] for path in _FOLDER.glob(f"{prompt_id}@*.txt"))
    return (default_prompt(prompt_id).version, *others)


@cache
def _read(prompt_id: str, name: str) -> Prompt:
    return parse_prompt(prompt_id, (_FOLDER / name).read_text(encoding="utf-8"))


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
    return sorted(path.stem for path in _FOLDER.glob("*.txt") if "@" not in path.stem)
