"""The foundation: people, journal, files and background jobs. It knows nothing of Zona Integritas."""
