"""Orders per second that several workers submit and commit, with us and without us."""
