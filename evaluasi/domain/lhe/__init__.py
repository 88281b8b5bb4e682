"""The assessors' report (LHE): its facts, the passages drafted from them, and its way to approval."""
