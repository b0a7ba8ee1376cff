"""地图: audits by distance, drawn true to scale."""
