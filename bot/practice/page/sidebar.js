// The conversations with what is unread, and who one is acting as.

import { actAs, addressOf } from "./address.js";
import { appAvatar, personAvatar } from "./avatar.js";
import { el, fill, keepingFocus } from "./dom.js";
import { icon } from "./icons.js";
import { appConversation } from "./loading.js";
import { openPeople, recentPeople } from "./people.js";
import { me, state, watch } from "./store.js";

const WATCHED = ["workspace", "app", "people", "channels", "conversations", "place", "me"];

/** Draw the sidebar into `nav` and keep it true. */
export function startSidebar(nav) {
  watch(WATCHED, () => keepingFocus(nav, () => fill(nav, heading(), lists(), acting())));
}

function heading() {
  return el("a", { class: "side-heading", href: "#/", title: "Back to the start" },
    el("strong", { text: state.workspace.name || "Practice" }),
    el("span", { class: "side-note", text: "Everyone here is invented" }));
}

function lists() {
  return el("div", { class: "side-lists" }, section("App", [appEntry()]), section("Channels", channelEntries()));
}

function section(title, entries) {
  return el(
    "section",
    { class: "side-section" },
    el("h2", { text: title }),
    el("ul", {}, entries.map((entry) => el("li", {}, entry))),
  );
}

function entry({ place, picture, name, unread, current }) {
  const badge = unread > 0 && !current && unreadBadge(unread);
  return el("a", {
    class: `side-entry ${badge ? "unread" : ""}`,
    href: addressOf(state.me, place),
    "aria-current": current ? "page" : null,
  }, picture, el("span", { class: "side-name", text: name }), badge);
}

const unreadBadge = (unread) =>
  el("span", { class: "badge", "aria-label": `${unread} unread`, text: unread > 99 ? "99+" : String(unread) });

function appEntry() {
  const direct = appConversation();
  if (!direct) return null;
  const current = Boolean(state.place) && !state.channels.has(state.place.id);
  const place = { kind: "channel", id: direct.id };
  return entry({ place, picture: appAvatar("tiny"), name: state.app.name, unread: direct.unread, current });
}

function channelEntries() {
  return state.conversations.filter((one) => one.kind === "channel").map((one) => entry({
    place: { kind: "channel", id: one.id },
    picture: icon(state.channels.get(one.id)?.private ? "lock" : "hash"),
    name: one.name,
    unread: one.unread,
    current: state.place?.id === one.id,
  }));
}

function acting() {
  const person = me();
  if (!person) return null;
  const others = recentPeople().filter((one) => one.id !== person.id).slice(0, 4);
  return el("div", { class: "acting" }, el("span", { class: "acting-label", text: "Acting as" }), actingButton(person),
    others.length > 0 && el(
      "div",
      { class: "quick-switch", role: "group", "aria-label": "Switch to" },
      others.map(quickButton),
    ));
}

function actingButton(person) {
  const words = el(
    "span",
    { class: "acting-words" },
    el("strong", { text: person.real_name }),
    el("span", { text: person.title || person.email }),
  );
  return el("button", {
    class: "acting-button",
    type: "button",
    title: "Act as somebody else (Ctrl K)",
    on: { click: openPeople },
  },
    personAvatar(person), words, icon("swap"));
}

const quickButton = (person) =>
  el("button", {
    class: "quick-button",
    type: "button",
    title: person.real_name,
    "aria-label": `Act as ${person.real_name}`,
    on: { click: () => actAs(person.id) },
  },
    personAvatar(person, "small"));
