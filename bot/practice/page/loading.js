// What is fetched when the person or the place changes, and again after a lost connection.

import * as api from "./api.js";
import { go } from "./address.js";
import { say } from "./notice.js";
import { state, update, updateFaults, watch } from "./store.js";

const asList = (answer) => (Array.isArray(answer) ? answer : []);

/** Ask until no live event came in meanwhile: an answer from before the event would undo it. */
async function settled(read) {
  for (;;) {
    const heard = state.heard;
    const answer = await read();
    if (heard === state.heard) return answer;
  }
}

/** The facts of the whole workspace. Answers false if the server is silent. */
export async function loadWorkspace() {
  const facts = await api.readState();
  if (facts.ok === false) return false;
  update({
    workspace: facts.workspace,
    app: facts.app,
    people: new Map(facts.people.map((person) => [person.id, person])),
    channels: new Map(facts.channels.map((channel) => [channel.id, channel])),
    commands: facts.commands,
    shortcuts: facts.shortcuts,
    clock: { now: facts.clock.now, heardAt: performance.now() },
    extras: facts.extras,
    transport: facts.transport,
    connections: facts.connections,
  });
  updateFaults(facts.faults);
  return true;
}

/** The acting person's conversations, with what they have not read. */
export async function loadConversations() {
  const who = state.me;
  const conversations = asList(await api.readConversations(who));
  if (who === state.me) update({ conversations });
}

/** Looking at the open conversation is reading it: the server hears so by being asked for it. */
export const markRead = () => api.readMessages(state.me, state.place.id);

/** The messages of the open conversation. */
async function loadMessages() {
  const { me: who, place } = state;
  if (place?.kind !== "channel") return;
  const messages = asList(await settled(() => api.readMessages(who, place.id)));
  if (who === state.me && place.id === state.place?.id) update({ messages });
}

async function loadHome() {
  const who = state.me;
  const answer = await settled(() => api.readHome(who));
  if (who === state.me) update({ home: answer.view ?? null });
}

async function loadStack() {
  const who = state.me;
  const stack = asList(await settled(() => api.readStack(who)));
  if (who === state.me) update({ stack });
}

async function settlePlace() {
  if (state.place || !state.conversations.length) return;
  const first = appConversation() ?? state.conversations[0];
  go({ kind: "channel", id: first.id });
}

async function arriveAt(place) {
  if (place?.kind === "channel") {
    await loadMessages();
    await loadConversations();
    if (place.id === appConversation()?.id) await api.openHome(state.me, "messages");
  } else if (place?.kind === "home") {
    await loadHome();
    const opened = await api.openHome(state.me, "home");
    if (opened.ok === false) say(opened.sentence);
  }
}

/** The direct message between the acting person and the app. */
export const appConversation = () => state.conversations.find((one) => one.kind === "dm") ?? null;

/** Everything of the acting person, again. */
export async function reload() {
  if (!state.me) return;
  await Promise.all([loadConversations(), loadMessages(), loadStack()]);
  if (state.place?.kind === "home") await loadHome();
}

/** Fetch whenever the person or the place changes. */
export function startLoading() {
  watch(["me"], async () => {
    update({ messages: [], home: undefined, stack: [], conversations: [] });
    if (!state.me) return;
    await Promise.all([loadConversations(), loadStack()]);
    await settlePlace();
  });
  watch(["place"], async ({ place }) => {
    update({ messages: [] });
    if (place) await arriveAt(place);
    else if (state.me) await settlePlace();
  });
}
