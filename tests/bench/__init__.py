"""What rocbpress costs beside a plain WeasyPrint run over the same issue as one document."""
