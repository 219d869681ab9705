"""Whatever comes in: nothing raises, and spans hold."""

from __future__ import annotations

import io

import ftfy.badness
from hypothesis import example, given, settings
from hypothesis import strategies as st

from headwater.actors import load
from headwater.model import Rejected, Report
from headwater.read import read
from headwater.read.agencies import known_agencies
from headwater.read.draft import Draft
from headwater.read.encoding import NotTextError, decode
from headwater.read.finish import finish

AGENCIES = known_agencies(load())
PIECES = (
    "AFP Reuters agencies ( ) - -- . , \n Source: Read Also Tags Monday 3 May 2031 2031-05-03 By "
    "VELDRA Veldra Ana (AFP) told Get short URL © 2031 Share killed at least four people said. "
    "Published Print Tweet al- / & Topic Privacy Policy Contact Us newsletter 12 \u202e \x07 é"
)
WORDS = st.sampled_from(PIECES.split(" "))
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join))


@given(TEXTS, st.none() | TEXTS, st.none() | st.sampled_from(["AFP", "Veldra Post", ""]))
@settings(max_examples=300, deadline=None)
@example(". " + "A" * 3000 + "!", None, None)
@example("A " * 3000 + "!", "A", None)
@example("(AFP " * 400, None, None)
@example("VELDRA, " * 400 + "!", None, None)
@example("Source: " + "Ab " * 500 + "!", None, None)
def test_spans_of_any_text_lie_in_it_sorted_and_disjoint(
    text: str, title: str | None, outlet: str | None
) -> None:
    found = finish(Draft(text, "test", title=title, outlet=outlet, language="en"), AGENCIES)
    if isinstance(found, Rejected):
        return
    assert found.text == text
    end = 0
    for start, stop in found.furniture:
        assert end <= start < stop <= len(text)
        end = stop
    for credit in found.credits:
        assert 0 <= credit.span[0] < credit.span[1] <= len(text)
        assert text[slice(*credit.span)].strip() == text[slice(*credit.span)]


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
@example(b"\xff\xfe\x00")
@example(b"<?xml version='1.0'?><rss><channel><item/>")
@example(b"{\n[\n\x00")
@example(b"\x1f\x8b\x08\x00")
@example(b"WARC/1.0\r\n\r\n")
@example(b"<html" + b"<a" * 50)
def test_any_bytes_on_standard_input_never_raise(data: bytes) -> None:
    for item in read(["-"], io.BytesIO(data)):
        assert isinstance(item, Report | Rejected)


@given(
    st.binary(max_size=200), st.none() | st.sampled_from(["utf-8", "zlib", "rot13", "idna", "nope"])
)
@settings(max_examples=200, deadline=None)
def test_decoding_gives_storable_text_or_says_no(data: bytes, hint: str | None) -> None:
    try:
        text = decode(data, hint=hint)
    except NotTextError:
        return
    assert "\r" not in text
    assert "\x00" not in text
    text.encode("utf-8")


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_utf8_that_is_sound_comes_back_as_it_is(text: str) -> None:
    sound = text.replace("\r", "").replace("\x00", "").removeprefix("\ufeff")
    from_bytes = decode(("Shelling. " + sound).encode("utf-8"))
    if from_bytes != "Shelling. " + sound:
        # The one reason to differ: it looks like mojibake.
        assert ftfy.badness.is_bad(sound)
