"""The table of the workflow."""

import pytest

from recommendations.copywriting.errors import WrongState
from recommendations.copywriting.workflow import (
    GATED,
    PERMISSIONS,
    STATE_AFTER_EDIT,
    TRANSITIONS,
    actions_from,
    next_state,
)


class NextStateTests:
    def test_state_of_the_table_when_the_action_leads_on(self) -> None:
        assert next_state("draft", "request_changes") == "needs_changes"

    def test_told_in_words_when_it_does_not(self) -> None:
        with pytest.raises(WrongState) as refusal:
            next_state("needs_changes", "request_changes")

        assert refusal.value.message == "Copy in the state “needs changes” does not allow “request changes”."


class TableTests:
    def test_served_text_never_goes_straight_back_when_edited(self) -> None:
        assert {state for state, after in STATE_AFTER_EDIT.items() if after != state} == {
            "approved",
            "published",
            "withdrawn",
        }

    def test_every_action_has_a_permission(self) -> None:
        assert {action for _, action in TRANSITIONS} | {"edit"} == set(PERMISSIONS)

    def test_the_gate_stands_before_everything_that_is_served(self) -> None:
        assert {action for (_, action), state in TRANSITIONS.items() if state in ("approved", "published")} == GATED

    def test_actions_in_order_when_asked_for_a_state(self) -> None:
        assert actions_from("approved") == ("publish", "withdraw")
        assert actions_from("gone") == ()
