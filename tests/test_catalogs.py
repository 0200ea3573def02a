"""Holds that what staff pages say is said in every language: docs/how-to/translate.md."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import to_locale

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "recdash" / "locale"
CODES = [to_locale(code) for code, _name in settings.LANGUAGES if code != "en"]
PLACE = re.compile(r"%\(\w+\)[.\d]*[sdf]|%s|%%|(?<!\{)\{\w+\}")
Key = tuple[str, str, str]


def catalog(code: str, suffix: str = "po", folder: Path = FOLDER) -> list[polib.POEntry]:
    path = str(folder / code / "LC_MESSAGES" / f"django.{suffix}")
    return list(polib.pofile(path) if suffix == "po" else polib.mofile(path))


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural


def forms(entry: polib.POEntry) -> list[str]:
    return [entry.msgstr_plural[at] for at in sorted(entry.msgstr_plural)] if entry.msgid_plural else [entry.msgstr]


def places(text: str) -> list[str]:
    return sorted(PLACE.findall(text))


def agree(entry: polib.POEntry) -> bool:
    """Tell whether each form has the places of its source; a form for one may leave the number out."""
    if not entry.msgid_plural:
        return places(entry.msgstr) == places(entry.msgid)
    *few, many = forms(entry)
    return places(many) == places(entry.msgid_plural) and all(set(places(one)) <= set(places(many)) for one in few)


@pytest.mark.parametrize("code", CODES)
class CatalogTests:
    def test_each_entry_is_translated_and_nobody_has_to_look_at_it_again(self, code):
        entries = catalog(code)

        assert [entry.msgid for entry in entries if not all(forms(entry)) or entry.fuzzy or entry.obsolete] == []

    def test_places_stand_in_the_translation_as_in_the_source(self, code):
        assert [entry.msgid for entry in catalog(code) if not agree(entry)] == []

    def test_what_is_compiled_is_what_is_written(self, code):
        written = {key(entry): forms(entry) for entry in catalog(code)}
        compiled = {key(entry): forms(entry) for entry in catalog(code, "mo")}

        assert compiled == written


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext's xgettext is not installed to extract anew")
class ExtractionTests:
    def test_catalogs_hold_what_the_pages_say_and_nothing_else(self, tmp_path, monkeypatch, settings):
        for name in ("recdash", "catalog", "users", "recommendations", "templates"):
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        settings.LOCALE_PATHS = [tmp_path / "recdash" / "locale"]
        monkeypatch.chdir(tmp_path)

        call_command("makemessages", verbosity=0)

        for code in CODES:
            said = {key(entry) for entry in catalog(code, folder=tmp_path / "recdash" / "locale")}
            assert {key(entry) for entry in catalog(code)} == said
