"""The mailing: an issue as a mail that stands ready to be sent."""
