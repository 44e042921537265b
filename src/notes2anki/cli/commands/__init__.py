"""The commands: each module's name is that of its command."""
