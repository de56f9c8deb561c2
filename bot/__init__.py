"""The process: settings, wiring, threads, clients, clock, loops and HTTP.

The only package that reads the environment or opens a socket.
"""
