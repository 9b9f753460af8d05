"""Numbers as they are printed."""

from decimal import Decimal


def number(value: float) -> str:
    """A number with commas for thousands, and the digits that it was given with: '4,311', '57.9', '0.004'.

    After twelve digits a computed one is rounded.
    """
    text = f"{Decimal(f'{value:.12g}'):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
