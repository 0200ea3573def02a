"""The recommendations of a shopper: the whole way from a request to an answer."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

import numpy as np
from django.utils import timezone

from recommendations.adapters.candidates import retrieved
from recommendations.adapters.rule_columns import rule_columns
from recommendations.engine.pipeline import Inputs, Listing, listing
from recommendations.engine.rules.book import AtWork
from recommendations.engine.types import Answer, Request
from recommendations.selectors.answers import answer_items
from recommendations.selectors.attribution import attribution_token
from recommendations.selectors.judgements import judgement_of
from recommendations.selectors.request_context import Context, context_of
from recommendations.selectors.rules_at_work import keys_wanted, rules_at_work
from users.events.records import EventRecord

MARGIN = 50  # candidates beyond k at least, for rules and ranking to choose from
MOST_HIDDEN = 200  # single hidden products that the margin allows for; where it is too small, it is asked again


def recommend(request: Request, *, session_events: Sequence[EventRecord] = ()) -> Answer:
    """Return the list for a request; never empty while a showable product exists.

    Deterministic for a request id and the stored data. Raises RequestError naming the field.
    """
    request_id = request.request_id or uuid4().hex
    context = context_of(request, request.as_of or timezone.now(), session_events)
    made = ranked_list(context, request)
    return Answer(
        request_id=request_id,
        attribution_token=attribution_token(request_id, request.placement, context.model_version, context.release),
        placement=request.placement,
        shopper_id=request.shopper_id,
        locale=context.locale,
        model_version=context.model_version,
        release=context.release,
        fallback=context.fallback,
        items=answer_items(made.placed, context),
        applied_rules=made.applied,
        hidden_by_rules=tuple(sorted(set(made.kept_out.values()))),
        limited_by_rules=tuple(sorted(set(made.limited.values()))),
    )


def recommend_many(requests: Sequence[Request], *, session_events: Sequence[EventRecord] = ()) -> list[Answer]:
    """Answer several placements of one page; no shopper sees a product in two of them."""
    answers: list[Answer] = []
    shown: dict[str | None, tuple[str, ...]] = {}
    for request in requests:
        before = shown.get(request.shopper_id, ())
        answer = recommend(replace(request, exclude=(*request.exclude, *before)), session_events=session_events)
        shown[request.shopper_id] = (*before, *(item.product_id for item in answer.items))
        answers.append(answer)
    return answers


def ranked_list(context: Context, request: Request) -> Listing:
    """Return the placed items of a checked request, before they are put into words."""
    work = rules_at_work(context, request)
    made = _list_of(context, request, work)
    more = keys_wanted(context.scope, work, made, context.k) if work else []
    # Rules keep out too many of those at hand, or promise a share that they cannot give.
    return _list_of(context, request, work, more) if more else made


def _list_of(context: Context, request: Request, work: AtWork, more: Sequence[int] = ()) -> Listing:
    one_hidden = sum(bool(rule.products) for rule in work.of_kind("hide"))
    at_least = context.k + len(work.placed) + max(MARGIN, min(one_hidden, MOST_HIDDEN) + context.k)
    found = retrieved(context.scope, at_least, {*work.placed, *more})
    items = found.candidates
    judged = request.use_language_model and request.personalised and context.flow.language_model
    inputs = Inputs(
        candidates=items,
        profile=found.profile,
        weights=context.weights,
        rules=work,
        columns=rule_columns(items, work.book) if work else None,
        ranked=found.ranked | np.isin(items.pk, list(more)),
        placeable=work.placed.intersection(items.pk.tolist()),
        new_share=context.new_share,
        diversity=context.flow.diversity,
        judgement=judgement_of(context, items, found.profile) if judged else None,
    )
    return listing(inputs, context.k)
