"""These run only where ROCBPRESS_DASK is set, and Dask is installed: `nox -s dask`."""

import os

collect_ignore_glob = [] if os.environ.get("ROCBPRESS_DASK") else ["test_*.py"]
