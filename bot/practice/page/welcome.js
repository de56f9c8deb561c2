// The first look: what this is, and whom to be. Shown while nobody is chosen.

import { appAvatar, personAvatar } from "./avatar.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { openPeople } from "./people.js";
import { reader } from "./reader.js";
import { state, watch } from "./store.js";

const SUGGESTED = 3;
const WORDS =
  "A practice Slack on your own machine: the bot is real, the people are invented. Who would you like to be?";

/** The element of the first look; it follows the store by itself. */
export function makeWelcome() {
  const body = el("div", { class: "welcome-body" });
  watch(["people", "app", "me"], () => {
    document.documentElement.classList.toggle("nobody", !state.me);
    if (!state.me) fill(body, nodes());
  });
  return el("section", { class: "welcome", "aria-label": "Begin" }, body);
}

function nodes() {
  const people = [...state.people.values()].filter((one) => !one.is_bot && !one.deactivated);
  if (!people.length) return [];
  return [
    appAvatar("large"),
    el("h1", { text: `Try ${state.app.name}` }),
    el("p", { class: "welcome-words", text: WORDS }),
    el("ul", { class: "welcome-people" }, suggested(people).map((person) => el("li", {}, card(person)))),
    el("button", { class: "button", type: "button", on: { click: openPeople } }, "Be somebody else"),
  ];
}

/** Those who come with something to try; the first few where nobody does. */
function suggested(people) {
  const prepared = people.filter((person) => person.hint);
  return (prepared.length ? prepared : people).slice(0, SUGGESTED);
}

function card(person) {
  const words = el(
    "span",
    { class: "welcome-card-words" },
    el("strong", { text: person.real_name }),
    el("span", { class: "soft", text: person.title || person.email }),
    person.hint && el("span", { class: "welcome-hint" }, mrkdwn(person.hint, reader())),
  );
  return el("a", { class: "welcome-card", href: `#/${person.id}` }, personAvatar(person), words, icon("forward"));
}
