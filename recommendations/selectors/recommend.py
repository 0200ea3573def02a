"""The recommendations of a shopper: the whole way from a request to an answer."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from django.utils import timezone

from recommendations.adapters.candidates import retrieved
from recommendations.engine.pipeline import Inputs
from recommendations.engine.pipeline import recommend as rank_and_place
from recommendations.engine.types import Answer, Placed, Request, RuleSet
from recommendations.selectors.answers import answer_items
from recommendations.selectors.attribution import attribution_token
from recommendations.selectors.judgements import judgement_of
from recommendations.selectors.request_context import Context, context_of
from users.events.records import EventRecord

MARGIN = 50  # candidates beyond k, for rules and ranking to choose from


def recommend(request: Request, *, session_events: Sequence[EventRecord] = ()) -> Answer:
    """Return the list for a request; never empty while a showable product exists.

    Deterministic for a request id and the stored data. Raises RequestError naming the field.
    """
    request_id = request.request_id or uuid4().hex
    context = context_of(request, request.as_of or timezone.now(), session_events)
    placed = ranked_list(context, request)
    return Answer(
        request_id=request_id,
        attribution_token=attribution_token(request_id, request.placement, context.model_version),
        placement=request.placement,
        shopper_id=request.shopper_id,
        locale=context.locale,
        model_version=context.model_version,
        fallback=context.fallback,
        items=answer_items(placed, context),
        applied_rules=tuple(row.rule_id for row in placed if row.rule_id is not None),
        hidden_by_rules=tuple(context.rules.hidden.values()) if request.use_rules else (),
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


def ranked_list(context: Context, request: Request) -> Sequence[Placed]:
    """Return the placed items of a checked request, before they are put into words."""
    rules = context.rules if request.use_rules else RuleSet()
    pins = {pk for _, pk in rules.pins.values()}
    found = retrieved(context.scope, context.k + len(rules.hidden) + MARGIN, pins)
    judged = request.use_language_model and request.personalised
    inputs = Inputs(
        candidates=found.candidates,
        profile=found.profile,
        weights=context.weights,
        rules=rules,
        ranked=found.ranked,
        pinnable=pins.intersection(found.candidates.pk.tolist()),
        new_share=context.new_share,
        judgement=judgement_of(context, found.candidates, found.profile) if judged else None,
    )
    return rank_and_place(inputs, context.k)
