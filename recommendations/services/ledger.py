"""Files every language-model call in the AI ledger."""

from catalog.current_job import current_job_id
from recdash.llm.types import CallRecord
from recommendations.models import ModelCall


def model_call_record(call: CallRecord) -> None:
    """Store one call; `recdash.llm` hands it over through its sink."""
    ModelCall.objects.create(
        purpose=call.purpose.name,
        prompt_id=call.purpose.prompt_id,
        prompt_version=call.purpose.prompt_version,
        model=call.model,
        inputs=call.inputs,
        tokens_in=call.tokens_in,
        tokens_out=call.tokens_out,
        milliseconds=call.milliseconds,
        input_hash=call.input_hash,
        job_id=current_job_id(),
    )
