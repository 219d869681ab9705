"""Words that augmentation puts into texts: bodies and people of another war, and cues.

Names are those of well-known bodies, or invented.
"""

from __future__ import annotations

BODIES = (
    "the Syrian Observatory for Human Rights",
    "the Observatory",
    "the Britain-based monitoring group",
    "Al-Nahr news agency",
    "state news agency SANA",
    "SANA",
    "Reuters",
    "AFP",
    "the Civil Defence",
    "the White Helmets",
    "the Local Coordination Committees",
    "opposition activists",
    "local activists",
    "an activist in the city",
    "a military source",
    "a security source",
    "a medical source",
    "medics",
    "residents",
    "witnesses",
    "a local resident",
    "a source from within the group",
    "a field commander",
    "rebel sources",
    "state television",
    "the army",
    "the Russian Defence Ministry",
    "the Interior Ministry",
    "the coalition",
    "Ahrar al-Wadi",
    "Jaish al-Nour",
    "the Islamic State group",
    "a pro-government newspaper",
    "the Daily Courier",
    "the Defence Ministry",
    "the UN envoy",
    "the Red Crescent",
    "a hospital official",
    "the Kurdish Hawar agency",
    "Al Jazirah television",
    "Abu Omar al-Hadi",
    "Abu Khaled",
    "Rami al-Masri",
    "Colonel Yahya al-Ruwaili",
    "Dr. Huda al-Nasser",
    "Maj. Gen. Igor Petrenko",
    "Salem Abdel-Karim",
    "Umm Yousef",
    "Mahmoud, an activist in the town",
    "Ahmed al-Saleh, a media activist",
    "a Syrian opposition monitoring group",
    "the monitoring group",
    "the group's head Karim Haddad",
    "a statement by the military",
    "the ministry's spokesman",
)
"""Sources of the kind that war reporting cites."""

PRONOUNS = frozenset(
    (
        *("he", "she", "they", "it", "we", "i", "you", "who", "his", "her", "their", "he's"),
        *("the", "many", "some", "people", "that", "which"),
    )
)
"""Sources that no name takes the place of."""

OUTER_CUES = (
    "reported that",
    "said that",
    "says",
    "quoted officials as saying",
    "wrote that",
    "said",
    "reports that",
    "has learned that",
    "claimed that",
)
"""Cues of an attribution put around another."""

SAYING = frozenset(
    (
        "said",
        "says",
        "say",
        "reported",
        "reports",
        "according to",
        "told reporters",
        "claimed",
        "claims",
        "added",
    )
)
"""Cues whose content can stand as a headline."""
