"""Is credit control in order on this site? Each check says what it saw and, where it is not well, what to do."""
