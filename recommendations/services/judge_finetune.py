"""Fits the language model to what shoppers with these likes took next."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from django.conf import settings

from catalog.services.engines import language_model_folder
from recdash.llm.finetune import FinetuneConfig, Progress, finetune
from recommendations.evaluation.judge_files import CUTS, RerankFolder
from recommendations.evaluation.judge_folder_cases import LIKES
from recommendations.judging.lift import head, lift_prompt
from recommendations.services.judge import VALIDATION
from recommendations.services.judge_cases import likes_in_words
from recommendations.services.judge_window import moments, pasts, shelf_at
from users.interests.tags import propose
from users.interests.weighting import weighted
from users.services.catalogue import catalogue_of

EARLIER = 0.5  # share of all that was taken, from which on it is learned from, up to the judge's own validation

Example = tuple[str, str]


def judge_finetune(
    out: Path, *, folder: Path | None, most: int, epochs: int, seed: int, progress: Progress
) -> list[float]:
    """Teach the model of RECDASH_LLM, save it to `out`, and return the losses of the batches.

    It learns from the store's history before what the judge is validated on, or from the steps of a re-ranking folder
    that `evaluate_judge` with the same seed draws last. Raises ValueError where there is nothing to learn from.
    """
    examples = folder_examples(folder, most=most, seed=seed) if folder else shop_examples(most=most, seed=seed)
    config = FinetuneConfig(epochs=epochs, seed=seed, device=settings.RECDASH_DEVICE, threads=settings.RECDASH_THREADS)
    return finetune(language_model_folder(), examples, out, config, progress)


def shop_examples(*, most: int, seed: int) -> list[Example]:
    """Return what shoppers liked at a moment, in the judge's own prompt, with each title that they took later."""
    found = moments(EARLIER, VALIDATION)
    if not found:
        return []
    start, end = found
    shelf = shelf_at(start)
    title_of = dict(zip(shelf.keys, shelf.titles, strict=True))
    catalogue = catalogue_of(shelf.keys)

    def examples() -> Iterator[Example]:
        for past in pasts(start, end, most=most, seed=seed):
            titles = [title_of.get(event.product or 0, "") for event in past.events]
            likes = likes_in_words(propose(weighted(past.events, now=start), catalogue), titles)
            wanted = sorted(key for key in past.wanted if title_of.get(key))
            yield from (_example(likes, title_of[key]) for key in wanted if likes)

    return list(islice(examples(), most))


def folder_examples(folder: Path, *, most: int, seed: int) -> list[Example]:
    """Return the same of a re-ranking folder; histories are cut as those that the judge is asked about."""
    read = RerankFolder.read(folder)
    drawn = np.random.default_rng(seed).permutation(len(read.valid))[::-1][:most]
    examples = []
    for turn, position in enumerate(drawn):
        step = read.valid[position]
        history = step.history[-CUTS[turn % len(CUTS)] :][::-1]
        likes = [read.titles[item] for item in history if read.titles[item]][:LIKES]
        if likes and read.titles[step.target]:
            examples.append(_example(likes, read.titles[step.target]))
    return examples


def _example(likes: Sequence[str], title: str) -> Example:
    prompt = lift_prompt()
    return prompt.prefix + prompt.render_body(likes=", ".join(likes)), head(title)
