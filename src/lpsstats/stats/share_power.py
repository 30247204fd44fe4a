"""How large a change of a share a test finds, and how many respondents that takes."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from lpsstats.stats.moments import FloatArray
from lpsstats.stats.power import rising_root, smallest_count, t_power


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePlan:
    """A planned comparison of shares.

    Attributes
    ----------
    share : ndarray of float, shape S
        Before, 0 to 1, in all sites; NaN for what is no share.
    changing, still : ndarray of float, shape S
        What a respondent's variance is divided by beside n: the sum of squared coefficients of the
        sites that change, and that of those that do not.
    per_unit : ndarray of float, shape S
        The design effect.
    correlation : ndarray of float, shape S
        Between the waves: 0 where other people answer.
    degrees : ndarray of float, shape (2, S)
        Where the design is tested by its own variance: df = first x (n x second - 1); NaN where
        the normal distribution holds.
    """

    share: FloatArray
    changing: FloatArray
    still: FloatArray
    per_unit: FloatArray
    correlation: FloatArray
    degrees: FloatArray

    def power(self, change: FloatArray, n: FloatArray, level: FloatArray) -> FloatArray:
        """Give the chance that a two-sided test of the change is clear.

        Parameters
        ----------
        change : ndarray of float, shape S
            Later minus earlier share, between -1 and 1; NaN in the result where the later share
            would leave 0 to 1.
        n, level : ndarray of float, shape S
            Respondents per cell; the p below which the test is clear.

        Notes
        -----
        The normal approximation to the chi-square test of two shares, whose standard error is that
        of one share in both waves; both tails, as R's `power.prop.test(strict = TRUE)`. A
        difference between sites is tested with the variances of its cells instead; so is what
        rests on weights or sampling units, and by the noncentral t distribution.

        References
        ----------
        Fleiss, J. L., Levin, B. & Paik, M. C. (2003). Statistical Methods for Rates and
        Proportions, 3rd edition, section 4.2, without its correction for continuity.
        """
        after = self.share + change
        after = np.where((after >= 0) & (after <= 1), after, np.nan)
        per = self.per_unit / n
        actual = np.sqrt(per * (self.changing * self._of_change(after) + self._of_still()))
        middle = (self.share + after) / 2
        common = 2 * (1 - self.correlation) * middle * (1 - middle)
        assumed = np.where(self.still > 0, actual, np.sqrt(per * self.changing * common))
        margin = ndtri(1 - level / 2) * assumed
        size = np.abs(change)
        normal = _tail(size - margin, actual) + _tail(-size - margin, actual)
        if np.isnan(self.degrees).all():
            return np.asarray(normal)
        times, units = self.degrees
        df = np.where(times * (n * units - 1) > 0, times * (n * units - 1), np.nan)
        return np.where(np.isnan(times), normal, t_power(_over(size, actual), df, level))

    def _of_change(self, after: FloatArray) -> FloatArray:
        """Give the variance of a respondent's change where the share does change."""
        first, second = self.share * (1 - self.share), after * (1 - after)
        return np.asarray(first + second - 2 * self.correlation * np.sqrt(first * second))

    def _of_still(self) -> FloatArray:
        return np.asarray(2 * self.still * self.share * (1 - self.share) * (1 - self.correlation))


def detectable_share(
    plan: SharePlan, n: FloatArray, level: FloatArray, power: float
) -> tuple[FloatArray, FloatArray]:
    """Give the rise and the fall of a share that a test finds with a given chance.

    Parameters
    ----------
    plan : SharePlan
        Of shape S.
    n, level : ndarray of float, shape S
        Respondents per cell; the p below which a change counts.
    power : float
        The chance, above the level and below 1.

    Returns
    -------
    (ndarray of float, ndarray of float), shape S
        Both positive; NaN where even a rise to 1, or a fall to 0, is not found so often.
    """
    nothing = np.zeros(plan.share.shape)
    rise = rising_root(lambda x: plan.power(x, n, level) - power, nothing, 1 - plan.share)
    fall = rising_root(lambda x: plan.power(-x, n, level) - power, nothing, plan.share)
    return rise, fall


def respondents_for_share(
    plan: SharePlan, change: FloatArray, level: FloatArray, power: float
) -> FloatArray:
    """Give the fewest respondents per cell that find a change of a share, whichever way it goes.

    Parameters
    ----------
    plan : SharePlan
        Of shape S.
    change, level : ndarray of float, shape S
        Its size, 0 to 1; the p below which it counts.
    power : float
        The chance, above the level and below 1.

    Returns
    -------
    ndarray of float, shape S
        Whole numbers; of one direction alone where the other would leave 0 to 1, NaN where both
        would.
    """
    rising = smallest_count(lambda n: plan.power(change, n, level) - power, change)
    falling = smallest_count(lambda n: plan.power(-change, n, level) - power, change)
    return np.asarray(np.fmax(rising, falling))


def _tail(distance: FloatArray, std_error: FloatArray) -> FloatArray:
    """Give the chance of staying on the far side; certain where nothing varies."""
    return np.where(std_error > 0, ndtr(_over(distance, std_error)), distance > 0)


def _over(distance: FloatArray, std_error: FloatArray) -> FloatArray:
    """Divide, by nothing at all too."""
    return np.asarray(distance / np.where(std_error > 0, std_error, np.finfo(np.float64).tiny))
