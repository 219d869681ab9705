"""Part of speech and lemma of tokens, remembered by form.

spaCy's attribute ruler and lemmatizer are functions of a token's form, tag and dependency, except
for a few rules that look at two neighbours. Text repeats its forms, so their answers are kept, and
the two components, a fifth of the cost of a parse, run only on what is new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc as SpacyDoc

MOST = 60_000
"""Forms that are remembered before it begins anew, so that memory stays bounded."""

Form = tuple[str, str]
"""Part of speech (universal tag set) and lemma in lower case."""
_Key = tuple[str, str, str]


class Forms:
    """Runs the attribute ruler and the lemmatizer of a pipeline, and remembers what they say."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._components = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
        self._known: dict[_Key, Form] = {}
        self._first_of_more: set[_Key] = set()
        self._runs_known: dict[tuple[_Key, ...], Sequence[Form]] = {}
        self._reach = 1
        self._begins = Matcher(nlp.vocab)
        for rule in self._components[0].patterns:  # type: ignore[attr-defined]  # by its factory
            self._reach = max(self._reach, *map(len, rule["patterns"]))
            starts = [[pattern[0]] for pattern in rule["patterns"] if len(pattern) > 1]
            if starts:
                self._begins.add(str(len(self._begins)), starts)

    def of(self, doc: SpacyDoc) -> Sequence[Form]:
        """The form of every token of a parsed document, in its order."""
        if len(self._known) + len(self._runs_known) > MOST:
            self._known.clear()
            self._first_of_more.clear()
            self._runs_known.clear()
        keys = [(token.orth_, token.tag_, token.dep_) for token in doc]
        distinct = set(keys)
        if not distinct <= self._known.keys():
            self._learn([key for key in dict.fromkeys(keys) if key not in self._known])
        forms = [self._known[key] for key in keys]
        if not distinct.isdisjoint(self._first_of_more):
            for start, stop in self._runs(keys):
                forms[start:stop] = self._together(tuple(keys[start:stop]))
        return forms

    def _runs(self, keys: Sequence[_Key]) -> Iterator[tuple[int, int]]:
        """Stretches that a rule for neighbours may apply to, as half-open ranges."""
        start = stop = 0
        for place, key in enumerate(keys):
            if key in self._first_of_more:
                if place >= stop:
                    if stop:
                        yield start, stop
                    start = place
                stop = min(place + self._reach, len(keys))
        if stop:
            yield start, stop

    def _together(self, keys: tuple[_Key, ...]) -> Sequence[Form]:
        found = self._runs_known.get(keys)
        if found is None:
            found = self._runs_known[keys] = self._read(self._apart(keys))
        return found

    def _learn(self, new: Sequence[_Key]) -> None:
        first = {new[start] for _, start, _ in self._begins(self._apart(new))}
        self._first_of_more |= first
        plain = [key for key in new if key not in first]
        # Others come to stand side by side here; no rule for neighbours begins with one of them.
        self._known.update(zip(plain, self._read(self._apart(plain)), strict=True))
        # These are read with their neighbours, whatever stands here.
        self._known.update(dict.fromkeys(first, ("", "")))

    def _apart(self, keys: Sequence[_Key]) -> SpacyDoc:
        words, tags, deps = ([key[part] for key in keys] for part in range(3))
        return SpacyDoc(self._vocab, words=words, tags=tags, deps=deps, heads=[*range(len(keys))])

    def _read(self, doc: SpacyDoc) -> Sequence[Form]:
        for component in self._components:
            component(doc)
        return [(token.pos_, token.lemma_.lower()) for token in doc]
