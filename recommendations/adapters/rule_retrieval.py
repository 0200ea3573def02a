"""Candidates that rules ask for and that no source brought."""

from collections.abc import Sequence

from recommendations.adapters.rule_sql import Written
from recommendations.adapters.scope import Scope
from recommendations.engine.rules.book import Rule

# `{only}` is what the rules at work ask of every product.
FITTING = """
    SELECT p.id FROM catalog_product p
    LEFT JOIN recommendations_itempopularity y ON y.product_id = p.id AND y.segment = ''
    WHERE {showable} {only} ORDER BY y.score DESC NULLS LAST, p.id LIMIT {limit}
"""


def fitting_keys(scope: Scope, keeping_out: Sequence[Rule], share: Rule | None, limit: int) -> list[int]:
    """Return products that the scope's lists may show and these rules let through, the most popular first.

    With a share rule, only those that count for it.
    """
    written = Written()
    only = written.showable(keeping_out)
    if share is not None:
        only += f" AND ({written.of(share.condition)})"
    sql = FITTING.replace("{only}", only).replace("{limit}", str(limit))
    return [pk for (pk,) in scope.rows(sql, **written.parameters)]
