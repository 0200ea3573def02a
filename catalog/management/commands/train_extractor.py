"""Trains the extractor from verified values."""

from catalog.management.step_command import StepCommand
from catalog.models import Job


class Command(StepCommand):
    help = "Train the extractor from the values that people verified, and put it into use."
    kind = Job.Kind.TRAIN_EXTRACTOR
