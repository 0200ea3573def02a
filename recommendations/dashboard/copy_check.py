"""The fact gate while somebody types."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from recommendations.dashboard.access import StaffRequest, staff_page
from recommendations.dashboard.copy_marks import marks_of
from recommendations.models import Copy
from recommendations.services.copy_gate import copies_check


@require_POST
@staff_page("recommendations.change_copy")
def copy_check(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what the gate finds in a wording that is not saved yet."""
    copy = get_object_or_404(Copy, pk=pk)
    copy.text = " ".join(request.POST.get("text", "").split())
    facts, findings = copies_check([copy])[copy.pk]
    found = [finding.as_dict() for finding in findings]
    marks = marks_of(copy.text, facts=[fact.as_dict() for fact in facts], findings=found)
    return render(request, "dashboard/copy_desk/_gate.html", {"findings": found, "marks": marks, "copy": copy})
