"""What is kept between runs: the papers laid out for questions, and their words."""
