"""What a shared word counts: how common, how spread over days, and where it stands."""
