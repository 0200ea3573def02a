"""The life of a copy as a table: which action leads from which state to which, and who may take it."""

from recommendations.copywriting.errors import WrongState

# (state, action) → state
TRANSITIONS: dict[tuple[str, str], str] = {
    ("draft", "submit"): "in_review",
    ("draft", "approve"): "approved",
    ("draft", "request_changes"): "needs_changes",
    ("in_review", "approve"): "approved",
    ("in_review", "request_changes"): "needs_changes",
    ("needs_changes", "submit"): "in_review",
    ("approved", "publish"): "published",
    ("approved", "withdraw"): "withdrawn",
    ("published", "withdraw"): "withdrawn",
    ("withdrawn", "submit"): "in_review",
}
# A changed text of these states must be read again; in the others it stays where it is.
STATE_AFTER_EDIT: dict[str, str] = {
    "draft": "draft",
    "in_review": "in_review",
    "needs_changes": "needs_changes",
    "approved": "in_review",
    "published": "in_review",
    "withdrawn": "in_review",
}
PERMISSIONS: dict[str, str] = {
    "submit": "recommendations.change_copy",
    "edit": "recommendations.change_copy",
    "approve": "recommendations.review_copy",
    "request_changes": "recommendations.review_copy",
    "publish": "recommendations.review_copy",
    "withdraw": "recommendations.review_copy",
}
GATED = frozenset({"approve", "publish"})  # actions that blocking findings stop


def next_state(state: str, action: str) -> str:
    """Return the state that an action leads to; raise WrongState where it does not lead on from here."""
    if (state, action) not in TRANSITIONS:
        raise WrongState(f"Copy in the state “{state.replace('_', ' ')}” does not allow “{action.replace('_', ' ')}”.")
    return TRANSITIONS[state, action]


def actions_from(state: str) -> tuple[str, ...]:
    """Return the actions that lead on from a state, in the order of the table."""
    return tuple(action for own, action in TRANSITIONS if own == state)
