"""Pictures that were handed in: decoding within limits, thumbnails, what EXIF tells; no database and no Qt."""
