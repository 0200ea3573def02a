"""Scores the top candidates of shoppers with the language model."""

from catalog.management.step_command import StepCommand
from catalog.models import Job


class Command(StepCommand):
    help = "Have the language model judge the top candidates of shoppers."
    kind = Job.Kind.REFRESH_RECOMMENDATIONS
