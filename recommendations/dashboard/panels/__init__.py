"""The panels of the home page, in the order they are shown."""

from recommendations.dashboard.panels.base import Panel
from recommendations.dashboard.panels.first_steps import FirstSteps
from recommendations.dashboard.panels.needs_you import NeedsYou
from recommendations.dashboard.panels.running import Running
from recommendations.dashboard.panels.week import Week

PANELS: tuple[Panel, ...] = (FirstSteps(), NeedsYou(), Running(), Week())

__all__ = ["PANELS", "Panel"]
