// Whose page it is: the names, zone and clock that texts are drawn with.

import { me, practiceNow, state } from "./store.js";

/** The reader of this moment, as `mrkdwn` and the blocks take it. */
export function reader() {
  return {
    me: state.me,
    zone: me()?.tz ?? "UTC",
    now: practiceNow(),
    personName: (id) => personName(id),
    channelName: (id) => state.channels.get(id)?.name,
  };
}

function personName(id) {
  const person = state.people.get(id);
  if (person) return person.real_name || person.name;
  return id === state.app.bot_user_id ? state.app.name : undefined;
}
