"""Every string that goes to Slack and comes back: action ids, callback ids, block ids, typed button values.

These strings outlive a release, because old messages keep their buttons: they never follow a rename. A
value carries its kind and version, and nothing in it is believed: it names what was meant, and the database
says what is so when the button is pressed.
"""
