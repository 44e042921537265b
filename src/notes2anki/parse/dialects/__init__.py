"""One file for each way people write notes; `parse/marks.py` finds them by walking this folder."""
