"""Writes drafts of copy."""

from catalog.management.step_command import StepCommand
from catalog.models import Job


class Command(StepCommand):
    help = "Write drafts of copy for the products, audiences and languages that most shoppers would read."
    kind = Job.Kind.GENERATE_COPY
