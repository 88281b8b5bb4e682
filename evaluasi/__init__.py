"""How Zona Integritas is judged: the law as data, worksheets, scores and gates. It stands on opd and dasar."""
