"""The tables of staff and shoppers."""

from users.models.interaction import Interaction
from users.models.interest import InterestTag, InterestVector
from users.models.rhythm import InterestRhythm
from users.models.shopper import Shopper
from users.models.staff import StaffRole, User

__all__ = ["Interaction", "InterestRhythm", "InterestTag", "InterestVector", "Shopper", "StaffRole", "User"]
