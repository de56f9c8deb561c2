// Date and time fields. The day is picked in a calendar, the time typed.

import { openCalendar } from "./calendar.js";
import { confirmed } from "./confirm.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { reader } from "./reader.js";
import { entered } from "./surface.js";
import { plain } from "./texts.js";
import { inZone, instantOf, isoDate, isoMinute } from "./zones.js";

const DAY = { weekday: "short", month: "short", day: "numeric", year: "numeric" };

/** "Wed, Aug 12, 2026" for `2026-08-12`. */
export const dayName = (isoDay) => inZone(Date.parse(`${isoDay}T12:00:00Z`), "UTC", DAY);

const today = () => isoDate(reader().now, reader().zone);

function dayButton(placeholder, initial, onPick) {
  const shown = el("span", { class: "picker-value" });
  const node = el("button", {
    class: "picker",
    type: "button",
    "aria-haspopup": "dialog",
    "aria-expanded": "false",
    data: { field: "" },
  },
    icon("calendar", "icon picker-lead"), shown);
  let day = initial;
  const show = () => {
    shown.textContent = day ? dayName(day) : placeholder;
    shown.classList.toggle("placeholder", !day);
  };
  const pick = async (picked) => {
    if ((await onPick(picked)) === false) return;
    day = picked;
    show();
  };
  node.addEventListener("click", () => openCalendar(node, { day, today: today(), onPick: pick }));
  show();
  return node;
}

/** A day, `YYYY-MM-DD`. */
export function datePicker(one, surface, blockId, { silent }) {
  const initial = { type: one.type, selected_date: one.initial_date ?? null };
  const held = surface.form.declare(blockId, one.action_id, initial);
  const node = dayButton(plain(one.placeholder) || "Choose a day", held.selected_date, async (day) => {
    if (one.confirm && !(await confirmed(one.confirm))) return false;
    entered({ node, one, surface, blockId, silent }, { selected_date: day });
    return true;
  });
  return node;
}

function timeInput(initial, onChange) {
  const node = el(
    "input",
    { class: "text-input time-input", type: "time", value: initial ?? "", "aria-label": "Time", data: { field: "" } },
  );
  node.addEventListener("change", () => onChange(node.value || null));
  return node;
}

/** A time of day, `HH:MM`. */
export function timePicker(one, surface, blockId, { silent }) {
  const held = surface.form.declare(
    blockId,
    one.action_id,
    { type: one.type, selected_time: one.initial_time ?? null },
  );
  const node = timeInput(held.selected_time, (time) =>
    entered({ node, one, surface, blockId, silent }, { selected_time: time }));
  return node;
}

/** A day and a time in the reader's zone, sent as seconds since 1970. */
export function dateTimePicker(one, surface, blockId, { silent }) {
  const { zone, now } = reader();
  const initial = { type: one.type, selected_date_time: one.initial_date_time ?? null };
  const held = surface.form.declare(blockId, one.action_id, initial).selected_date_time;
  const start = held ? isoMinute(held * 1000, zone) : null;
  let day = start?.slice(0, 10) ?? null;
  let time = start?.slice(11) ?? "12:00";
  const node = el("div", { class: "date-time" });
  const tell = () => {
    const at = instantOf(`${day ?? isoDate(now, zone)}T${time}`, zone);
    entered({ node, one, surface, blockId, silent }, { selected_date_time: Math.round(at / 1000) });
  };
  const days = dayButton("Choose a day", day, (picked) => {
    day = picked;
    tell();
  });
  node.append(days, timeInput(time, (typed) => {
    time = typed ?? time;
    tell();
  }));
  return node;
}
