"""From rows of tokens to texts: what is kept, how it reads, and which sample is best."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from recdash.llm.decoding import Row, roll_dice
from recdash.llm.grounded import WordGrammar
from recdash.llm.types import Generation, Grounding


def open_rows(
    prompt: str, *, samples: int, seed: int, steps: int, grammar: WordGrammar, grounding: Grounding | None
) -> list[Row]:
    """Return the empty rows of one prompt's samples; `prompt` includes the prefix."""
    return [
        Row(
            roll_dice(prompt, sample=sample, seed=seed, steps=steps),
            None if grounding is None else grammar.constraint(grounding),
        )
        for sample in range(samples)
    ]


def rank_samples(rows: Sequence[Row], tokenizer: Any) -> list[Generation]:
    """Return the texts of one prompt's samples, best mean log-probability first, empty texts last."""
    return sorted(
        (_read_text(row, tokenizer) for row in rows),
        key=lambda generation: (not generation.text, -generation.mean_log_probability),
    )


def end_tokens(model: Any, tokenizer: Any) -> frozenset[int]:
    """Return the ids that end a text: those of the generation config and of the tokenizer."""
    configured = getattr(model.generation_config, "eos_token_id", None)
    listed = configured if isinstance(configured, list) else [configured]
    return frozenset(token for token in (*listed, tokenizer.eos_token_id) if token is not None)


def _read_text(row: Row, tokenizer: Any) -> Generation:
    kept = len(row.tokens) if row.constraint is None else row.constraint.kept
    text = tokenizer.decode(row.tokens[:kept], skip_special_tokens=True, clean_up_tokenization_spaces=False)
    mean = float(np.mean(row.log_probabilities[:kept])) if kept else 0.0
    return Generation(text.strip(), mean, kept)
