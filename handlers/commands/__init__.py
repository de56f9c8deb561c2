"""What people type: `shifts` and `sso` read it, one file a concept does it. Buttons do the same things."""
