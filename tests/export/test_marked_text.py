"""A report's text as stretches and as markup, palette and graphic passages."""

import re
from dataclasses import replace

import pytest

from headwater.export.marks import Layer, stretches
from headwater.export.page.graphic import warning
from headwater.export.page.style import shared
from headwater.export.page.text import paragraphs
from headwater.export.palette import COLOURS, GROUND_DARK, GROUND_LIGHT, LOOKS
from headwater.export.view import MemoryCase
from headwater.model import Factuality, SourceKind


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_inks_can_be_read_on_their_ground() -> None:
    for name, colour in COLOURS.items():
        assert contrast(colour.light, GROUND_LIGHT) >= 4.5, name
        assert contrast(colour.dark, GROUND_DARK) >= 4.5, name


def test_every_kind_has_letters_of_its_own() -> None:
    assert set(LOOKS) == set(SourceKind)
    assert len({look.code for look in LOOKS.values()}) == len(LOOKS)
    assert {look.family for look in LOOKS.values()} <= set(COLOURS)


def test_stretches_cover_the_text_once(case: MemoryCase) -> None:
    for reading in case.readings():
        cut = stretches(reading)
        assert "".join(reading.report.text[one.start : one.end] for one in cut) == (
            reading.report.text
        )


def test_a_stretch_bears_all_its_marks(case: MemoryCase) -> None:
    reading = case.reading("r1")
    at = reading.report.text.index("at least 14")
    (one,) = [cut for cut in stretches(reading) if cut.start == at]
    assert one.of(Layer.CONTENT) == [0]
    assert one.of(Layer.EVIDENCE) == [0]
    assert one.of(Layer.COUNT) == [0]
    assert one.of(Layer.SOURCE) == []


def test_nested_content_comes_after_what_holds_it(case: MemoryCase) -> None:
    reading = case.reading("r6")
    outer = reading.attributions[0]
    inner = replace(outer, content=((0, 13),), parent=1)
    nested = replace(reading, attributions=(inner, outer))
    assert stretches(nested)[0].of(Layer.CONTENT) == [1, 0]


def test_spans_past_the_end_are_cut(case: MemoryCase) -> None:
    reading = case.reading("r4")
    wild = replace(reading.attributions[0], content=((0, 10_000_000),))
    cut = stretches(replace(reading, attributions=(wild,)))
    assert cut[-1].end == len(reading.report.text)


def test_markup_holds_exactly_the_text(case: MemoryCase) -> None:
    for reading in case.readings():
        html = " ".join(str(one.html) for one in paragraphs(reading, "r1"))
        html = re.sub(r"<i class=tag[^>]*>[^<]*</i>", "", html)
        words = re.sub(r"<[^>]+>", "", html).replace("&#39;", "'")
        assert words.split() == reading.report.text.split()


def test_words_have_addresses(case: MemoryCase) -> None:
    reading = case.reading("r1")
    html = "".join(str(one.html) for one in paragraphs(reading, "r1"))
    assert f"id=r1-{reading.report.text.index('at least 14')}" in html
    assert f"id=r1-{reading.report.text.index('Warplanes')}" in html
    ids = re.findall(r" id=([\w-]+)", html)
    assert ids
    assert len(ids) == len(set(ids))


def classes(html: str) -> set[str]:
    """Every class of a report's words."""
    return {name for found in re.findall(r' class="?([\w ]+)', html) for name in found.split()}


def test_certainty_and_kind_are_classes(case: MemoryCase) -> None:
    found = classes("".join(str(one.html) for one in paragraphs(case.reading("r1"), "r1")))
    assert {"x", "er", "cg", "sv", "e"} <= found


def test_each_certainty_has_a_line_of_its_own(case: MemoryCase) -> None:
    reading = case.reading("r4")
    lines = {}
    for factuality in ("asserted", "reported", "alleged", "denied"):
        event = replace(reading.events[0], factuality=Factuality(factuality))
        one = replace(reading, events=(event,))
        found = classes("".join(str(each.html) for each in paragraphs(one, "r1")))
        lines[factuality] = found & {"ea", "er", "el", "ed"}
    assert lines == {"asserted": {"ea"}, "reported": {"er"}, "alleged": {"el"}, "denied": {"ed"}}
    css = shared()
    assert all(f".{name}" in css for name in ("ea", "er", "el", "x", "fa-denied"))


def test_with_cards_words_lead_to_what_was_read_from_them(case: MemoryCase) -> None:
    reading = case.reading("r4")
    html = "".join(str(one.html) for one in paragraphs(reading, "w", cards=True))
    source = reading.attributions[0].source[0]
    words = reading.report.text[source[0] : source[1]]
    assert re.search(rf'<a [^>]*href="?#a0"?[^>]*>{re.escape(words)}', html)
    assert re.search(r'<a [^>]*href="?#e1', html)
    assert " data-a=0" in html


def test_brief_text_says_a_thing_once_on_hover(case: MemoryCase) -> None:
    reading = case.reading("r1")
    place = reading.places[0]
    words = reading.report.text[place.span[0] : place.span[1]]
    text = f"{words} {words} {words}"
    spans = [(len(words) * n + n, len(words) * (n + 1) + n) for n in range(3)]
    again = replace(
        reading,
        report=replace(reading.report, text=text),
        attributions=(),
        events=(),
        times=(),
        places=tuple(replace(place, span=span) for span in spans),
    )
    whole, brief = (
        "".join(str(one.html) for one in paragraphs(again, "r1", brief=brief))
        for brief in (False, True)
    )
    assert whole.count("title=") == 3
    assert brief.count("title=") == 1


def test_hostile_text_stays_text(case: MemoryCase) -> None:
    reading = case.reading("r4")
    text = "<script>alert(1)</script> \u202eevil " + "x" * 1_000_000
    evil = replace(
        reading,
        report=replace(reading.report, text=text),
        attributions=(replace(reading.attributions[0], source_name='"><img src=x>'),),
    )
    html = "".join(str(one.html) for one in paragraphs(evil, "r1"))
    assert "<script" not in html
    assert "<img" not in html
    assert "\u202e" not in html
    assert len(html) < 1_100_000


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Charred limbs lay in the stalls.", "describes bodies or wounds"),
        ("The men were BEHEADED in the square.", "describes bodies or wounds"),
        ("Detainees told of torture.", "describes torture or sexual violence"),
        ("Fourteen people were killed in the strike.", None),
    ],
)
def test_graphic_passages(text: str, says: str | None) -> None:
    assert warning(text) == says


def test_a_graphic_paragraph_says_what_it_describes(case: MemoryCase) -> None:
    reading = case.reading("r4")
    text = "Calm words here.\n\nCharred bodies lay there."
    graphic = replace(
        reading,
        report=replace(reading.report, text=text),
        attributions=(),
        events=(),
        places=(),
        times=(),
    )
    shown = [one.graphic for one in paragraphs(graphic, "r1")]
    assert shown == [None, "describes bodies or wounds"]
