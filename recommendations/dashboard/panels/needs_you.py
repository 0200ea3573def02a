"""Panel: what waits for a person, each with the verb that settles it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from recommendations.dashboard.links import change_link, list_link
from recommendations.dashboard.panels.base import Panel
from recommendations.dashboard.rule_flaws import FlawLine, flaw_lines
from recommendations.models import Placement, Release, Rule
from recommendations.selectors import attention
from recommendations.selectors.hygiene import Trouble, rule_flaws
from recommendations.selectors.model_versions import version_waiting
from recommendations.selectors.releases import releases_open
from recommendations.sentences import in_words
from recommendations.services.rules import is_quick
from users.models import User

MENDED_HERE = 3


@dataclass(frozen=True, slots=True)
class Need:
    """One line: what waits, how pressing it is (ok, warn, bad), and where to settle it."""

    icon: str
    text: str
    detail: str
    verb: str
    link: str
    tone: str = "info"
    flaws: tuple[FlawLine, ...] = ()  # the gravest ones, that can be mended here


class NeedsYou(Panel):
    name = "needs_you"

    def context(self, request: HttpRequest) -> dict[str, Any]:
        user: User = request.user  # type: ignore[assignment]
        sources = (
            ("catalog.view_job", _failed_jobs),
            ("catalog.view_feedimport", _refused_rows),
            ("recommendations.change_modelversion", _versions),
            ("recommendations.view_rule", lambda: _rules(user)),
            ("recommendations.review_release", lambda: _releases(user)),
            ("recommendations.view_copy", _drafts),
            ("catalog.view_feature", _features),
        )
        return {"needs": [need for permission, source in sources if user.has_perm(permission) for need in source()]}


def _failed_jobs() -> Iterator[Need]:
    failed = attention.jobs_failed()
    if failed:
        text = ngettext("%(n)s job failed", "%(n)s jobs failed", len(failed)) % {"n": _count(len(failed))}
        detail = f"{failed[0]}: {failed[0].error.strip().splitlines()[-1][:140]}" if failed[0].error else str(failed[0])
        yield Need("error", text, detail, _("Look"), list_link("catalog.Job", status__exact="failed"), "bad")


def _refused_rows() -> Iterator[Need]:
    latest = attention.import_with_refusals()
    if latest is None:
        return
    text = ngettext("The last import refused %(n)s row", "The last import refused %(n)s rows", latest.rejected) % {
        "n": _count(latest.rejected)
    }
    if latest.status == latest.Status.FAILED:
        text = _("The last import failed")
    yield Need(
        "rule", text, latest.error or str(latest), _("Read"), change_link("catalog.FeedImport", latest.pk), "warn"
    )


def _versions() -> Iterator[Need]:
    version = version_waiting()
    if version is not None:
        text = _("Version %s was trained, but not put into use") % version
        link = change_link("recommendations.ModelVersion", version.pk)
        yield Need("model_training", text, in_words(version.verdict), _("Decide"), link, "warn")


def _rules(user: User) -> Iterator[Need]:
    flaws = rule_flaws()
    words = {
        Trouble.DEAD: lambda n: ngettext("%(n)s dead pin", "%(n)s dead pins", n),
        Trouble.CONFLICT: lambda n: ngettext("%(n)s rule conflict", "%(n)s rule conflicts", n),
        Trouble.EXPIRED: lambda n: ngettext("%(n)s expired rule", "%(n)s expired rules", n),
        Trouble.LOSES: lambda n: ngettext("%(n)s rule that loses money", "%(n)s rules that lose money", n),
        Trouble.UNUSED: lambda n: ngettext("%(n)s rule that never acts", "%(n)s rules that never act", n),
        Trouble.IDLE: lambda n: ngettext("%(n)s rule without products", "%(n)s rules without products", n),
    }
    counted = {trouble: sum(flaw.trouble == trouble for flaw in flaws) for trouble in words}
    told = [words[trouble](n) % {"n": _count(n)} for trouble, n in counted.items() if n]
    if told:
        detail = _("Rules in force that do nothing, want what another one forbids, or cost money.")
        if flaws[0].trouble == Trouble.DEAD:
            detail = _("%(product)s in %(placement)s cannot be shown: sold out, hidden or unavailable.") % {
                "product": flaws[0].rule.product,
                "placement": _places(flaws[0].rule),
            }
        mendable = flaws[:MENDED_HERE] if user.has_perm("recommendations.delete_rule") else []
        lines = tuple(flaw_lines(mendable, quick=is_quick(user)))
        yield Need("keep_off", " · ".join(told), detail, _("Mend"), reverse("rule-hygiene"), "warn", lines)


def _places(rule: Rule) -> str:
    names = Placement.objects.filter(key__in=rule.placements).values_list("name", flat=True)
    return ", ".join(names) or _("every placement")


def _releases(user: User) -> Iterator[Need]:
    for release in releases_open().filter(state=Release.State.IN_REVIEW):
        mine = release.reviewer_id in (None, user.pk)
        if mine and user.pk not in release.editors:
            text = _("Release “%(name)s” waits for review") % {"name": release.name}
            due = _("due %(day)s") % {"day": date_format(release.due_on)} if release.due_on else ""
            detail = " · ".join(part for part in (str(release.author or ""), due) if part)
            yield Need("rate_review", text, detail, _("Open"), reverse("release", args=[release.number]))


def _drafts() -> Iterator[Need]:
    waiting = attention.drafts_waiting()
    if waiting.total:
        text = ngettext("%(n)s copy draft waits", "%(n)s copy drafts wait", waiting.total) % {
            "n": _count(waiting.total)
        }
        detail = ngettext(
            "%(n)s has a finding of the fact gate", "%(n)s have findings of the fact gate", waiting.with_findings
        ) % {"n": _count(waiting.with_findings)}
        detail = detail if waiting.with_findings else _("none with findings")
        yield Need("rate_review", text, detail, _("Review"), reverse("copy-desk"))


def _features() -> Iterator[Need]:
    count = attention.features_unverified()
    if count:
        text = ngettext("%(n)s extracted value is unverified", "%(n)s extracted values are unverified", count)
        link = list_link("catalog.Feature", status__exact="proposed")
        yield Need("fact_check", text % {"n": _count(count)}, _("read by the language model"), _("Verify"), link)


def _count(number: int) -> str:
    return number_format(number, force_grouping=True)
