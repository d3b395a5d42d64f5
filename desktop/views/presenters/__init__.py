"""What stands between the pages and casework: fetches, keeps, and tells the pages what to show."""
