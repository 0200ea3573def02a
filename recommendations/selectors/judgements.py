"""What the language model's judgement is worth for a request, and the student's guess where none is stored."""

import numpy as np

from recommendations.adapters.text_vectors import text_vectors
from recommendations.engine.candidates import Candidates, Floats
from recommendations.engine.ranking.blend import factor_values
from recommendations.engine.ranking.judgement import Judgement
from recommendations.engine.types import Profile
from recommendations.judging.student import Reader, Shown, Student
from recommendations.selectors.judge import judge_stored
from recommendations.selectors.request_context import Context


def judgement_of(context: Context, found: Candidates, profile: Profile) -> Judgement | None:
    """Return the judgement that the router has switched on for such a history, None where it has none.

    Stored judgements are those of the language model itself. Where there are none, the student guesses.
    """
    if context.judge is None:
        return None
    judge = judge_stored(*context.judge)
    if np.isfinite(found.judged).any():
        weights = judge.model_router.weights(context.event_count)
        return None if weights.off else Judgement(weights)
    weights = judge.student_router.weights(context.event_count)
    if weights.off or not context.scope.recent:
        return None
    return Judgement(weights, lambda some: _guess(judge.student, context, some, profile))


def _guess(student: Student, context: Context, some: Candidates, profile: Profile) -> Floats:
    recent = context.scope.recent
    keys = some.pk.tolist()
    vectors = text_vectors([*(row.pk for row in recent), *keys])
    seen = [row for row in recent if row.pk in vectors]
    known = [at for at, key in enumerate(keys) if key in vectors]
    guesses = np.full(len(some), np.nan)
    if not seen or not known:
        return guesses
    reader = Reader(np.stack([vectors[row.pk] for row in seen]), np.array([row.weight for row in seen]))
    fits = factor_values(some.take(known), profile)[:, -2:]  # match with the tags, and with the price
    shown = Shown(np.stack([vectors[keys[at]] for at in known]), fits[:, 0], fits[:, 1])
    guesses[known] = student.judge(reader, shown)
    return guesses
