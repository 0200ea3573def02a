"""Which changes of staff and shoppers are written down."""

from auditlog.registry import auditlog

from users.models import InterestTag, StaffRole, User


def register_audit() -> None:
    """Have changes of staff, their roles and of interest tags logged; never a password."""
    auditlog.register(User, exclude_fields=["password", "last_login"])
    auditlog.register(StaffRole)
    auditlog.register(InterestTag, exclude_fields=["evidence", "updated_at"])
