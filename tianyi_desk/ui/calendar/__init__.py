"""日历: the month with its bars, the week by person, and the plans of a day."""
