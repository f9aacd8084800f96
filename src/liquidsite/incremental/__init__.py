"""What is kept of earlier builds, and what an edit makes possibly stale."""
