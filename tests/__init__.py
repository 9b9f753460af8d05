"""What rocbpress promises, tried on real documents."""
