"""Imported by the fork server alone: what each worker would do first is done once, before it is forked."""

from __future__ import annotations

from contextlib import suppress

from rocbpress.errors import TypesetError
from rocbpress.typeset.pages import prepare

with suppress(TypesetError):  # the first flow says it with its name
    prepare()
