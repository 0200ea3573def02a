"""How much faster the batched path writes than the loop that everyone writes first."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from recdash.llm.causal import CausalModel
from recdash.llm.function_words import SELLING_WORDS
from recdash.llm.sink import set_sink
from recdash.llm.types import CallRecord, Grounding, Purpose

_NEW_TOKENS = 40
_NAIVE_PRODUCTS = 4
_PURPOSE = Purpose("bench", "bench", "1")
_COLOURS = ("blue", "red", "green", "grey", "white", "black", "orange", "brown")
_THINGS = (
    "Commuter Backpack. A {} backpack with a padded laptop sleeve and 2 side pockets, made of water-resistant nylon",
    "Merino Beanie. A soft {} beanie knitted from fine merino wool that stays warm on winter hikes",
    "Stoneware Mug. A hand-glazed {} mug that holds 350 ml and is dishwasher safe",
    "Trail Shoes. {} running shoes with a breathable mesh upper and a grippy rubber sole for muddy paths",
)


def bench_llm(model: CausalModel, grounded: bool) -> dict[str, Any]:
    """Measure tokens per second of the batched path and, with the same weights, of the naive loop.

    The naive loop writes one product after another with `generate`, 5 beams and float32, always 40 new tokens; the
    batched path writes 2 samples for each of 64 products, at most 40 new tokens, and counts what it wrote.
    """
    facts = [thing.format(colour) for colour in _COLOURS for thing in _THINGS] * 2
    prompts = [f"Facts: {fact}.\nWrite one short sentence that recommends this product." for fact in facts]
    groundings = [Grounding((fact,), SELLING_WORDS) for fact in facts] if grounded else None
    model.generate(prompts[:8], purpose=_PURPOSE, max_new_tokens=4)

    def write() -> None:
        model.generate(prompts, purpose=_PURPOSE, samples=2, max_new_tokens=_NEW_TOKENS, groundings=groundings)

    batched = _measure_record(write)
    choice = _measure_record(lambda: _choose(model, facts))
    figure = batched.tokens_out / batched.milliseconds * 1000
    reference = naive_tokens_per_second(model, prompts[:_NAIVE_PRODUCTS])
    return {
        "figure": round(figure, 1),
        "unit": "tokens/s",
        "reference": round(reference, 1),
        "reference_name": "naive loop, 5 beams",
        "ratio": round(figure / reference, 2),
        "model": model.name,
        "grounded": grounded,
        "prompts": len(prompts),
        "samples": 2,
        "tokens_written": batched.tokens_out,
        "seconds": round(batched.milliseconds / 1000, 2),
        "choose_prompts_per_second": round(choice.inputs / choice.milliseconds * 1000, 1),
        "choose_tokens_per_prompt": round(choice.tokens_in / choice.inputs, 1),
    }


def naive_tokens_per_second(model: CausalModel, prompts: Sequence[str]) -> float:
    """Return what `transformers` alone writes, one prompt at a time with 5 beams in float32.

    The weights are cast to float32 for the loop and back afterwards, which loses nothing.
    """
    import torch

    network, tokenizer = model.network, model.tokenizer
    dtype = network.dtype
    network.float()
    try:
        started = time.perf_counter()
        for prompt in prompts:
            inputs = tokenizer(prompt, return_tensors="pt").to(network.device)
            with torch.inference_mode():
                network.generate(**inputs, num_beams=5, max_new_tokens=_NEW_TOKENS, min_new_tokens=_NEW_TOKENS)
        return len(prompts) * _NEW_TOKENS / (time.perf_counter() - started)
    finally:
        network.to(dtype)


def _choose(model: CausalModel, facts: Sequence[str]) -> None:
    options = ["Bags", "Hats", "Kitchen", "Shoes", "Electronics", "Toys and games", "Garden tools", "Books"]
    prefix = f"You sort the products of a shop. The categories are: {', '.join(options)}.\n\n"
    prompts = [f"Product: {fact}\nCategory:" for fact in facts]
    model.choose(prompts, [options] * len(prompts), purpose=_PURPOSE, prefix=prefix)


def _measure_record(call: Callable[[], None]) -> CallRecord:
    """Return the record of the one model call that `call` makes."""
    records: list[CallRecord] = []
    previous = set_sink(records.append)
    try:
        call()
    finally:
        set_sink(previous)
    return records[0]
