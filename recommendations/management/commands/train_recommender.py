"""Trains the recommender."""

from catalog.management.step_command import StepCommand
from catalog.models import Job


class Command(StepCommand):
    help = "Train item neighbours and popularity, and put them into use."
    kind = Job.Kind.TRAIN_RECOMMENDER
