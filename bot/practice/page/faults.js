// Switches that make this Slack misbehave, so that one sees how the app copes.

import * as api from "./api.js";
import { el } from "./dom.js";
import { say } from "./notice.js";
import { updateFaults, watch } from "./store.js";

const COUNTS = [
  ["rate_limit_next", "Rate limit", "the next calls answer 429"],
  ["server_error_next", "Server error", "the next calls answer 503"],
  ["drop_before_next", "Drop before", "cut the line before the call is accepted"],
  ["drop_after_next", "Drop after", "accept the call, then cut the line"],
  ["redeliver_next", "Deliver twice", "the next events and clicks arrive twice"],
];

/** The switches' element; it follows the store by itself. */
export function makeFaults() {
  return el("section", { class: "desk-page faults" }, el(
    "p",
    { class: "soft", text: "What can go wrong between Slack and the app, on demand." },
  ),
    switchRow("slack_away", "Slack is away", "every call is refused"),
    COUNTS.map(([name, label, meaning]) => numberRow(name, label, meaning, { max: 99, step: 1 })),
    numberRow("retry_after", "Retry after", "seconds that a 429 asks to wait", { max: 600, step: 1 }),
    numberRow("delay_ms", "Delay", "milliseconds before each answer", { max: 10_000, step: 100 }),
    el(
      "div",
      { class: "fault-actions" },
      action("Drop the connections", { disconnect: true }),
      action("All well again", allWell()),
    ));
}

const allWell = () => ({ slack_away: false, delay_ms: 0, ...Object.fromEntries(COUNTS.map(([name]) => [name, 0])) });

/** Whether anything is set to go wrong. */
export const faultsAreSet = (faults) =>
  faults.slack_away || faults.delay_ms > 0 || COUNTS.some(([name]) => faults[name] > 0);

async function change(faults) {
  const answer = await api.setFaults(faults);
  if (answer.ok === false) return say(answer.sentence);
  return updateFaults(answer.faults);
}

function row(label, meaning, field) {
  const words = el(
    "span",
    { class: "fault-words" },
    el("strong", { text: label }),
    el("span", { class: "soft", text: meaning }),
  );
  return el("label", { class: "fault" }, words, field);
}

function switchRow(name, label, meaning) {
  const field = el(
    "input",
    { type: "checkbox", role: "switch", class: "switch", on: { change: () => change({ [name]: field.checked }) } },
  );
  watch(["faults"], ({ faults }) => {
    field.checked = Boolean(faults[name]);
  });
  return row(label, meaning, field);
}

function numberRow(name, label, meaning, { max, step }) {
  const field = el(
    "input",
    {
      type: "number",
      class: "text-input number",
      min: 0,
      max,
      step,
      value: "0",
      on: { change: () => change({ [name]: Number(field.value) }) },
    },
  );
  watch(["faults"], ({ faults }) => {
    if (document.activeElement !== field) field.value = faults[name] ?? 0;
    field.classList.toggle("set", Number(faults[name] ?? 0) > 0 && name !== "retry_after");
  });
  return row(label, meaning, field);
}

const action = (label, faults) => el(
  "button",
  { class: "button small-button", type: "button", text: label, on: { click: () => change(faults) } },
);
