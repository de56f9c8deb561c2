// One line over the page: what an extra did, or that the connection is gone.

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { watch } from "./store.js";

const SHOWN_FOR = 6_000;

let place = null;
let timer = 0;

/** Say a sentence; it goes by itself unless `stay`. */
export function say(sentence, { stay = false } = {}) {
  clearTimeout(timer);
  fill(
    place,
    el("span", { text: sentence }),
    el("button", { class: "icon-button", type: "button", "aria-label": "Dismiss", on: { click: hush } }, icon("close")),
  );
  place.classList.add("shown");
  if (!stay) timer = setTimeout(hush, SHOWN_FOR);
}

function hush() {
  place.classList.remove("shown");
}

/** Use `node` for notices, and tell when the event stream breaks off and comes back. */
export function startNotice(node) {
  place = node;
  let lost = false;
  watch(["online"], ({ online }) => {
    if (!online) say("The practice workspace does not answer. Trying again…", { stay: true });
    else if (lost) say("Connected again.");
    lost = !online;
  });
}
