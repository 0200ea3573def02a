"""Write drafts for many products at once: the model's best wording that passes the gate, else a template's."""

from collections.abc import Sequence
from dataclasses import dataclass

from recdash.llm.types import Generation, Grounding, LanguageModel
from recommendations.copywriting import guardrails
from recommendations.copywriting.audiences import Audience
from recommendations.copywriting.candidates import GOOD_ENOUGH, Gate, rank_candidates
from recommendations.copywriting.facts import build_facts, gate_texts, words_in
from recommendations.copywriting.grammar import slips
from recommendations.copywriting.guardrails.evidence import evidence_of
from recommendations.copywriting.prompt import copy_prompt, grounding_of, render_prompt, writes_grounded
from recommendations.copywriting.templates import TEMPLATE_MODEL, TEMPLATE_VERSION, fill_templates
from recommendations.copywriting.types import Candidate, Fact, Finding, ProductSheet, Words
from recommendations.copywriting.vocabulary import Vocabulary

SAMPLES = 8
ATTEMPTS = 2  # seeds tried before a template steps in
_MAX_NEW_TOKENS = 40
_TEMPERATURE = 0.6
_KEPT_CANDIDATES = 4


@dataclass(frozen=True, slots=True)
class Brief:
    """What to write: a product, for an audience, in a locale that the product has words in."""

    sheet: ProductSheet
    audience: Audience
    locale: str
    words: Words
    facts: tuple[Fact, ...]

    @classmethod
    def of(cls, sheet: ProductSheet, audience: Audience, locale: str) -> "Brief | None":
        """Return the brief, or None where the product has no words in the language."""
        words = words_in(sheet, locale)
        return cls(sheet, audience, locale, words, build_facts(sheet, locale)) if words else None

    @property
    def prompt(self) -> str:
        """Return what the model is asked for this brief."""
        return render_prompt(words=self.words, facts=self.facts, audience=self.audience, locale=self.locale)

    @property
    def grounding(self) -> Grounding:
        """Return the words that the model may use for this brief."""
        return grounding_of(words=self.words, facts=self.facts, audience=self.audience, locale=self.locale)

    def broken(self, text: str) -> bool:
        """Return whether a model's wording is broken as language; only English slips are known."""
        if self.locale.partition("-")[0] != "en":
            return False
        brand = next((fact.value for fact in self.facts if fact.id == "brand"), "")
        phrases = [fact.value for fact in self.facts if fact.id.startswith("function") and " " in fact.value]
        describing = [word for phrase in phrases for word in phrase.split()]
        return bool(slips(text, title=self.words.title, brand=brand, describing=describing))

    def gate(self, vocabulary: Vocabulary) -> Gate:
        """Return the fact gate of this product, which reads the product once for all texts."""
        texts = gate_texts(self.sheet, self.locale)
        evidence = evidence_of(facts=self.facts, texts=texts, locale=self.locale, vocabulary=vocabulary)
        return lambda text: guardrails.check_against(text, evidence)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with what it rests on and who wrote it."""

    text: str
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    candidates: tuple[Candidate, ...]  # the wordings not taken, best first
    model: str
    prompt_version: str


def write_drafts(
    briefs: Sequence[Brief],
    *,
    model: LanguageModel | None,
    vocabulary: Vocabulary,
    model_languages: Sequence[str] = ("en",),
    least_score: float = GOOD_ENOUGH,
    seed: int = 0,
) -> list[Draft | None]:
    """Return a draft without blocking findings for each brief, or None where nothing passes.

    The model writes in `model_languages`, all briefs of an attempt in one call, and must reach `least_score`; without
    a model, in other languages, and where it fails, templates write.
    """
    drafts: list[Draft | None] = [None] * len(briefs)
    open_indices = [i for i, brief in enumerate(briefs) if model and brief.locale.partition("-")[0] in model_languages]
    for attempt in range(ATTEMPTS):
        if model is None or not open_indices:
            break
        written = _generate([briefs[index] for index in open_indices], model, seed=seed + attempt)
        for index, generations in zip(open_indices, written, strict=True):
            drafts[index] = _best_draft(briefs[index], generations, model.name, vocabulary, least_score)
        open_indices = [index for index in open_indices if drafts[index] is None]
    return [draft or template_draft(brief, vocabulary) for draft, brief in zip(drafts, briefs, strict=True)]


def template_draft(brief: Brief, vocabulary: Vocabulary) -> Draft | None:
    """Return the first template text that passes the gate."""
    texts = fill_templates(sheet=brief.sheet, words=brief.words, audience=brief.audience, locale=brief.locale)
    gate = brief.gate(vocabulary)
    for position, text in enumerate(texts):
        findings = gate(text)
        if not guardrails.blocks(findings):
            others = tuple(Candidate(other, 0.0) for other in texts[position + 1 :][:_KEPT_CANDIDATES])
            return Draft(text, brief.facts, tuple(findings), others, TEMPLATE_MODEL, TEMPLATE_VERSION)
    return None


def _generate(briefs: Sequence[Brief], model: LanguageModel, *, seed: int) -> list[list[Generation]]:
    """Ask the model for SAMPLES wordings a brief; grounded and free ones in a call each."""
    results: list[list[Generation]] = [[] for _ in briefs]
    for grounded in (True, False):
        indices = [i for i, brief in enumerate(briefs) if writes_grounded(brief.locale) is grounded]
        if not indices:
            continue
        written = model.generate(
            [briefs[index].prompt for index in indices],
            purpose=copy_prompt().purpose,
            prefix=copy_prompt().render_prefix(),
            max_new_tokens=_MAX_NEW_TOKENS,
            samples=SAMPLES,
            temperature=_TEMPERATURE,
            seed=seed,
            groundings=[briefs[index].grounding for index in indices] if grounded else None,
        )
        for index, generations in zip(indices, written, strict=True):
            results[index] = generations
    return results


def _best_draft(
    brief: Brief, generations: Sequence[Generation], model_name: str, vocabulary: Vocabulary, least_score: float
) -> Draft | None:
    ranked = rank_candidates(
        generations,
        title=brief.words.title,
        facts=brief.facts,
        description=brief.words.description,
        audience=brief.audience,
        gate=brief.gate(vocabulary),
        broken=brief.broken,
    )
    if not ranked or guardrails.blocks(ranked[0][1]) or ranked[0][0].score < least_score:
        return None
    best, findings = ranked[0]
    others = tuple(candidate for candidate, found in ranked[1:] if not guardrails.blocks(found))
    version = copy_prompt().version
    return Draft(best.text, brief.facts, tuple(findings), others[:_KEPT_CANDIDATES], model_name, version)
