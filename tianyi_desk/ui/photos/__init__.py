"""照片: the strips of a visit, the picture, and who is seen in it."""
