"""计划页: one plan, understood in ten seconds."""
