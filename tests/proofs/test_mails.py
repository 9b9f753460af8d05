"""Issues in several languages, typeset by the command and mailed by it with their own PDFs."""

from __future__ import annotations

import pytest

from tests.mail_issues import WORDS, bodies, is_sound, parsed, write_issue
from tests.workspaces import run


@pytest.mark.parametrize("layout", ["rocb", "plain"])
@pytest.mark.parametrize("language", WORDS)
def test_an_issue_in_each_language_is_mailed(tmp_path, language, layout):
    """What is attached is the PDF that was rendered; the mail has all titles."""
    workspace = write_issue(tmp_path, language=language, layout=layout)
    rendered, mailed = run(tmp_path, "render", "82"), run(tmp_path, "mail", "82")
    assert (rendered.returncode, mailed.returncode) == (0, 0), rendered.stderr + mailed.stderr

    folder = workspace.root / "build" / "82"
    data = (folder / "rocb-82.eml").read_bytes()
    message = parsed(data)
    [attached] = [part.get_content() for part in message.walk()
                  if part.get_content_type() == "application/pdf"]
    assert is_sound(data) and attached == (folder / "rocb-82.pdf").read_bytes()
    assert message["Content-Language"] == language
    assert all("".join(said[:-1].split()) in "".join(body.split())
               for said in WORDS[language] for body in bodies(message))
