"""What registries said of papers: read, kept on disk, and which paper it fits. No sockets."""
