"""The database: mapped classes that read as a data sheet, opening, migrations, rows to facts and back."""
