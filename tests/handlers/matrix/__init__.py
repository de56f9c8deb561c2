"""Who may do what: every listener times everybody who may knock, through real Bolt, against the database."""
