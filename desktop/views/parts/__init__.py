"""Parts of which every page is built."""
