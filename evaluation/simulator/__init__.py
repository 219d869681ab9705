"""A news world with known truth: who saw what, who passed it on, who copied whom (README.md).

    python -m evaluation.simulator --reports 1000 --seed 7

makes reports and the readings that a perfect reader would make of them, links them and says how
often the true number of origins lies within the bounds, how wide they are, and what it cost.
Country, towns, outlets, agencies and people are invented; all sentences were written for it.
"""

from evaluation.simulator.newsroom import Edition, publish
from evaluation.simulator.world import Happening, World, make_world

__all__ = ["Edition", "Happening", "World", "make_world", "publish"]
