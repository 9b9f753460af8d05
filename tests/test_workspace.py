import pytest

from rocbpress.findings.errors import UsageError
from rocbpress.workspace.workspace import find_workspace


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.delenv("ROCBPRESS_ROOT", raising=False)
    for name in ("issues/7", "issues/82", "issues/notes", "layouts/rocb"):
        (tmp_path / name).mkdir(parents=True)
    for number in (7, 82):
        (tmp_path / "issues" / str(number) / "issue.yaml").write_text("number: 7")
    return tmp_path


def test_found_upwards_from_the_current_folder(root, monkeypatch):
    """The command works in any folder of the workspace."""
    monkeypatch.chdir(root / "issues" / "82")

    assert find_workspace().root == root


def test_the_environment_names_it(root, monkeypatch):
    """ROCBPRESS_ROOT stands for --root."""
    monkeypatch.chdir("/")
    monkeypatch.setenv("ROCBPRESS_ROOT", str(root))

    assert find_workspace().root == root


def test_none_is_a_usage_error(tmp_path, monkeypatch):
    """Outside a workspace the message says what to do, with exit code 2."""
    monkeypatch.delenv("ROCBPRESS_ROOT", raising=False)

    with pytest.raises(UsageError) as caught:
        find_workspace(tmp_path)

    assert caught.value.exit_code == 2 and "--root" in caught.value.findings[0].hint
    assert caught.value.findings[0].message == f"no folder with issues/ and layouts/ at {tmp_path.resolve()}"


def test_an_unknown_issue_names_those_there_are(root):
    """A mistyped number is answered with the known ones."""
    with pytest.raises(UsageError) as caught:
        find_workspace(root).issue(83)

    assert "82" in caught.value.findings[0].hint


def test_numbers_ascend_and_are_numbers(root):
    """Folders that are no issues are passed over."""
    assert find_workspace(root).numbers() == [7, 82]
