"""Who stands where, for how long, and how sure is it? Arrays and places in, ranks and streaks out."""

from zonebook.rating.assessing import Assessment, assess, screen
from zonebook.rating.definition import Group, Indicator, Rating, RatingError, Varied
from zonebook.rating.matrix import Matrix
from zonebook.rating.ranking import ranks
from zonebook.rating.streaks import Streak, streak_of_first_places

__all__ = [
    "Assessment",
    "Group",
    "Indicator",
    "Matrix",
    "Rating",
    "RatingError",
    "Streak",
    "Varied",
    "assess",
    "ranks",
    "screen",
    "streak_of_first_places",
]
