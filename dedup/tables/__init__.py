"""What a report finds as tables, for data frames, SQL and files."""
