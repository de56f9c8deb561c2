"""The facts of each shift notice at the moment of sending, or why it is obsolete.

`refs` of the kinds (all ids are integers, instants ISO strings):

- `shift_claimed` {shift, officer, by, override_reason?}: to the officer, when somebody else put them on.
- `shift_released` {shift, officer, by, reason}: to the officer, when somebody else released it.
- `waitlist_moved_up` {shift, officer, claim}: urgent, to the officer who got the place.
- `waitlist_passed_over` {shift, officer, rules:[…]}: to somebody in line who could not be given the place.
- `shift_changed` {shift, officer, changes:{field:[before, after]}, refusals:[rule…]}: urgent, to the holder.
- `shift_withdrawn` {shift, officer}: urgent, to the holder.
- `claim_in_question` {shift, officer, refusals:[rule…]}: urgent, to those who answer for the holder.
- `override_asked` {shift, officer, asked_by}: urgent, to those who answer for the officer, with buttons.
- `release_asked` {shift, officer, reason}: urgent, likewise.
- `place_lost` {shift, released_by, officer}: to the supervisors' channel: an empty post within 24 h.
- `day_board` {day}: the standing post of one local day in the shifts channel.
- `feed_held` {pull}: in `scheduling.feed.notices`; to the supervisors' channel and every coordinator.
"""
