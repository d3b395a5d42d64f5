"""The record page: outline, questions one section at a time, and a panel beside them."""
