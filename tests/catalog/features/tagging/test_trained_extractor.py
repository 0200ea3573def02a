"""Networks with the real weights: trained for one epoch, written, and read again."""

from pathlib import Path

import pytest

from catalog.features.tagging.artefact import UnreadableArtefact, load_extractor, save_extractor
from catalog.features.tagging.config import TaggingConfig
from catalog.features.tagging.fitting import TooFewExamples, fit_extractor
from catalog.features.tagging.types import Passage
from tests.catalog.features.tagging.tagging_cases import mugs

QUICK = TaggingConfig(folds=2, epochs=1, least_steps=0)


class FitExtractorTests:
    @pytest.mark.model
    def test_same_proposals_when_read_again(self, tmp_path: Path) -> None:
        extractor = fit_extractor(mugs(20), QUICK)
        passages = [Passage("Ostra mug, navy blue, 750 ml", "Mugs"), Passage("", "Mugs")]

        proposals = extractor.propose(passages)
        save_extractor(extractor, tmp_path / "one")
        again = load_extractor(tmp_path / "one").propose(passages)

        assert proposals == again
        assert proposals[1] == []
        assert all(passages[0].text[one.start : one.end] == one.value for one in proposals[0])
        assert extractor.decisions.metrics["examples"] == 20

    def test_refused_when_there_is_too_little(self) -> None:
        with pytest.raises(TooFewExamples, match="10 texts"):
            fit_extractor(mugs(9), QUICK)


class LoadExtractorTests:
    def test_refused_when_folder_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableArtefact, match="holds no trained extractor"):
            load_extractor(tmp_path)

    def test_refused_when_written_by_other_code(self, tmp_path: Path) -> None:
        (tmp_path / "extractor.json").write_text('{"code_version": "0"}')

        with pytest.raises(UnreadableArtefact, match="train it again"):
            load_extractor(tmp_path)
