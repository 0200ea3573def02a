"""The sentences of reasons: six languages, one sentence a ground."""

import re

import pytest

from recommendations.engine.explanation import SAYS_NOTHING, WITH_EVIDENCE, phrases
from recommendations.engine.ranking.blend import NAMES

LOCALES = ["en", "zh-hans", "es", "de", "fr", "ja"]
GROUNDS = {*NAMES, "other", "query", "seen", "visual"} - SAYS_NOTHING


class PhrasesTests:
    @pytest.mark.parametrize("locale", LOCALES)
    def test_every_ground_has_a_sentence_when_locale_is_one_of_ours(self, locale):
        assert set(phrases(locale)) == GROUNDS
        assert all(sentence.strip() == sentence != "" for sentence in phrases(locale).values())

    @pytest.mark.parametrize("locale", LOCALES)
    def test_evidence_is_named_when_and_only_when_a_ground_has_some(self, locale):
        named = {ground: re.findall(r"\{.*?\}", sentence) for ground, sentence in phrases(locale).items()}

        assert named == {ground: ["{evidence}"] if ground in WITH_EVIDENCE | {"query"} else [] for ground in GROUNDS}

    def test_sentences_differ_when_grounds_or_languages_differ(self):
        sentences = [sentence for locale in LOCALES for sentence in phrases(locale).values()]

        assert len(set(sentences)) == len(LOCALES) * len(GROUNDS)

    @pytest.mark.parametrize(
        ("locale", "spoken"),
        [("de-at", "de"), ("en-gb", "en"), ("fr-ca", "fr"), ("pt-br", "en"), ("it", "en"), ("", "en")],
    )
    def test_language_or_english_speaks_when_locale_has_no_sentences(self, locale, spoken):
        assert phrases(locale) == phrases(spoken)
