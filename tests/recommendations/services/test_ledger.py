"""The AI ledger: each call of a model, with the job that it worked for."""

import pytest

from catalog.current_job import in_job
from recdash.llm.types import CallRecord, Purpose
from recommendations.models import ModelCall
from recommendations.services.ledger import model_call_record

CALL = CallRecord(Purpose("copy", "copy_blurb", "3"), "smollm2", 2, 300, 40, 812.5, "0" * 64)


@pytest.mark.django_db
class LedgerTests:
    def test_row_names_the_job_when_a_job_called(self):
        with in_job(17):
            model_call_record(CALL)

        row = ModelCall.objects.get()
        assert (row.job_id, row.purpose, row.prompt_id, row.prompt_version) == (17, "copy", "copy_blurb", "3")
        assert (row.model, row.inputs, row.tokens_in, row.tokens_out, row.milliseconds) == (
            "smollm2", 2, 300, 40, 812.5,
        )  # fmt: skip

    def test_row_names_no_job_when_none_called(self):
        model_call_record(CALL)

        assert ModelCall.objects.get().job_id is None
