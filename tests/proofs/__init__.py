"""Proofs on whole issues that take longer than a test may.

    ROCBPRESS_PROOFS=1 python -m pytest tests/proofs
"""
