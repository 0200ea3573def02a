"""The evaluation page: nothing yet, running, failed, and what was found."""

from datetime import UTC, datetime

import pytest

from catalog.models import Job
from recommendations.models import EvaluationRun
from tests.factories import JobFactory
from tests.staff_pages import ROLES, client_of

PAGE = "/admin/evaluation/"
UNTIL = datetime(2026, 11, 24, tzinfo=UTC)
ASKED = {"moment": "2026-11-15T12:00:00+00:00", "users": 1234, "had_before": 56, "items": 800, "steps": 26959}


def groups(*values):
    return [
        {"name": name, "users": users, "hr_at_10": 0.2, "ndcg_at_10": value, "low": value / 2, "high": value * 2}
        for name, users, value in values
    ]


def row(model, ndcg, *, low=None, high=None, **more):
    return {
        "model": model, "hr_at_10": 0.16, "ndcg_at_10": ndcg, "mrr": 0.07, "coverage": 0.72, "novelty": 9.5,
        "intra_list_diversity": 0.49, "gini": 0.53, "popularity_bias": -0.155, "seconds": 80.4,
        "intervals": {"ndcg_at_10": {"mean": ndcg, "low": low or ndcg - 0.03, "high": high or ndcg + 0.03}},
        "by_length": groups(("1–3", 40, 0.05), ("4–6", 60, 0.1)), "by_segment": groups(("de", 100, ndcg)),
    } | more  # fmt: skip


def over(mean, low, high):
    return {"mean": mean, "low": low, "high": high, "p": 0.001, "excludes_zero": low > 0 or high < 0}


def run(*rows, **values):
    return EvaluationRun.objects.create(**({"until": UNTIL, "asked": ASKED, "rows": list(rows)} | values))


SEQUENCE = row("sequence", 0.084, over_popularity=over(0.067, 0.029, 0.105))
CURVE = [
    {"epoch": 1, "loss": 5.3},
    {"epoch": 2, "loss": 4.1, "ndcg_at_10": 0.05},
    {"epoch": 4, "loss": 3.9, "ndcg_at_10": 0.09},
]


@pytest.mark.django_db
class EvaluationPageTests:
    @pytest.mark.parametrize("role", ROLES)
    def test_page_opens_when_role_may_see_it(self, role):
        assert client_of(role).get(PAGE).status_code == (403 if role == "outsider" else 200)

    def test_page_teaches_when_nothing_was_evaluated(self):
        page = client_of("merchandiser").get(PAGE).content.decode()

        assert "Nothing has been evaluated yet." in page
        assert "Evaluate now" in page

    def test_analyst_reads_and_cannot_start(self):
        client = client_of("analyst")

        assert "Evaluate now" not in client.get(PAGE).content.decode()
        assert client.post(f"{PAGE}start/").status_code == 403
        assert not Job.objects.exists()

    def test_start_makes_one_job_however_often_it_is_pressed(self):
        client = client_of("merchandiser")

        answers = [client.post(f"{PAGE}start/") for _ in range(2)]

        assert [answer["Location"] for answer in answers] == [PAGE, PAGE]
        job = Job.objects.get()
        assert (job.kind, job.total, job.started_by.username) == ("evaluate_shop", 7, "merchandiser")

    def test_progress_is_shown_and_asked_for_again_while_it_runs(self):
        JobFactory(kind="evaluate_shop", status="running", total=6, done=3)

        page = client_of("merchandiser").get(PAGE).content.decode()

        assert "3 of 6 recommenders" in page
        assert 'hx-trigger="every 3s"' in page
        assert "Evaluate now" not in page
        assert ">Stop</button>" in page

    def test_browser_is_told_to_fetch_the_page_when_the_job_has_ended(self):
        client = client_of("analyst")
        job = JobFactory(kind="evaluate_shop", status="running", total=6)
        assert "HX-Refresh" not in client.get(f"{PAGE}progress/")

        Job.objects.filter(pk=job.pk).update(status="done")

        assert client.get(f"{PAGE}progress/")["HX-Refresh"] == "true"

    def test_failure_says_why_and_offers_to_go_on(self):
        JobFactory(kind="evaluate_shop", status="failed", total=6, done=5, failed=1, error="MemoryError: too large")

        page = client_of("merchandiser").get(PAGE).content.decode()

        assert all(words in page for words in ("The last evaluation failed", "(5 / 6)", "MemoryError: too large"))
        assert ">Resume</button>" in page

    def test_rows_of_a_running_job_wait_until_it_has_ended(self):
        older = run(SEQUENCE)
        run(SEQUENCE, job=JobFactory(kind="evaluate_shop", status="running", total=6, done=1))

        assert client_of("analyst").get(PAGE).context["report"].run == older

    def test_address_names_the_run(self):
        older, newer = run(SEQUENCE), run(SEQUENCE)
        client = client_of("analyst")

        assert client.get(PAGE).context["report"].run == newer
        assert client.get(f"{PAGE}?run={older.pk}").context["report"].run == older
        assert client.get(f"{PAGE}?run=999999").status_code == 404


@pytest.mark.django_db
class EvaluationReportTests:
    def report(self, *rows):
        run(*rows)
        return client_of("analyst").get(PAGE)

    def test_question_says_how_many_and_from_when(self):
        page = self.report(SEQUENCE).content.decode()

        for words in ("1,234 shoppers", "Nov. 15, 2026, noon", "800 products", "26,959 steps", "56 shoppers"):
            assert words in page

    @pytest.mark.parametrize(
        ("difference", "tone", "words"),
        [
            (over(0.067, 0.029, 0.105), "ok", "finds more than popularity: NDCG@10 0.084, which is 0.067 more"),
            (over(-0.02, -0.03, -0.01), "bad", "finds less than popularity: NDCG@10 0.084, a difference of -0.020"),
            (over(0.01, -0.02, 0.04), "warn", "is not shown to be better than popularity: a difference of 0.010"),
        ],
    )
    def test_verdict_follows_the_paired_interval(self, difference, tone, words):
        verdicts = self.report(row("sequence", 0.084, over_popularity=difference)).context["report"].verdicts

        assert [verdict[0] for verdict in verdicts] == [tone]
        assert words in verdicts[0][1]
        assert "95 %:" in verdicts[0][1]

    def test_other_model_is_named_when_it_is_ahead(self):
        verdicts = self.report(SEQUENCE, row("ease", 0.091)).context["report"].verdicts

        assert verdicts[1][1].startswith("EASE has the highest NDCG@10: 0.091 (0.061 … 0.121).")
        assert verdicts[1][1].endswith("That may be chance: it lies within the interval of the sequence model.")

    def test_table_has_units_and_intervals_and_marks_the_best(self):
        report = self.report(row("popularity", 0.016, popularity_bias=1.77), SEQUENCE).context["report"]

        cells = {cell.label: cell for cell in report.rows[1].cells}
        shown = [cells[name].value for name in ("HR@10", "NDCG@10", "Coverage", "Novelty", "Popularity bias", "Time")]
        assert shown == ["16.0%", "0.084", "72%", "9.5 bits", "-16%", "80.4 s"]
        assert cells["NDCG@10"].interval == "0.054 … 0.114"
        assert [row.cells[1].best for row in report.rows] == [False, True]
        assert report.rows[0].cells[7].value == "+177%"

    def test_charts_stand_with_their_tables(self):
        page = self.report(
            row("popularity", 0.016), row("sequence", 0.084, over_popularity=over(0.1, 0.0, 0.2), curve=CURVE)
        ).content.decode()

        for title in (
            "Accuracy against coverage",
            "Learning curve of the sequence model",
            "NDCG@10 by length of history",
        ):
            assert title in page
        assert page.count("The figures as a table") == 4
        assert "NDCG@10 by locale" not in page  # there is one locale

    def test_bucket_says_so_when_too_few_shoppers_are_in_it(self):
        lengths = groups(("1–3", 19, 0.05), ("13+", 20, 0.1))

        chart = self.report(SEQUENCE | {"by_length": lengths}).context["report"].buckets[0]

        assert [(group.title, group.basis) for group in chart.groups] == [
            ("1–3 products before", "19 shoppers, too few to tell"),
            ("13+ products before", "20 shoppers"),
        ]

    def test_figure_that_was_not_measured_is_a_dash(self):
        report = self.report(
            row("sequence", 0.084, intra_list_diversity=None, over_popularity=over(0.1, 0.0, 0.2))
        ).context["report"]

        assert {cell.label: cell.value for cell in report.rows[0].cells}["Diversity"] == "–"

    def test_file_has_a_line_for_each_model(self):
        made = run(row("popularity", 0.016), SEQUENCE)

        answer = client_of("analyst").get(f"{PAGE}{made.pk}.csv")

        lines = answer.content.decode().splitlines()
        assert lines[0].startswith("model,hr_at_10,ndcg_at_10,mrr,coverage,novelty")
        assert lines[2].split(",")[:3] == ["sequence", "0.16", "0.084"]
        assert answer["Content-Disposition"] == f'attachment; filename="evaluation-{made.pk}.csv"'
