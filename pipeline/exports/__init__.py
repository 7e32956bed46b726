"""How rows become files that other tools open: rows in, one file out, a module a format."""
