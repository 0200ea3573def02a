"""The life of a release as a table."""

import pytest

from recommendations.releasing.errors import Immutable, WrongState
from recommendations.releasing.workflow import PERMISSIONS, TRANSITIONS, actions_from, next_state, state_after_edit

STATES = {"draft", "in_review", "needs_changes", "approved", "scheduled", "published", "superseded", "discarded"}


class ReleaseTableTests:
    def test_nothing_is_published_without_approval(self):
        before = {state for (state, action), _ in TRANSITIONS.items() if action in {"publish", "schedule"}}

        assert before == {"approved", "scheduled"}

    @pytest.mark.parametrize("state", ["published", "discarded"])
    def test_nothing_leads_on_from_the_end(self, state):
        assert actions_from(state) == ()

    @pytest.mark.parametrize("state", ["published", "superseded", "discarded"])
    def test_nothing_changes_what_was_published_or_given_up(self, state):
        with pytest.raises(Immutable):
            state_after_edit(state)

    @pytest.mark.parametrize("state", ["approved", "scheduled"])
    def test_what_was_approved_is_reviewed_again_after_a_change(self, state):
        assert state_after_edit(state) == "in_review"

    def test_wrong_step_is_refused_in_words(self):
        with pytest.raises(WrongState, match="“draft” does not allow “publish”"):
            next_state("draft", "publish")

    def test_each_action_has_a_permission_and_each_state_a_name(self):
        assert {action for _, action in TRANSITIONS} <= set(PERMISSIONS)
        assert {state for pair in TRANSITIONS.items() for state in (pair[0][0], pair[1])} == STATES
