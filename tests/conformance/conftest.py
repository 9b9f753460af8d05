"""The proofs run only where ROCBPRESS_EDITIONS names the folder of finished editions."""

import os

collect_ignore_glob = [] if os.environ.get("ROCBPRESS_EDITIONS") else ["test_*.py"]
