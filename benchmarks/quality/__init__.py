"""How much of the reuse in labelled collections is found, and how much of what is found is right."""
