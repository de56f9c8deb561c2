"""Notices as letters."""
