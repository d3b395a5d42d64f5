"""Whatever was pasted comes in as plain text."""

from __future__ import annotations

import time
import unicodedata

import pytest
from forms_given import patient
from hypothesis import given
from hypothesis import strategies as st

from desktop.forms.plaintext import clean_text


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four\u2029five\x0bsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("nul\x00 bell\x07 c1\x9b tab\t", "nul bell c1 tab\t"),
        ("\uf0b7\tFirst\r\n\u00b7 Second\n  \u25aa Third", "• First\n• Second\n  • Third"),
        ("lone \ud800 and \udc00", "lone \ufffd and \ufffd"),
        ("pair \ud83d\ude00", "pair \U0001f600"),
        ("Zoe\u0308", "Zoë"),
        ("\ufeffstart", "start"),
        ("\u200fשלום\u200e \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", None),
        ("family \U0001f468\u200d\U0001f469\u200d\U0001f467", None),
        ("A middle\u00b7dot stays, £5 – “so”", None),
        ("", ""),
    ],
)
def test_what_becomes_of_pasted_text(pasted: str, kept: str | None) -> None:
    assert clean_text(pasted) == (pasted if kept is None else kept)


@patient
@given(st.text(st.characters(), max_size=60))
def test_what_is_kept_can_be_stored_and_stays_as_it_is(pasted: str) -> None:
    kept = clean_text(pasted)
    kept.encode("utf-8")
    assert clean_text(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert not set(kept) & {chr(code) for code in (*range(9), *range(11, 32), *range(127, 160))}


def test_five_megabytes_are_quick() -> None:
    pasted = "Words from a long letter,\r\nwith \x00 things \ud800 in it. \u00b7 " * 100_000
    began = time.thread_time()  # what others do on the machine is not counted
    kept = clean_text(pasted)
    assert time.thread_time() - began < 2
    assert len(kept) > 4_000_000
