"""How text becomes rows: pure Python, a folder a stage."""
