"""What the work requires: working days, clocks, authority profiles. Pure."""
