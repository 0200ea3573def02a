"""manage.py bench"""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from recommendations.management.benchmarks import BENCHMARKS
from recommendations.models import ApiKey

RESULT = {"figure": 3.5, "unit": "ms, p50", "reference": 0.5, "reference_name": "bare query", "ratio": 7.0}


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("bench", *arguments, stdout=output)
    return output.getvalue()


class BenchTests:
    def test_last_line_is_one_json_object(self, monkeypatch):
        monkeypatch.setitem(BENCHMARKS, "api", lambda options: RESULT | {"seconds": options["seconds"]})

        output = run("api", "--seconds", "2", "--json")

        assert json.loads(output.splitlines()[-1]) == RESULT | {"seconds": 2.0}

    def test_figures_are_printed_one_a_line(self, monkeypatch):
        monkeypatch.setitem(BENCHMARKS, "api", lambda _: RESULT)

        assert run("api").splitlines()[0] == "figure          3.5"

    def test_failure_of_a_measurement_is_told(self, monkeypatch):
        def fail(_):
            raise RuntimeError("gunicorn did not start")

        monkeypatch.setitem(BENCHMARKS, "api", fail)

        with pytest.raises(CommandError, match="gunicorn did not start"):
            run("api")

    def test_unknown_benchmark_is_refused(self):
        with pytest.raises(CommandError, match="invalid choice: 'attic'"):
            run("attic")

    def test_shop_without_profiles_is_told_what_to_run(self, db):
        with pytest.raises(CommandError, match="run seed_demo, embed_products and build_profiles first"):
            run("api")

        assert not ApiKey.objects.exists()
