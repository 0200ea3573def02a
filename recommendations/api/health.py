"""Liveness and readiness probes."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from recommendations.api.health_checks import Check, checks_run


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Say what the process needs and has: 503 while it cannot serve, "degraded" while it serves but does not learn."""
    checks = checks_run()
    down = any(check.required and not check.ok for check in checks)
    status = "unavailable" if down else "ok" if all(check.ok for check in checks) else "degraded"
    body = {"status": status, "checks": {check.name: _check_body(check) for check in checks}}
    response = JsonResponse(body, status=503 if down else 200)
    response["Cache-Control"] = "no-store"
    return response


def _check_body(check: Check) -> dict[str, str]:
    return {"status": "ok" if check.ok else "failing"} | ({"remedy": check.remedy} if check.remedy else {})
