"""Verbs: what people do with demands, deliveries, answers and papers."""
