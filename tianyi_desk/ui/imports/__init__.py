"""导入: files in, four piles, one decision."""
