"""The articles of a collection and what is known of them, in memory or in the files of a work folder."""
