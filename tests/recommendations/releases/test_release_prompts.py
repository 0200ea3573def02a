"""A release names the version of each prompt; workers ask in the versions of the published one."""

import pytest

from recdash.llm.prompts import load_prompt, prompt_versions, set_prompt_choice
from recommendations.dashboard.release_words import diff_lines
from recommendations.models import Release
from recommendations.selectors import releases as selectors
from recommendations.selectors.release_diff import release_diff
from recommendations.selectors.releases import prompts_live, release_live
from recommendations.services.release_publish import release_publish, release_roll_back
from recommendations.services.release_workflow import release_approve, release_submit
from recommendations.services.releases import release_begin, release_edit
from tests.staff_pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget():
    selectors._prompts.clear()
    yield
    set_prompt_choice(None)
    selectors._prompts.clear()


def choose(release, by, version="3"):
    release_edit(release_id=release.pk, by=by, expected_version=None, prompt_versions={"copy_blurb": version})
    return Release.objects.get(pk=release.pk)


def publish(release, author, reviewer):
    release_submit(release_id=release.pk, by=author)
    release_approve(release_id=release.pk, by=reviewer)
    return release_publish(release_id=release.pk, by=reviewer)


class ReleasePromptsTests:
    def test_versions_to_choose_are_the_files(self):
        assert prompt_versions("copy_blurb") == ("2", "3")
        assert prompt_versions("personal_lift") == ("1",)

    def test_workers_ask_in_the_versions_of_the_published_release(self, draft, author, reviewer):
        set_prompt_choice(prompts_live)
        assert load_prompt("copy_blurb").version == "2"
        choose(draft, author)

        published = publish(draft, author, reviewer)
        selectors._prompts.clear()

        assert published.prompt_versions["copy_blurb"] == "3"
        assert published.prompt_versions["personal_lift"] == "1"
        prompt = load_prompt("copy_blurb")
        assert (prompt.version, prompt.purpose.prompt_version) == ("3", "3")
        assert "sober sentence" in prompt.prefix
        release_roll_back(by=reviewer)
        selectors._prompts.clear()
        assert load_prompt("copy_blurb").version == "2"

    def test_version_is_asked_for_again_after_some_seconds(self, draft, author, reviewer, monkeypatch):
        moment = 100.0
        monkeypatch.setattr(selectors, "monotonic", lambda: moment)
        assert prompts_live().get("copy_blurb", "2") == "2"
        publish(choose(draft, author), author, reviewer)

        assert prompts_live().get("copy_blurb", "2") == "2"
        moment += 6

        assert prompts_live()["copy_blurb"] == "3"

    def test_version_whose_file_is_gone_gives_way(self, caplog):
        set_prompt_choice(lambda: {"copy_blurb": "99", "personal_lift": "../2"})

        assert (load_prompt("copy_blurb").version, load_prompt("personal_lift").version) == ("2", "1")
        assert "version 99 of the prompt copy_blurb is gone" in caplog.text

    def test_difference_is_told_in_words(self, draft, author):
        diff = release_diff(choose(draft, author), release_live())

        [line] = diff_lines(diff, locale="en")
        assert (line.kind, line.text, line.before) == ("changed", "Writing copy: prompt version 3", "2")

    def test_draft_takes_over_a_prompt_that_went_live_meanwhile(self, draft, author, reviewer):
        other = release_begin(by=author, name="Other")
        publish(choose(draft, author), author, reviewer)

        assert publish(other, author, reviewer).prompt_versions["copy_blurb"] == "3"

    def test_next_draft_starts_with_the_prompts_of_what_is_live(self, draft, author, reviewer):
        publish(choose(draft, author), author, reviewer)

        assert release_begin(by=author).prompt_versions["copy_blurb"] == "3"

    def test_page_lets_choose_among_versions_that_there_are(self, draft):
        client = client_of("administrator")
        address = f"/admin/releases/{draft.number}/"
        assert 'name="prompt_copy_blurb"' in client.get(address).content.decode()
        assert 'name="prompt_personal_lift"' not in client.get(address).content.decode()

        for version in ("3", "7"):
            said = {"edit": "1", "name": "Autumn", "prompt_copy_blurb": version}
            client.post(f"{address}act/", said | {"version": Release.objects.get(pk=draft.pk).version})

        assert Release.objects.get(pk=draft.pk).prompt_versions == {"copy_blurb": "3"}
