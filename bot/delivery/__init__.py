"""How the courier has a letter sent: worded, carried by one route, looked for before a second attempt."""
