"""Documents of events, made when they are asked for and never kept."""
