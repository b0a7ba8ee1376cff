"""报告: the month on paper, seen before it is saved."""
