"""The weights of feature extraction, tuned on catalogs it was not written for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExtractionConfig:
    """How evidence is weighed, and when the language model is asked."""

    least_strength: float = 0.3  # below, a candidate is not kept
    clear_margin: float = 0.15  # strength by which a value must lead for the model not to be asked
    model_weight: float = 0.15  # of the model's word on functions, against the text's own strength
    category_options: int = 4  # leaves between which the model chooses
    sure_category: float = 0.93  # prior probability from which the model is not asked
    model_category_weight: float = 0.35
    title_weight: float = 6.0
    body_weight: float = 12.0
    lexical_weight: float = 4.0
    coverage_weight: float = 2.5
    neighbour_weight: float = 6.0
    neighbours: int = 5
    prompt_characters: int = 240
    sure_claim: float = 0.82  # strength of a claim from which the model is not asked
    claim_characters: int = 50  # before a function in its prompt; half as many behind
