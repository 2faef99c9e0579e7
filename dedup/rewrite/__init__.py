"""Text that was reworded, translated there and back, or summarised."""
