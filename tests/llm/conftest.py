"""Tiny random models on disk, so that each real loading path runs in a second."""

from pathlib import Path

import pytest

from recdash.llm.sink import set_sink
from recdash.llm.types import CallRecord, Purpose

SENTENCES = (
    "A blue backpack with a padded laptop sleeve and 2 side pockets, made of water-resistant nylon.",
    "Soft grey beanie knitted from merino wool, warm on winter hikes.",
    "A mug that holds 350 ml and is dishwasher safe. It is a great gift for you!",
    "This shopper is interested in shoes, bags and books. Would you like it? Yes or no.",
    "The category is Shoes. The colour is orange, green, red, white or black.",
) * 4


@pytest.fixture
def purpose() -> Purpose:
    return Purpose("extract_value", "extract_value", "1")


@pytest.fixture(autouse=True)
def records():
    """The call records of a test, which go to no ledger; the sink before it is put back."""
    kept: list[CallRecord] = []
    previous = set_sink(kept.append)
    yield kept
    set_sink(previous)


@pytest.fixture(scope="session")
def gpt2_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """GPT-2: byte-level BPE, absolute positions, no chat template."""
    from transformers import GPT2Config, GPT2LMHeadModel

    folder = tmp_path_factory.mktemp("gpt2")
    tokenizer = _byte_level_tokenizer()
    config = GPT2Config(
        vocab_size=len(tokenizer), n_positions=256, n_embd=32, n_layer=2, n_head=4, bos_token_id=0, eos_token_id=0
    )
    return _save(GPT2LMHeadModel, config, tokenizer, folder, sharpness=4.0)


@pytest.fixture(scope="session")
def llama_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Llama with grouped heads, rotary positions and a chat template, as SmolLM2 is."""
    from transformers import LlamaConfig, LlamaForCausalLM

    folder = tmp_path_factory.mktemp("llama")
    tokenizer = _byte_level_tokenizer()
    tokenizer.chat_template = (
        "{% for message in messages %}<|start|>{{ message['role'] }}\n{{ message['content'] }}<|end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|start|>assistant\n{% endif %}"
    )
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=256,
        eos_token_id=0,
    )
    return _save(LlamaForCausalLM, config, tokenizer, folder, sharpness=20.0)


@pytest.fixture(scope="session")
def t5_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """T5 with a sentence-piece vocabulary."""
    from transformers import T5Config, T5ForConditionalGeneration

    folder = tmp_path_factory.mktemp("t5")
    tokenizer = _unigram_tokenizer()
    config = T5Config(
        vocab_size=len(tokenizer),
        d_model=32,
        d_kv=8,
        d_ff=64,
        num_layers=2,
        num_heads=4,
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
    )
    return _save(T5ForConditionalGeneration, config, tokenizer, folder, sharpness=4.0)


@pytest.fixture(scope="session")
def bert_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """BERT with a word-piece vocabulary."""
    from tokenizers import BertWordPieceTokenizer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    trained = BertWordPieceTokenizer()
    trained.train_from_iterator(SENTENCES, vocab_size=300, show_progress=False)
    tokenizer = BertTokenizerFast(tokenizer_object=trained._tokenizer)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=64,
    )
    return _save(BertModel, config, tokenizer, folder, sharpness=1.0)


def _byte_level_tokenizer():
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    trained = Tokenizer(models.BPE())
    trained.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trained.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=420,
        special_tokens=["<|end|>", "<|start|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    trained.train_from_iterator(SENTENCES, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=trained, eos_token="<|end|>", bos_token="<|start|>")


def _unigram_tokenizer():
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    trained = Tokenizer(models.Unigram())
    trained.pre_tokenizer = pre_tokenizers.Metaspace()
    trained.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=200, special_tokens=["<pad>", "</s>", "<unk>"], unk_token="<unk>", show_progress=False
    )
    trained.train_from_iterator(SENTENCES, trainer)
    trained.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(
        tokenizer_object=trained,
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        clean_up_tokenization_spaces=False,
    )


def _save(model_class, config, tokenizer, folder: Path, *, sharpness: float) -> Path:
    """Save random weights; `sharpness` widens them, so that probabilities differ more than rounding does."""
    import torch

    torch.manual_seed(7)
    model = model_class(config)
    with torch.no_grad():
        for weights in model.parameters():
            if weights.dim() > 1:
                weights.mul_(sharpness)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
