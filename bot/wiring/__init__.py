"""Parts of the process that are put together from the settings; `bot.bootstrap` joins them."""
