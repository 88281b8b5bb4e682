"""The journal as people read it: one page for those who answer for the city, and the public daily seals."""
