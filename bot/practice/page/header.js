// The bar above a conversation: its name, and for the app its tabs.

import { addressOf } from "./address.js";
import { appAvatar } from "./avatar.js";
import { el, fill, keepingFocus } from "./dom.js";
import { toggleDrawer, toggleDesk } from "./drawers.js";
import { icon } from "./icons.js";
import { appConversation } from "./loading.js";
import { isReachable, state, watch } from "./store.js";

/** The header's element; it follows the store by itself. */
export function makeHeader() {
  const title = el("div", { class: "header-title" });
  const tabs = el("div", { class: "tabs", role: "navigation", "aria-label": "Views of the app" });
  watch(["place", "channels", "conversations", "app", "connections"], () => {
    fill(title, titleNodes());
    keepingFocus(tabs, () => fill(tabs, tabNodes()));
    tabs.hidden = !tabs.children.length;
  });
  return el(
    "header",
    { class: "main-header" },
    el("div", { class: "header-row" }, drawerButton(), title, deskButton()),
    tabs,
  );
}

const drawerButton = () =>
  el(
    "button",
    { class: "icon-button drawer-button", type: "button", "aria-label": "Conversations", on: { click: toggleDrawer } },
    icon("menu"),
  );

const deskButton = () =>
  el(
    "button",
    { class: "button desk-button", type: "button", "aria-controls": "panel", on: { click: toggleDesk } },
    icon("desk"),
    el("span", { text: "Practice desk" }),
  );

function titleNodes() {
  const channel = state.channels.get(state.place?.id);
  if (channel) {
    return [icon(channel.private ? "lock" : "hash", "icon header-icon"), el("h1", { text: channel.name }),
      channel.purpose && el("span", { class: "header-purpose", text: channel.purpose })];
  }
  const title = isReachable() ? "The app is connected" : "The app is not connected";
  return [appAvatar("small"), el("h1", { text: state.app.name }),
    el("span", { class: `presence ${isReachable() ? "on" : ""}`, title })];
}

function tabNodes() {
  if (!state.place || state.channels.has(state.place.id)) return [];
  const direct = appConversation();
  const places = [
    ["Home", { kind: "home" }],
    ["Messages", direct && { kind: "channel", id: direct.id }],
    ["About", { kind: "about" }],
  ];
  return places.filter(([, place]) => place).map(([name, place]) => {
    const current = place.kind === state.place.kind;
    return el(
      "a",
      { class: "tab", href: addressOf(state.me, place), "aria-current": current ? "page" : null, text: name },
    );
  });
}
