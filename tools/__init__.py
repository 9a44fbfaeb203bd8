"""Development tooling. Nothing here is installed with the app."""
