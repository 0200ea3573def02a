"""`.env` counts for every way to start, and before anything is started."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SERVERS = {
    "DATABASE_URL": "postgres://shop:secret@db.invalid:5432/shop",
    "BROKER_URL": "redis://valkey.invalid:6379/0",
}
SHOW = """
import os
from django.conf import settings
from recdash.supervisor import PORT
print(settings.DATABASES["default"]["HOST"], settings.CELERY_BROKER_URL, settings.VAR_DIR, PORT)
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a clone whose `.env` names servers of the operator, a folder and a port."""
    clone = tmp_path / "clone"
    shutil.copytree(ROOT / "recdash", clone / "recdash", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "manage.py", clone)
    for name in ("catalog", "users", "recommendations", "templates"):
        (clone / name).symlink_to(ROOT / name)
    lines = {**SERVERS, "RECDASH_VAR_DIR": str(tmp_path / "written"), "PORT": "8123"}
    (clone / ".env").write_text("".join(f"{name}={value}\n" for name, value in lines.items()))
    return clone


def run(clone: Path, *arguments: str, **given: str) -> str:
    """Run Python in a clone with nothing of ours in the environment but what is given."""
    kept = {name: value for name, value in os.environ.items() if name not in {*SERVERS, "RECDASH_VAR_DIR", "PORT"}}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=clone, env={**kept, **given}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class EnvironmentFileTests:
    @pytest.mark.parametrize(
        "arguments",
        [
            ("manage.py", "check"),
            ("-c", "import recdash.celery"),
            ("-c", "import recdash.wsgi"),
            ("-c", "from recdash import supervisor; supervisor.embedded.hold()"),
        ],
        ids=["manage", "celery", "wsgi", "supervisor"],
    )
    def test_no_private_server_starts_when_the_file_alone_names_servers(self, clone: Path, arguments) -> None:
        run(clone, *arguments)

        assert not (clone / "var").exists()
        assert not (clone.parent / "written" / "embedded").exists()

    def test_all_settings_are_those_of_the_file_when_nothing_else_is_given(self, clone: Path) -> None:
        shown = run(clone, "manage.py", "shell", "--no-imports", "-c", SHOW)

        assert shown.split() == ["db.invalid", SERVERS["BROKER_URL"], str(clone.parent / "written"), "8123"]

    def test_list_is_read_when_its_values_are_parted_by_commas(self, clone: Path) -> None:
        code = "from django.conf import settings; print(settings.RECDASH_COPY_LANGUAGES)"

        shown = [
            run(clone, "manage.py", "shell", "--no-imports", "-c", code, **given)
            for given in ({}, {"RECDASH_COPY_LANGUAGES": "en,de"})
        ]

        assert shown == ["['en']\n", "['en', 'de']\n"]

    def test_process_wins_when_both_name_a_value(self, clone: Path) -> None:
        shown = run(clone, "manage.py", "shell", "--no-imports", "-c", SHOW, PORT="9000", BROKER_URL="redis://own:1/0")

        assert shown.split()[1::2] == ["redis://own:1/0", "9000"]
