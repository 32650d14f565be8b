"""The only sockets: asking servers politely, and fetching lists from them."""
