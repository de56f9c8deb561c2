// Buttons that this demo adds: "Deliver the next feed", and whatever else it offers.

import * as api from "./api.js";
import { el, fill } from "./dom.js";
import { say } from "./notice.js";
import { watch } from "./store.js";

/** The extras' element; empty and hidden where the demo adds none. */
export function makeExtras() {
  const list = el("div", { class: "extras" });
  const section = el(
    "section",
    { class: "desk-section", "aria-label": "This demo" },
    el("h3", { text: "This demo" }),
    list,
  );
  watch(["extras"], ({ extras }) => {
    section.hidden = !extras.length;
    fill(list, extras.map(extraButton));
  });
  return section;
}

function extraButton(extra) {
  const button = el("button", { class: "extra", type: "button" }, el("strong", { text: extra.label }),
    extra.description && el("span", { class: "soft", text: extra.description }));
  button.addEventListener("click", async () => {
    button.classList.add("pending");
    const answer = await api.runExtra(extra.id);
    button.classList.remove("pending");
    say(answer.sentence || (answer.ok === false ? `“${extra.label}” did not work.` : `${extra.label}: done.`));
  });
  return button;
}
