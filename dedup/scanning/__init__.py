"""The ways through the engine: a collection, two articles, a collection that shrinks."""
