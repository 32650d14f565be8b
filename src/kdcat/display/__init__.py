"""What a person sees on a terminal or in a picture: the one home of Rich."""
