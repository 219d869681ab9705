"""Grounding: place names to gazetteer entries, time expressions to intervals, or explicit none."""

from headwater.ground.event_place import locate
from headwater.ground.event_time import date
from headwater.ground.gazetteer import Gazetteer
from headwater.ground.resolve import places
from headwater.ground.times import times

__all__ = ["Gazetteer", "date", "locate", "places", "times"]
