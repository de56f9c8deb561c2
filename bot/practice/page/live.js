// The event stream: what happens in the workspace, put into the store as it happens.

import { liveAddress } from "./api.js";
import { loadConversations, loadWorkspace, markRead, reload } from "./loading.js";
import { state, update, updateFaults, watch } from "./store.js";

const TRAFFIC_KEPT = 400;

const isOpen = (channel) => state.place?.kind === "channel" && state.place.id === channel;

function withMessage(messages, message) {
  const rest = messages.filter((one) => one.ts !== message.ts);
  return [...rest, message].sort((a, b) => Number(a.ts) - Number(b.ts));
}

const REACTIONS = {
  async message({ channel, message }) {
    if (!isOpen(channel)) return loadConversations();
    update({ messages: withMessage(state.messages, message) });
    if (document.visibilityState === "visible") await markRead();
    return loadConversations();
  },
  changed({ channel, message }) {
    if (isOpen(channel)) update({ messages: withMessage(state.messages, message) });
  },
  deleted({ channel, ts }) {
    if (isOpen(channel)) update({ messages: state.messages.filter((one) => one.ts !== ts) });
  },
  home: ({ view }) => update({ home: view }),
  views: ({ stack }) => update({ stack }),
  traffic: ({ entry }) => update({ traffic: [...state.traffic, entry].slice(-TRAFFIC_KEPT) }),
  faults: ({ faults }) => updateFaults(faults),
  clock: ({ now }) => update({ clock: { now, heardAt: performance.now() } }),
  connections: (connections) => update({ connections }),
  people: () => loadWorkspace(),
  unread: () => loadConversations(),
};

function listen(source, name, reaction) {
  source.addEventListener(name, (event) => {
    if (!event.data) return;
    state.heard += 1;
    reaction(JSON.parse(event.data));
  });
}

let source = null;

function connect(user) {
  source?.close();
  source = new EventSource(liveAddress(user));
  // Whatever happened before the stream was open, at first or after a break, is fetched once it is.
  source.addEventListener("open", async () => {
    if (!state.online) {
      // Another run of the workspace counts its changes from the beginning.
      update({ faults: {} });
      await loadWorkspace();
    }
    update({ online: true });
    await reload();
  });
  source.addEventListener("error", () => update({ online: false }));
  for (const [name, reaction] of Object.entries(REACTIONS)) listen(source, name, reaction);
}

/** Follow the acting person's stream, whoever that is; while it is nobody, what concerns everybody. */
export function startLive() {
  connect(state.me);
  watch(["me"], ({ me }) => connect(me));
}
