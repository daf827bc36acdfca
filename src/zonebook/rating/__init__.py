"""Who stands where, for how long, and how sure is it? Arrays and places in, ranks and streaks out."""

from zonebook.rating.ranking import ranks
from zonebook.rating.streaks import Streak, streak_of_first_places

__all__ = ["Streak", "ranks", "streak_of_first_places"]
