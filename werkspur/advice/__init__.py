"""Consultations: self-check, appointment, visit, protocol, recommendations, proof, follow-up."""
