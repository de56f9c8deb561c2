// The App Home of the acting person, and the About page that lists what the app understands.

import { drawBlocks } from "./blocks.js";
import { el, fill, keepingFocus } from "./dom.js";
import { state, watch } from "./store.js";
import { makeSurface } from "./surface.js";

/** The Home's element; it follows the store by itself. */
export function makeHome() {
  const body = el("div", { class: "home-body" });
  watch(["home", "place", "people"], () => {
    if (state.place?.kind === "home") keepingFocus(body, () => fill(body, homeNodes()));
  });
  return el("section", { class: "home", "aria-label": "App Home", tabindex: "0" }, body);
}

function homeNodes() {
  if (state.home === undefined) return el("p", { class: "empty", text: "Opening…" });
  if (state.home === null) return el(
    "p",
    { class: "empty", text: `${state.app.name} has not put anything here for you yet.` },
  );
  return drawBlocks(state.home.blocks ?? [], makeSurface(`home ${state.me}`, { type: "home" }));
}

/** The About page's element. */
export function makeAbout() {
  const body = el("div", { class: "home-body" });
  watch(["place", "commands", "app"], () => {
    if (state.place?.kind === "about") fill(body, aboutNodes());
  });
  return el("section", { class: "home", "aria-label": "About the app", tabindex: "0" }, body);
}

function aboutNodes() {
  const rows = state.commands.map((one) => [
    el("dt", {}, el("code", { class: "code", text: `${one.command} ${one.usage_hint ?? ""}`.trim() })),
    el("dd", { text: one.description ?? "" }),
  ]);
  return [
    el("h3", { class: "block header-block", text: `About ${state.app.name}` }),
    state.app.description && el("p", { class: "text", text: state.app.description }),
    el("h4", { class: "md-heading", text: "Commands" }),
    rows.length ? el("dl", { class: "about-list" }, rows) : el(
      "p",
      { class: "soft", text: "Its manifest declares none." },
    ),
  ];
}
