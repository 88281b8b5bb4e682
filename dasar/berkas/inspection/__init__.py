from dasar.berkas.inspection.inspect import Inspected, inspect_file

__all__ = ["Inspected", "inspect_file"]
