"""What advice decides without Django: free times, travel, fair use, scores."""
