"""The people and the schools: who is who, who answers for whom, and who may act for whom."""
