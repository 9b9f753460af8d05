"""Addresses of mail as people write them: `a@b.org`, or `A name <a@b.org>`."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 74  # characters: with < and > before a comma on a line of a message (RFC 5322, 2.1.1)
_LONGEST_LOCAL = 64  # RFC 5321, 4.5.3.1.1
_LONGEST_NAME = 60
# RFC 5321, 4.1.2: a dot-string and a domain; no quoted names, no IP literals.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@((?:{_LABEL}\.)+{_LABEL})")
_NAMED = re.compile(r"([^<>]*)<([^<>]*)>")
# What would have to be quoted in a header (RFC 5322, 3.2.3): some mail programs lose the quotes.
_SPECIAL = re.compile(r"[()<>\[\]:;@\\,.\"]+")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An address in ASCII, and the name of whoever reads it, which may be empty."""

    address: str
    name: str = ""


class MailboxError(ValueError):
    """No address of mail: the message says why, `hint` what to write."""

    def __init__(self, message: str, hint: str = "write an address like name@example.org") -> None:
        super().__init__(message)
        self.hint = hint


def read_mailbox(text: str) -> Mailbox:
    """The address that a text is, with or without a name; MailboxError for any other text."""
    given = text.strip(" \t")
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") for letter in given):
        raise MailboxError("the address has an invisible character", "type it again")
    named = _NAMED.fullmatch(given)
    name, address = (named[1], named[2].strip()) if named else ("", given)
    if len(address) > LONGEST:
        raise MailboxError(f"the address has {len(address)} characters, more than {LONGEST}",
                           "use a shorter address")
    found = _ADDRESS.fullmatch(address)
    if not found or len(found[1]) > _LONGEST_LOCAL or found[2].rpartition(".")[2].isdigit():
        raise MailboxError(f"“{given[:60]}” is not an address of mail")
    return Mailbox(address, phrase(name))


def phrase(name: str) -> str:
    """A name with nothing in it that a header would have to quote, and no more than fits on a line."""
    letters = (" " if unicodedata.category(letter)[0] in "CZ" else letter
               for letter in unicodedata.normalize("NFC", name))
    return " ".join(_SPECIAL.sub(" ", "".join(letters)).split())[:_LONGEST_NAME].rstrip()
