// The address bar: `#/<person>/<channel | home | about>`, or nothing for the first look. Two tabs can therefore
// be two people.

import { state, update } from "./store.js";

const VIEWS = new Set(["home", "about"]);

/** The address of a person at a place. */
export const addressOf = (user, place) => `#/${user}/${place.kind === "channel" ? place.id : place.kind}`;

function parse(hash) {
  const [, user, where] = hash.split("/");
  if (!user) return { user: null, place: null };
  if (!where) return { user, place: null };
  return { user, place: VIEWS.has(where) ? { kind: where } : { kind: "channel", id: where } };
}

function samePlace(a, b) {
  return a?.kind === b?.kind && a?.id === b?.id;
}

function follow() {
  const there = parse(location.hash);
  if (there.user && !state.people.has(there.user)) return;
  const changes = {};
  if (there.user !== state.me) changes.me = there.user;
  if (!samePlace(there.place, state.place) || "me" in changes) changes.place = there.place;
  if (Object.keys(changes).length) update(changes);
}

/** Go to a place, as the same person or another. */
export function go(place, user = state.me) {
  const address = addressOf(user, place);
  if (location.hash === address) follow();
  else location.hash = address;
}

/** Act as somebody else, in the same channel; a direct message is theirs alone, so those start afresh. */
export function actAs(user) {
  const current = state.place;
  const shared = current?.kind !== "channel" || state.channels.has(current.id);
  location.hash = shared && current ? addressOf(user, current) : `#/${user}`;
}

/** Read the address now and whenever it changes. */
export function startAddress() {
  window.addEventListener("hashchange", follow);
  follow();
}
