"""Builds the profiles of shoppers with new events."""

from catalog.management.step_command import StepCommand
from catalog.models import Job


class Command(StepCommand):
    help = "Turn events into interest tags and interest vectors."
    kind = Job.Kind.BUILD_PROFILES
