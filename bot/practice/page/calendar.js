// A month to pick a day from: arrow keys move by day and week, Page Up and Page Down by month.

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { place, popover } from "./menu.js";
import { inZone } from "./zones.js";

const DAY = 86_400_000;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

const at = (isoDay) => Date.parse(`${isoDay}T00:00:00Z`);
const iso = (instant) => new Date(instant).toISOString().slice(0, 10);

function monthLater(isoDay, count) {
  const [year, month, day] = isoDay.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + count + 1, 0)).getUTCDate();
  return iso(Date.UTC(year, month - 1 + count, Math.min(day, last)));
}

/** Open a calendar under `anchor`: `{day, today, onPick(day)}`, days as `YYYY-MM-DD`. */
export function openCalendar(anchor, { day, today, onPick }) {
  const box = popover(anchor, "calendar");
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", "Choose a day");
  const calendar = { box, lit: day ?? today, chosen: day, today };
  calendar.pick = (picked) => {
    box.hidePopover();
    onPick(picked);
  };
  box.addEventListener("keydown", (event) => onKey(event, calendar));
  draw(calendar);
  place(box, anchor);
}

function draw(calendar) {
  fill(calendar.box, heading(calendar), grid(calendar));
  calendar.box.querySelector(".lit")?.focus({ preventScroll: true });
}

function move(calendar, isoDay) {
  calendar.lit = isoDay;
  draw(calendar);
}

function heading(calendar) {
  const turn = (name, label, count) =>
    el(
      "button",
      {
        class: "icon-button",
        type: "button",
        "aria-label": label,
        on: { click: () => move(calendar, monthLater(calendar.lit, count)) },
      },
      icon(name),
    );
  const title = inZone(at(calendar.lit), "UTC", { month: "long", year: "numeric" });
  return el("div", { class: "calendar-head" }, turn("back", "Month before", -1),
    el("strong", { "aria-live": "polite", text: title }), turn("forward", "Month after", 1));
}

function grid(calendar) {
  const first = at(`${calendar.lit.slice(0, 7)}-01`);
  const start = first - new Date(first).getUTCDay() * DAY;
  const names = WEEKDAYS.map((name) => el(
    "span",
    { class: "calendar-weekday", "aria-label": name, text: name.slice(0, 2) },
  ));
  const days = Array.from({ length: 42 }, (_, index) => dayNode(calendar, iso(start + index * DAY)));
  return el("div", { class: "calendar-grid" }, names, days);
}

function dayNode(calendar, isoDay) {
  const classes = ["calendar-day"];
  if (isoDay.slice(0, 7) !== calendar.lit.slice(0, 7)) classes.push("other-month");
  if (isoDay === calendar.today) classes.push("today");
  if (isoDay === calendar.chosen) classes.push("chosen");
  if (isoDay === calendar.lit) classes.push("lit");
  const label = inZone(at(isoDay), "UTC", { weekday: "long", month: "long", day: "numeric", year: "numeric" });
  return el("button", {
    class: classes.join(" "), type: "button", tabindex: isoDay === calendar.lit ? 0 : -1, "aria-label": label,
    "aria-pressed": String(isoDay === calendar.chosen), text: String(Number(isoDay.slice(8))),
    on: { click: () => calendar.pick(isoDay) },
  });
}

function onKey(event, calendar) {
  const step = STEPS[event.key];
  const months = { PageUp: -1, PageDown: 1 }[event.key];
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    calendar.box.hidePopover();
  } else if (step || months) {
    event.preventDefault();
    move(calendar, step ? iso(at(calendar.lit) + step * DAY) : monthLater(calendar.lit, months));
  }
}
