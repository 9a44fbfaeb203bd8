"""What the app adds to ERPNext's documents: one file per DocType, functions named after their events."""
