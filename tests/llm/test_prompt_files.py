"""The prompt files, and how they are read."""

import string

import pytest

from recdash.llm.errors import LanguageModelError
from recdash.llm.prompts import load_prompt, parse_prompt, prompt_ids
from recdash.llm.types import Purpose

NAMES = {
    "copy_blurb": {"facts", "audience"},
    "extract_category": {"text"},
    "extract_function": {"function", "text"},
    "extract_value": {"attribute", "text"},
    "interest_tag": {"actions"},
    "personal_lift": {"likes"},
    "personal_want": {"likes", "title"},
}


class LoadPromptTests:
    def test_all_prompts_are_there_with_their_names(self):
        found = {}
        for prompt_id in prompt_ids():
            prompt = load_prompt(prompt_id)
            fields = string.Formatter().parse(prompt.prefix + prompt.body)
            found[prompt_id] = {name for _, name, _, _ in fields if name}
            assert prompt.version.isdigit()

        assert found == NAMES

    @pytest.mark.parametrize("prompt_id", ["nothing", "../prompts/copy_blurb", ""])
    def test_error_lists_the_known_prompts_when_the_id_is_unknown(self, prompt_id):
        with pytest.raises(LanguageModelError, match="Known: copy_blurb, extract_category"):
            load_prompt(prompt_id)


class ParsePromptTests:
    def test_prefix_and_body_are_filled_in_separately(self):
        prompt = parse_prompt("p", "version: 12\nYou sort {what}.\n\n---\nProduct: {text}\nCategory:\n")

        assert (prompt.version, prompt.purpose) == ("12", Purpose("p", "p", "12"))
        assert prompt.render_prefix(what="mugs") == "You sort mugs.\n\n"
        assert prompt.render_body(text="a {brace} and ---") == "Product: a {brace} and ---\nCategory:"

    def test_prefix_is_empty_when_the_line_of_dashes_comes_first(self):
        prompt = parse_prompt("p", "version: 1\n---\nHello\n")

        assert (prompt.prefix, prompt.body) == ("", "Hello")

    @pytest.mark.parametrize("content", ["", "Hello\n---\nbody", "version: 1\nno dashes", "version: \n---\nbody"])
    def test_error_shows_the_shape_when_a_part_is_missing(self, content):
        with pytest.raises(LanguageModelError, match='first line "version: N", a prefix, a line "---" and a body'):
            parse_prompt("p", content)
