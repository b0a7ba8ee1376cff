"""计划: all audits, those to come and those done."""
