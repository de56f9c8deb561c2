// The practice clock, in the acting person's zone. It runs, and it can be moved forward, never back.

import * as api from "./api.js";
import { el } from "./dom.js";
import { say } from "./notice.js";
import { me, practiceNow, update, watch } from "./store.js";
import { clockTime, inZone, instantOf, isoMinute } from "./zones.js";

const STEPS = [["+1 hour", 3_600], ["+1 day", 86_400], ["+1 week", 604_800]];
const UNITS = [[86_400, "day"], [3_600, "hour"], [60, "minute"]];
const TICK = 1_000;

/** The clock's element; it runs by itself. */
export function makeClock() {
  const time = el("strong", { class: "clock-time" });
  const day = el("span", { class: "clock-day" });
  const ahead = el("span", { class: "clock-ahead" });
  const to = el(
    "input",
    { class: "text-input", type: "datetime-local", "aria-label": "Move the clock to", required: true },
  );
  const show = () => {
    const [now, zone] = [practiceNow(), me()?.tz ?? "UTC"];
    time.textContent = clockTime(now, zone);
    day.textContent = inZone(now, zone, { weekday: "short", month: "short", day: "numeric", year: "numeric" });
    ahead.textContent = [zoneName(now, zone), aheadText()].filter(Boolean).join(" · ");
  };
  const refresh = () => {
    show();
    to.min = isoMinute(practiceNow(), me()?.tz ?? "UTC");
    to.value = to.min;
  };
  watch(["clock", "me", "people"], refresh);
  setInterval(show, TICK);
  const steps = STEPS.map(([label, seconds]) =>
    el(
      "button",
      {
        class: "button small-button",
        type: "button",
        text: label,
        on: { click: (event) => move(event.currentTarget, { advance_seconds: seconds }) },
      },
    ));
  return el("section", { class: "desk-section clock", "aria-label": "Practice clock" }, el(
    "div",
    { class: "clock-face" },
    time,
    el("div", {}, day, ahead),
  ),
    el("div", { class: "clock-steps" }, steps), moveTo(to));
}

const zoneName = (now, zone) => inZone(now, zone, { timeZoneName: "short" }).split(", ").pop();

function aheadText() {
  const seconds = (practiceNow() - Date.now()) / 1_000;
  if (seconds < 60) return "";
  const [size, unit] = UNITS.find(([least]) => seconds >= least);
  const whole = Math.round((seconds / size) * 10) / 10;
  return `${whole} ${unit}${whole === 1 ? "" : "s"} ahead`;
}

function moveTo(to) {
  const button = el("button", { class: "button small-button", type: "submit", text: "Move" });
  return el("form", { class: "clock-to", on: { submit: (event) => {
    event.preventDefault();
    move(button, { to: new Date(instantOf(to.value, me()?.tz ?? "UTC")).toISOString() });
  } } }, to, button);
}

async function move(button, change) {
  button.classList.add("pending");
  const answer = await api.moveClock(change);
  button.classList.remove("pending");
  if (answer.ok === false) return say(answer.sentence || "The clock only moves forward.");
  return update({ clock: { now: answer.now, heardAt: performance.now() } });
}
