"""Turn files and folders into drafts of facts; bad input becomes complaints, never exceptions."""
