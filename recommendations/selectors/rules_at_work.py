"""Which rules hold for a request, and which products they want that the candidates do not hold."""

from math import floor

from recommendations.adapters.rule_book import rule_book
from recommendations.adapters.rule_retrieval import fitting_keys
from recommendations.adapters.scope import Scope
from recommendations.engine.pipeline import Listing
from recommendations.engine.rules.audience import Visitor
from recommendations.engine.rules.book import NO_RULES, AtWork
from recommendations.engine.types import Request
from recommendations.selectors.request_context import Context

KEEPING_OUT = ("hide", "include_only")


TAGS = """
    SELECT kind, name, value FROM users_interesttag
    WHERE shopper_id = %(shopper)s AND status <> 'hidden' AND weight > 0
"""


def rules_at_work(context: Context, request: Request) -> AtWork:
    """Return the rules of the release that hold here, now and for this shopper, in conflict order."""
    if not request.use_rules:
        return NO_RULES
    book = rule_book(context.release_key)
    tags = frozenset(context.scope.rows(TAGS)) if book.tagged and context.scope.has_profile else frozenset()
    visitor = Visitor(context.locale, tags, context.event_count)
    return book.at_work(request.placement, context.scope.now, visitor, without=request.without_rules)


def keys_wanted(scope: Scope, work: AtWork, made: Listing, k: int) -> list[int]:
    """Return more candidates where a list came out too short, or a promised share has too few that count for it.

    Their conditions are then part of retrieval itself, so that k products come whenever k satisfy them.
    """
    keeping_out = work.of_kind(*KEEPING_OUT)
    short = len(made.placed) < k and bool(keeping_out)
    shares = [rule for rule in work.of_kind("share") if made.members.get(rule.key, 0) < floor(k * rule.share + 1e-9)]
    keys: list[int] = []
    for share in [None, *shares] if short else shares:
        keys += fitting_keys(scope, keeping_out, share, 2 * k)
    return keys
