"""How entries are written: recognising one, saying where its parts stand, writing one."""
