"""What people do with the desk: a module per act, the only room that opens the database."""
