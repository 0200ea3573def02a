"""The one bridge between the database and the engine: rows in, the engine's dataclasses out.

Everything here is raw SQL over ids and scores. A vector is compared inside Postgres and never loaded.
"""
