"""How fast many customers with history are re-scored by one worker, and whether a killed one loses anything."""
