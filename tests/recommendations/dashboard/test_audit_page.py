"""Who changed what, when, before and after: one page, its filters and its file."""

import csv
from datetime import UTC, datetime

import pytest
from auditlog.models import LogEntry

from catalog.models import Category, Store
from recommendations.models import ReleaseDecision
from recommendations.selectors.audit_trail import Wanted, audit_entries, audit_page
from recommendations.services.release_workflow import release_comment, release_submit
from recommendations.services.releases import release_begin
from recommendations.services.rule_edits import rule_add, rules_order
from tests.conftest import _member
from tests.staff_pages import client_of

pytestmark = pytest.mark.django_db
PAGE, FILE = "/admin/audit/", "/admin/audit.csv"


@pytest.fixture
def admin_client():
    return client_of("administrator")


def dated(day, hour=12):
    return datetime(2026, 6, day, hour, tzinfo=UTC)


def change(name, day, **values):
    """A category that somebody renamed on a day of June."""
    row = Category.objects.create(slug=name, name=f"Old {name}")
    LogEntry.objects.get_for_object(row).delete()
    row.name = name
    row.save()
    LogEntry.objects.get_for_object(row).update(timestamp=dated(day), **values)


def table(client, query=""):
    lines = b"".join(client.get(f"{FILE}?{query}").streaming_content).decode().splitlines()
    return list(csv.DictReader(lines))


class AuditEntriesTests:
    def test_rows_and_decisions_stand_in_one_order_of_time(self, merchandiser):
        change("shoes", 3)
        draft = release_begin(by=merchandiser, name="Autumn")
        release_submit(release_id=draft.pk, by=merchandiser, comment="please look")
        ReleaseDecision.objects.update(decided_at=dated(2))
        LogEntry.objects.exclude(object_repr="shoes").delete()

        found = [(entry.kind, entry.action, entry.who, entry.comment) for entry in audit_entries(Wanted())]

        assert found == [
            ("catalog.category", "changed", "", ""),
            ("release_steps", "submit", "merchandiser", "please look"),
        ]

    def test_before_and_after_are_told(self):
        change("shoes", 3)

        [entry] = audit_entries(Wanted(kind="catalog.category"))

        assert entry.changes["name"] == ("Old shoes", "shoes")

    @pytest.mark.parametrize(
        ("wanted", "expected"),
        [
            (Wanted(object="SHO"), ["shoes"]),
            (Wanted(since=dated(4)), ["tea"]),
            (Wanted(until=dated(4)), ["shoes"]),
            (Wanted(person="-"), ["tea", "shoes"]),
            (Wanted(person="somebody"), []),
            (Wanted(kind="recommendations.rule"), []),
            (Wanted(kind="copy_steps"), []),
        ],
        ids=str,
    )
    def test_filters_hold(self, wanted, expected):
        change("shoes", 3)
        change("tea", 5)

        assert [entry.object.removeprefix("Old ") for entry in audit_entries(wanted)] == expected

    def test_guest_is_a_person(self, merchandiser):
        draft = release_begin(by=merchandiser, name="Autumn")
        release_comment(release_id=draft.pk, by=merchandiser, comment="seen")
        ReleaseDecision.objects.update(decided_by=None, guest="Gil of the brand")
        steps = {"kind": "release_steps"}

        by_people, by_system = Wanted(people_only=True, **steps), Wanted(person="-", **steps)

        assert [entry.who for entry in audit_entries(by_people)] == ["Gil of the brand"]
        assert list(audit_entries(by_system)) == []

    def test_other_stores_are_not_told_of(self):
        other = Store.objects.create(slug="other", name="Other")
        change("shoes", 3, additional_data={"store": other.pk})

        assert list(audit_entries(Wanted(object="shoes"))) == []

    def test_pages_follow_each_other(self):
        for day in (1, 2, 3):
            change(f"c{day}", day)

        first, more = audit_page(Wanted(kind="catalog.category"), page=1, size=2)
        second, end = audit_page(Wanted(kind="catalog.category"), page=2, size=2)

        assert [[entry.at.day for entry in page] for page in (first, second)] == [[3, 2], [1]]
        assert (more, end) == (True, False)

    def test_new_order_of_rules_is_told(self, merchandiser):
        draft = release_begin(by=merchandiser, name="Autumn")
        values = {"kind": "boost", "strength": 0.5, "condition": {"brand": ["Norda"]}}
        one, two = [rule_add(release_id=draft.pk, by=merchandiser, values=values).key for _ in range(2)]

        rules_order(release_id=draft.pk, by=merchandiser, keys=[two, one])
        rules_order(release_id=draft.pk, by=merchandiser, keys=[two, one])

        told = [entry.changes for entry in audit_entries(Wanted(kind="recommendations.release"))]
        assert [changes["order of rules"] for changes in told if "order of rules" in changes] == [
            (f"{one}, {two}", f"{two}, {one}")
        ]


class AuditPageTests:
    def test_page_tells_who_did_what(self, admin_client):
        merchandiser = _member("merchandiser", "mia")
        release = release_begin(by=merchandiser, name="Autumn")
        release_comment(release_id=release.pk, by=merchandiser, comment="mind the tea")

        page = admin_client.get(f"{PAGE}?kind=release_steps&person=mia").content.decode()

        assert "mind the tea" in page and "commented" in page
        assert f"/admin/releases/{release.number}/" in page
        assert '<option value="mia" selected>' in page

    def test_changes_of_the_page_itself_name_their_author(self, admin_client):
        category = Category.objects.create(slug="shoes", name="Shoes")
        admin_client.post(
            f"/admin/catalog/category/{category.pk}/change/", {"slug": "shoes", "name": "Boots", "names": "{}"}
        )

        page = admin_client.get(f"{PAGE}?kind=catalog.category&person=administrator").content.decode()

        assert "<del>Shoes</del> → Boots" in page

    def test_page_and_file_begin_with_what_people_did(self, admin_client):
        change("shoes", 3, actor=_member("merchandiser", "mia"))
        change("tea", 5)
        query = "kind=catalog.category"

        pages = [admin_client.get(f"{PAGE}?{query}{who}").content.decode() for who in ("", "&person=*", "&person=-")]
        files = [table(admin_client, f"{query}{who}") for who in ("", "&person=*", "&person=-")]

        assert [("Old shoes" in page, "Old tea" in page) for page in pages] == [
            (True, False), (True, True), (False, True),
        ]  # fmt: skip
        assert [[row["object"] for row in rows] for rows in files] == [["shoes"], ["tea", "shoes"], ["tea"]]
        assert '<option value="*" selected>everybody</option>' in pages[1]

    def test_wrong_address_counts_as_nothing_said(self, admin_client):
        response = admin_client.get(f"{PAGE}?since=2026-02-31&until=9999-12-31&page=x&kind=a.b.c&object=%00")

        assert response.status_code == 200

    @pytest.mark.parametrize("role", ["merchandiser", "marketer", "analyst", "outsider"])
    def test_page_is_for_administrators(self, role):
        client = client_of(role)

        assert [client.get(address).status_code for address in (PAGE, FILE)] == [403, 403]


class AuditFileTests:
    def test_file_has_a_line_for_each_field(self, admin_client):
        change("shoes", 3)

        [row] = table(admin_client, "person=*&kind=catalog.category&object=shoes")

        assert row == {
            "when": "2026-06-03T12:00:00+00:00", "who": "", "kind": "catalog.category", "object": "shoes",
            "action": "changed", "field": "name", "before": "Old shoes", "after": "shoes", "comment": "",
        }  # fmt: skip

    @pytest.mark.parametrize("start", ["=", "+", "-", "@"])
    def test_no_cell_becomes_a_formula(self, admin_client, merchandiser, start):
        draft = release_begin(by=merchandiser, name=f"{start}HYPERLINK(1)")
        release_submit(release_id=draft.pk, by=merchandiser, comment=f"{start}cmd|' /C calc'!A0")

        [row] = table(admin_client, "kind=release_steps")

        assert row["comment"] == f"'{start}cmd|' /C calc'!A0"
        assert row["object"] == f"#{draft.number} {start}HYPERLINK(1)"
