"""An officer's transcript as a table, a document and a page to print."""
