"""Answers that come by mail, and what becomes of them."""
