// What the page knows. Data walks one way: answers and live events → store → views.
// `heard` counts the live events, so that an answer which was overtaken by one is noticed.

const listeners = [];

export const state = {
  workspace: { name: "" },
  app: { name: "", bot_user_id: "" },
  people: new Map(),
  channels: new Map(),
  commands: [],
  shortcuts: [],
  clock: { now: null, heardAt: 0 },
  faults: {},
  extras: [],
  transport: "socket",
  connections: { socket: 0 },
  me: null,
  place: null,
  conversations: [],
  messages: [],
  home: undefined,
  stack: [],
  traffic: [],
  online: true,
  heard: 0,
};

/** Change what is known and tell the views that watch one of the changed keys. */
export function update(patch) {
  Object.assign(state, patch);
  const changed = Object.keys(patch);
  for (const { keys, listener } of listeners) {
    if (keys.some((key) => changed.includes(key))) listener(state);
  }
}

/** Take over where the fault switches stand, unless something newer is known: answers may come late. */
export function updateFaults(faults) {
  if (faults.revision >= (state.faults.revision ?? 0)) update({ faults });
}

/** Call `listener(state)` whenever one of `keys` is updated. */
export function watch(keys, listener) {
  listeners.push({ keys, listener });
}

/** Whether the app can be reached, as far as one can tell: over HTTP it is only known once it is asked. */
export const isReachable = () => state.transport === "http" || state.connections.socket > 0;

/** The acting person. */
export const me = () => state.people.get(state.me) ?? null;

/** The practice clock's present instant, in milliseconds; it runs on between two reports. */
export function practiceNow() {
  const { now, heardAt } = state.clock;
  return now ? Date.parse(now) + (performance.now() - heardAt) : Date.now();
}
