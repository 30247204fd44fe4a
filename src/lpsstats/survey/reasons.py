"""Why a response is missing, held as small numbers."""

from dataclasses import dataclass, field

from lpsstats.survey.model import EMPTY, NOT_ASKED, OUT_OF_RANGE

ANSWERED, NO_ENTRY, ODD, UNEXPLAINED, UNASKED = range(5)
USER_MISSING = "user-missing"
MOST_REASONS = 255


@dataclass(slots=True)
class ReasonBook:
    """The reasons met so far, by their numbers; the first, empty one stands for an answer."""

    names: list[str] = field(
        default_factory=lambda: ["", EMPTY, OUT_OF_RANGE, USER_MISSING, NOT_ASKED]
    )

    def index(self, reason: str) -> int:
        """Give a declared reason its number; past 254 different ones, all are user-missing.

        A reason without words, or with the word that is kept for answers out of range, is plain
        user-missing.
        """
        if not reason.strip() or reason == OUT_OF_RANGE:
            return UNEXPLAINED
        if reason in self.names:
            return self.names.index(reason)
        if len(self.names) >= MOST_REASONS:
            return UNEXPLAINED
        self.names.append(reason)
        return len(self.names) - 1
