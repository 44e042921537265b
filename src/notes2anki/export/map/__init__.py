"""The parts of the concept map: what is on the page, where it stands, and how it becomes one file."""
