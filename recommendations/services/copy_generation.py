"""Drafts of copy, written by a language model or by templates, for people to decide on."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from catalog.services.engines import language_model
from catalog.services.jobs import ChunkResult
from recommendations.copywriting.audiences import Audience
from recommendations.copywriting.drafting import Brief, Draft, write_drafts
from recommendations.copywriting.locales import language_of
from recommendations.models import Copy, CopyRevision
from recommendations.selectors.copy_sheets import product_sheets, store_vocabulary
from recommendations.selectors.copy_targets import Target, audience_labels, read_targets


def copy_generate(ids: Sequence[str | int]) -> ChunkResult:
    """Write the drafts of a chunk; `ids` are "product|audience|locale", or products for everyone in all locales.

    Where there is copy already, whatever its state, nothing is written; so a second run changes nothing.
    """
    targets = list(dict.fromkeys(read_targets(list(ids))))
    missing = _without_copy(targets)
    briefs = _briefs(missing)
    drafts = write_drafts(
        list(briefs.values()),
        model=language_model() if _needs_model(missing) else None,
        vocabulary=store_vocabulary(),
        model_languages=_model_languages(),
    )
    written = {target: draft for target, draft in zip(briefs, drafts, strict=True) if draft}
    for target, draft in written.items():
        _store(target, briefs[target].audience, draft)
    return _result(targets, [target for target in missing if target not in written])


def _model_languages() -> tuple[str, ...]:
    """Return the languages that the model writes."""
    return tuple(settings.RECDASH_COPY_LANGUAGES)


def _needs_model(targets: Sequence[Target]) -> bool:
    return any(language_of(locale) in _model_languages() for _, _, locale in targets)


def _without_copy(targets: Sequence[Target]) -> list[Target]:
    products = {product for product, _, _ in targets}
    written = set(Copy.objects.filter(product__in=products).values_list("product_id", "audience", "locale"))
    return [target for target in targets if target not in written]


def _briefs(targets: Sequence[Target]) -> dict[Target, Brief]:
    """Return what to write; a product that is gone, or has no words in the language, has no brief."""
    sheets = product_sheets(product for product, _, _ in targets)
    labels = audience_labels({audience for _, audience, _ in targets if audience})
    briefs = {}
    for product, audience, locale in targets:
        sheet = sheets.get(product)
        brief = sheet and Brief.of(sheet, Audience(audience, labels.get(audience, "")), locale)
        if brief:
            briefs[product, audience, locale] = brief
    return briefs


@transaction.atomic
def _store(target: Target, audience: Audience, draft: Draft) -> None:
    """Store a draft with its first revision, unless another worker was faster."""
    product, key, locale = target
    copy, created = Copy.objects.get_or_create(
        product_id=product,
        audience=key,
        locale=locale,
        defaults={
            "audience_label": audience.label,
            "text": draft.text,
            "facts": [fact.as_dict() for fact in draft.facts],
            "findings": [finding.as_dict() for finding in draft.findings],
            "candidates": [candidate.as_dict() for candidate in draft.candidates],
            "model": draft.model,
            "prompt_version": draft.prompt_version,
        },
    )
    if created:
        CopyRevision.objects.create(copy=copy, number=1, text=draft.text)


def _result(targets: Sequence[Target], failed: Sequence[Target]) -> ChunkResult:
    error = f"no text passes the fact gate, or there are no words in the language: {failed[0]}" if failed else ""
    return ChunkResult(done=len(targets) - len(failed), failed=len(failed), error=error)
