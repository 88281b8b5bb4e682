"""Exact numbers and how they leave the arithmetic.

Inside, every figure is an integer over a common denominator: thirds and sevenths add back exactly. Outside it is
a Decimal or a text cut off (never rounded up) after a fixed number of places. Cutting keeps the answer to every
"is it at least t?" for a threshold t with no more places than that, and keeps half-up rounding to fewer places:
a value below a gate can never print, be stored or be compared as one that has reached it.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

STORED_PLACES = 12
"""Places of a stored score: with 100 before the point this is what SQLite keeps exactly."""
UNIT = 10**STORED_PLACES
"""How many units of the last stored place make one point: scores as whole numbers compare exactly."""
TEXT_PLACES = 28
"""Places of a score printed in full."""


def cut_decimal(value: Fraction, places: int = STORED_PLACES) -> Decimal:
    """The value as Decimal with `places` places, cut off downwards; `value` is not negative."""
    return Decimal(f"{value.numerator * 10**places // value.denominator}E-{places}")


def full_text(value: Fraction, places: int = TEXT_PLACES) -> str:
    """The value in decimal text with a point: exact when it ends within `places` places, else cut off."""
    return _text(value.numerator * 10**places // value.denominator, places)


def shortfall_text(value: Fraction, places: int = TEXT_PLACES) -> str:
    """A missing amount in decimal text, the last place rounded up: "0" only when nothing is missing."""
    return _text(-(-value.numerator * 10**places // value.denominator), places)


def _text(scaled: int, places: int) -> str:
    whole, part = divmod(scaled, 10**places)
    return f"{whole}.{part:0{places}d}".rstrip("0").rstrip(".")


def half_up(value: Fraction | Decimal, places: int = 2) -> Decimal:
    """The value for display, half up on the exact value: 1.335 gives 1.34."""
    if isinstance(value, Decimal):
        return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    scaled = (2 * value.numerator * 10**places + value.denominator) // (2 * value.denominator)
    return Decimal(f"{scaled}E-{places}")


def indonesian(value: Fraction | Decimal, places: int = 2) -> str:
    """The value for a person, half up with a decimal comma: 2,67."""
    return str(half_up(value, places)).replace(".", ",")


def indonesian_shortfall(value: Fraction, places: int = 2) -> str:
    """A missing amount for a person, rounded up: 0,00 only when nothing is missing."""
    scaled = -(-value.numerator * 10**places // value.denominator)
    return str(Decimal(f"{scaled}E-{places}")).replace(".", ",")


def short_indonesian(value: Fraction | Decimal) -> str:
    """The value with as many places as it needs, at most four, for formulas: 0,5; 0,67; 3."""
    return f"{half_up(Fraction(value), 4).normalize():f}".replace(".", ",")
