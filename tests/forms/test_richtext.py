"""What a word processor or a browser puts on the clipboard stays as text."""

from __future__ import annotations

import pytest
from forms_given import patient
from hypothesis import given
from hypothesis import strategies as st
from word_page import WORD, WORD_AS_TEXT

from desktop.forms.plaintext import clean_text
from desktop.forms.richtext import text_from_html


def test_a_page_of_word_keeps_paragraphs_bullets_and_cells() -> None:
    assert clean_text(text_from_html(WORD)) == WORD_AS_TEXT


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<ul><li>a<ul><li>deep</li></ul></li><li><p>b</p></li></ul>x", "• a\n  • deep\n• b\nx"),
        ("<ol><li>one<li>two</ol>", "1. one\n2. two"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<script>alert(1)</script><style>p{}</style>words", "words"),
        ("<b>no</b><i>gap</i> but <u>one</u>", "nogap but one"),
        ("3 &lt; 4 &amp; &eacute;", "3 < 4 & é"),
        ("never <b closed <p> & wild ]]> <![if x]>text", "never & wild ]]> text"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_becomes_of_html(html: str, text: str) -> None:
    assert text_from_html(html) == text


@patient
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<li>", "</ul>", "<td>", "</table>", "x", "<![", "\ud800", "<", "&#0;"]
        ),
        max_size=20,
    )
)
def test_nothing_makes_it_fail(parts: list[str]) -> None:
    clean_text(text_from_html("".join(parts))).encode()


def test_bullets_of_words_plain_text_are_kept_at_every_level() -> None:
    pasted = "\u00b7\tFirst\r\no\tUnder it\r\n\u00a7\tDeeper\r\n1.\tA number\r\nox and cart\r\n"
    assert clean_text(pasted) == "• First\n• Under it\n• Deeper\n1.\tA number\nox and cart\n"
