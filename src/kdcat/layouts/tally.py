"""The tally of forms: which one fitted so far, so that not every unit is read in every way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kdcat.layouts.titles import UNMARKED

if TYPE_CHECKING:
    from kdcat.layouts.readings import Reading


@dataclass(slots=True)
class Tally:
    """Which form fitted best so far, so that it is tried first, and alone where it fits as well.

    A list may change its form: what was read long ago counts less.
    """

    wins: dict[str, float] = field(default_factory=dict)
    count: float = 0
    total: float = 0.0

    def note(self, best: Reading | None) -> None:
        """Count a unit that was read in every way."""
        if best is not None and best.score >= _FAIRLY_GOOD:
            if self.count >= _MANY:
                self.count /= 2
                self.total /= 2
                self.wins = {form: number / 2 for form, number in self.wins.items()}
            self.count += 1
            self.total += best.score
            self.wins[best.form] = self.wins.get(best.form, 0) + 1

    def favourite(self) -> str | None:
        """Return the form that fitted nearly all units, once these are enough; else None."""
        if self.count < _ENOUGH:
            return None
        form = max(self.wins, key=lambda name: self.wins[name])
        return form if self.wins[form] >= _NEARLY_ALL * self.count else None

    def fits(self, reading: Reading) -> bool:
        """Return whether a unit reads about as well as the others did.

        A title that is set apart by marks need not be as good: nothing else will be better.
        """
        if reading.form in UNMARKED:
            return reading.score >= max(_GOOD, self.total / self.count - _GOOD_NEAR)
        return reading.score >= _FAIRLY_GOOD


_GOOD, _GOOD_NEAR, _FAIRLY_GOOD = 0.7, 0.06, 0.55
_ENOUGH = 24
_MANY = 48
_NEARLY_ALL = 0.6
