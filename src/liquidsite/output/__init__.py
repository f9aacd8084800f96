"""What a build leaves in the destination: all of it, or nothing."""
