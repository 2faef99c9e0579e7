"""Collections larger than memory: columns and articles in files, finished stages that a later run takes up."""
