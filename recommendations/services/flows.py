"""Changes how a placement's list is made, in a release that is being worked on."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from recommendations.models import Flow
from recommendations.releasing.errors import Conflict
from recommendations.selectors.releases import flow_values
from recommendations.services.releases import release_changing
from users.models import User


def flow_change(*, flow_id: int, by: User, expected_version: int | None, values: Mapping[str, Any]) -> Flow:
    """Change a flow; raises Conflict where somebody else did in the meantime, ValidationError in words, by field."""
    flow = Flow.objects.get(pk=flow_id)
    with release_changing(release_id=flow.release_id, by=by):
        flow = Flow.objects.select_for_update(of=("self",)).get(pk=flow_id)
        if expected_version is not None and flow.version != expected_version:
            raise Conflict(
                _("Somebody changed this flow while you were at it. Nothing you typed is lost."),
                theirs=flow_values(flow),
            )
        for name, value in values.items():
            setattr(flow, name, value)
        flow.version += 1
        flow.full_clean()
        flow.save()
    return flow
