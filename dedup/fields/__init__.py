"""What programs call the parts of an article, and what they put into them."""

from dedup.fields.names import FIELD_NAMES, Names
from dedup.fields.values import identity_of, is_empty, line_of, origins_of, text_of

__all__ = ["FIELD_NAMES", "Names", "identity_of", "is_empty", "line_of", "origins_of", "text_of"]
