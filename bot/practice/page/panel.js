// The practice desk: what one may do here that no real workspace allows. The clock is always in sight.

import { makeClock } from "./clock.js";
import { el } from "./dom.js";
import { closeDrawers, toggleDesk } from "./drawers.js";
import { makeExtras } from "./extras.js";
import { faultsAreSet, makeFaults } from "./faults.js";
import { icon } from "./icons.js";
import { makeMembers } from "./members.js";
import { isReachable, state, watch } from "./store.js";
import { makeTraffic } from "./traffic.js";

/** Lay out the desk in `panel`. */
export function startPanel(panel) {
  const pages = [["Traffic", makeTraffic()], ["Faults", makeFaults()], ["People", makeMembers()]];
  panel.append(heading(), makeClock(), makeExtras(), tabs(pages), ...pages.map(([, page]) => page));
}

function heading() {
  const presence = el("span", { class: "presence" });
  const words = el("span", { class: "soft" });
  watch(["connections", "app"], () => {
    presence.classList.toggle("on", isReachable());
    words.textContent = connectionWords();
  });
  const close = el(
    "button",
    { class: "icon-button", type: "button", "aria-label": "Hide the practice desk", on: { click: hide } },
    icon("close"),
  );
  return el(
    "header",
    { class: "desk-head" },
    el("div", {}, el("h2", { text: "Practice desk" }), el("p", { class: "desk-state" }, presence, words, mail())),
    close,
  );
}

function mail() {
  return el("a", { href: "/practice/mail", target: "_blank", text: "Mail" });
}

function connectionWords() {
  const { app, transport, connections: { socket: count } } = state;
  if (transport === "http") return `${app.name} is reached over HTTP`;
  if (!count) return `${app.name} is not connected`;
  return count === 1 ? `${app.name} is connected` : `${app.name} is connected, ${count} sockets`;
}

function hide() {
  if (document.documentElement.classList.contains("desk-open")) closeDrawers();
  else toggleDesk();
}

function tabs(pages) {
  const buttons = pages.map(([name, page], index) => {
    page.setAttribute("role", "tabpanel");
    page.setAttribute("aria-label", name);
    const button = el(
      "button",
      { class: "desk-tab", type: "button", role: "tab", text: name, on: { click: () => show(index) } },
    );
    return button;
  });
  const show = (chosen) => {
    buttons.forEach((button, index) => {
      button.setAttribute("aria-selected", String(index === chosen));
      button.tabIndex = index === chosen ? 0 : -1;
      pages[index][1].hidden = index !== chosen;
    });
  };
  const bar = el("div", { class: "desk-tabs", role: "tablist", "aria-label": "Practice desk" }, buttons);
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    show(next);
    buttons[next].focus();
  });
  watch(["faults"], ({ faults }) => buttons[1].classList.toggle("marked", faultsAreSet(faults)));
  show(0);
  return bar;
}
