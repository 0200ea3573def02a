"""HTML to plain text."""

import pytest

from catalog.feeds.html_text import clean_line, clean_lines


class CleanLinesTests:
    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            ("plain  text\r\nnext", "plain text\nnext"),
            ("<p>One</p><p>Two</p>", "One\n\nTwo"),
            ("One<br>Two<br/>Three<BR />Four", "One\nTwo\nThree\nFour"),
            ("<ul><li>Red</li><li>Big</li></ul>", "Red\n\nBig"),
            ("<b>Bold</b><i>er</i> text", "Bolder text"),
            ("<table><tr><td>Size</td><td>9</td></tr></table>", "Size 9"),
            ("a<script>alert('x')</script>b<style>p{color:red}</style>c", "abc"),
            ("a<SCRIPT src=x>alert(1)</SCRIPT >b", "ab"),
            ("<img src=x onerror=alert(1)>Mug", "Mug"),
            ("Salt &amp; pepper &euro;5&nbsp;only", "Salt & pepper €5 only"),
            ("&lt;p&gt;Escaped&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;", "Escaped"),
            ("&amp;lt;b&amp;gt;Twice&amp;lt;/b&amp;gt;", "Twice"),
            ("for sizes < 5 and > 3", "for sizes < 5 and > 3"),
            ("we <3 mugs", "we <3 mugs"),
            ("<!-- hidden -->shown", "shown"),
            ("bell\x07 tab\there", "bell tab here"),
            ("a\n\n\n\nb", "a\n\nb"),
        ],
    )
    def test_gives_plain_text_when_html_comes_in(self, raw: str, expected: str) -> None:
        assert clean_lines(raw) == expected

    def test_gives_one_line_when_a_title_holds_breaks(self) -> None:
        assert clean_line(" Red<br>Mug\n &amp; lid ") == "Red Mug & lid"
