"""BLAKE2b without what comes with hashlib: OpenSSL, which takes 3 to 5 ms of every start."""

try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b"]
