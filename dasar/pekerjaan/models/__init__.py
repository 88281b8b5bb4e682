from dasar.pekerjaan.models.pekerjaan import Pekerjaan

__all__ = ["Pekerjaan"]
