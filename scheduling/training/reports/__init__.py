"""What is read or handed on as a whole: teams, transcripts, previews."""
