"""The life of a release as a table: which action leads from which state to which, and who may take it."""

from recommendations.releasing.errors import Immutable, WrongState

# (state, action) → state
TRANSITIONS: dict[tuple[str, str], str] = {
    ("draft", "submit"): "in_review",
    ("draft", "discard"): "discarded",
    ("in_review", "claim"): "in_review",
    ("in_review", "approve"): "approved",
    ("in_review", "request_changes"): "needs_changes",
    ("in_review", "discard"): "discarded",
    ("needs_changes", "submit"): "in_review",
    ("needs_changes", "discard"): "discarded",
    ("approved", "publish"): "published",
    ("approved", "schedule"): "scheduled",
    ("approved", "request_changes"): "needs_changes",
    ("approved", "discard"): "discarded",
    ("scheduled", "publish"): "published",
    ("scheduled", "unschedule"): "approved",
    ("scheduled", "request_changes"): "needs_changes",
    ("superseded", "roll_back"): "published",
}
# Who changes what somebody approved has to have it read again.
STATE_AFTER_EDIT: dict[str, str] = {
    "draft": "draft",
    "in_review": "in_review",
    "needs_changes": "needs_changes",
    "approved": "in_review",
    "scheduled": "in_review",
}
PERMISSIONS: dict[str, str] = {
    "edit": "recommendations.change_release",
    "submit": "recommendations.change_release",
    "discard": "recommendations.change_release",
    "comment": "recommendations.view_release",
    "claim": "recommendations.review_release",
    "approve": "recommendations.review_release",
    "request_changes": "recommendations.review_release",
    "schedule": "recommendations.review_release",
    "unschedule": "recommendations.review_release",
    "publish": "recommendations.review_release",
    "roll_back": "recommendations.review_release",
    "take_over": "recommendations.change_release",
    "quick": "recommendations.quick_release",
}
BY_OTHERS = frozenset({"claim", "approve"})  # actions closed to whoever wrote a part of the release


def next_state(state: str, action: str) -> str:
    """Return the state that an action leads to; raise WrongState where it does not lead on from here."""
    if (state, action) not in TRANSITIONS:
        raise WrongState(f"A release that is “{_words(state)}” does not allow “{_words(action)}”.")
    return TRANSITIONS[state, action]


def state_after_edit(state: str) -> str:
    """Return the state of a release whose rules or flows changed; raise Immutable where they cannot."""
    if state not in STATE_AFTER_EDIT:
        raise Immutable(f"A release that is “{_words(state)}” no longer changes: make a new draft from it.")
    return STATE_AFTER_EDIT[state]


def actions_from(state: str) -> tuple[str, ...]:
    """Return the actions that lead on from a state, in the order of the table."""
    return tuple(action for own, action in TRANSITIONS if own == state)


def _words(code: str) -> str:
    return code.replace("_", " ")
