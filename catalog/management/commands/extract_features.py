"""Reads features out of the products that changed."""

from catalog.management.step_command import StepCommand
from catalog.models import Job


class Command(StepCommand):
    help = "Have the language model read features out of product texts."
    kind = Job.Kind.EXTRACT_FEATURES
