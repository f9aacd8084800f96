"""Where a theme comes from: a folder, an installed package or gem, a repository."""
