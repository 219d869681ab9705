"""Where a source's wording names a person."""

from __future__ import annotations

from headwater.doc import overlaps, tokens_in, within
from headwater.extract.roles import kind_by_wording, roles
from headwater.extract.tree import Tree
from headwater.extract.wording import Body, is_country, known_body
from headwater.model import Span


def person_span(tree: Tree, span: Span) -> Span | None:
    """Where a span names a person: a PERSON entity, or capitals after a role ("resident Abu X")."""
    text = tree.doc.report.text
    indices = list(tokens_in(tree.doc, span))
    best: Span | None = None
    run: list[int] = []
    for index in [*indices, -1]:
        token = tree.tokens[index] if index >= 0 else None
        if token is not None and token.entity == "PERSON" and not _is_title_at(tree, index):
            run.append(index)
            continue
        if run and best is None:
            best = tree.chars(run[0], run[-1])
        run = []
    if best is not None and _is_where(tree, indices, best):
        return None
    best = _widened(tree, best, indices) if best else _after_role(tree, indices)
    body = known_body(text, span)
    leading = _leading(tree, indices)
    if leading is None and best and body is not None and within(best, body.span):
        return None
    best = leading or (_beside(text, best, body) if best else _behind(text, span, body))
    if best is None or known_body(text, best) is not None:
        return None
    wording = text[best[0] : best[1]].lower()
    if kind_by_wording(wording) is not None or wording.strip("., ") in roles().speakers:
        return None
    return best if wording[:1].isalpha() else None


_WHERE = frozenset({"in", "near", "at", "outside", "inside"})


def _is_where(tree: Tree, indices: list[int], name: Span) -> bool:
    """Whether a name says where people are: "doctors in the town of Khan Amra"."""
    before = [index for index in indices if tree.tokens[index].end <= name[0]]
    words_ = [tree.lower(index) for index in before]
    placed = bool(_WHERE & set(words_[1:])) and words_[-1:] != ["by"]
    return placed and tree.tokens[before[0]].tag == "NNS"


def _leading(tree: Tree, indices: list[int]) -> Span | None:
    """A name before a role or a body ("Sami Haddad a spokesman for ...", "... of the group X")."""
    count = 0
    while count < len(indices) and is_name_word(tree.tokens[indices[count]].text):
        count += 1
    rest = [tree.lower(index) for index in indices[count : count + _ROLE_REACH]]
    if count <= 1 or not rest:
        return None
    name = tree.chars(indices[0], indices[count - 1])
    role = any(_is_role(word) for word in rest) and rest[0] in roles().articles | roles().speakers
    kind = [tree.lower(index) for index in indices[count + 1 :] if not _capital(tree, index)]
    member = rest[0] == "of" and kind_by_wording(" ".join(kind)) is not None
    return name if role or member else None


def _capital(tree: Tree, index: int) -> bool:
    return tree.tokens[index].text[:1].isupper()


_ROLE_REACH = 5
"""Tokens after a name within which its role is looked for."""


def _behind(text: str, span: Span, body: Body | None) -> Span | None:
    """A name that follows a body's ("head of the Observatory Sami Haddad")."""
    if body is None:
        return None
    rest = text[body.span[1] : span[1]]
    found = rest.split()
    start = span[1] - len(rest.lstrip())
    names = len(found) > 1 and all(is_name_word(word) for word in found)
    return (start, span[1]) if names else None


def _beside(text: str, name: Span, body: Body | None) -> Span | None:
    """A person's name without the name of the body that the tagger took in before it."""
    if body is None or not overlaps(name, body.span):
        return name
    start = (
        body.span[1]
        + len(text[body.span[1] : name[1]])
        - len(text[body.span[1] : name[1]].lstrip())
    )
    return (start, name[1]) if start < name[1] else name


def _widened(tree: Tree, name: Span, indices: list[int]) -> Span:
    """A name with the capitalised words and particles that the entity tagger left outside."""
    inside = [index for index in indices if overlaps(tree.chars(index, index), name)]
    first, last = inside[0], inside[-1]
    while last + 1 in indices and (
        is_name_word(tree.tokens[last + 1].text) or _hyphened(tree, last + 1)
    ):
        last += 1
    if last > first and last + 1 in indices and _owner(tree.tokens[last].text):
        last -= 1
    while first - 1 in indices and tree.lower(first - 1) in roles().particles | {"-"}:
        first -= 1
    return tree.chars(first, last)


def _hyphened(tree: Tree, index: int) -> bool:
    """Whether a word hangs on the one before it by a hyphen: "al-Sheikh"."""
    return index > 0 and tree.tokens[index - 1].text.endswith("-")


def _is_title_at(tree: Tree, index: int) -> bool:
    return is_title(tree.tokens[index].text) and not _hyphened(tree, index)


def _owner(word: str) -> bool:
    """Whether a word is a country's genitive that lost its apostrophe: "X Velias minister"."""
    return word.endswith("s") and is_country(word[:-1])


def _after_role(tree: Tree, indices: list[int]) -> Span | None:
    for position, index in enumerate(indices[:-1]):
        word = tree.lower(index).rstrip(".")
        after = indices[position + 1]
        text = tree.tokens[after].text
        if _is_role(word) and text[:1].isupper() and not is_title(text):
            last = after
            while last + 1 in indices and is_name_word(tree.tokens[last + 1].text):
                last += 1
            return tree.chars(after, last)
    return None


def _is_role(word: str) -> bool:
    table = roles()
    return (
        word in table.people | table.speakers | table.offices or word == "named" or (is_title(word))
    )


def is_title(word: str) -> bool:
    """Whether a word is a title before a name ("Col", "Sheikh")."""
    return word.lower().rstrip(".") in roles().titles


def is_name_word(word: str) -> bool:
    """Whether a word can be part of a person's name."""
    lower = word.lower().rstrip(".")
    return (
        word[:1].isupper() or lower in roles().particles or word in {"-", "'", "’"}
    ) and not _is_role(lower)
