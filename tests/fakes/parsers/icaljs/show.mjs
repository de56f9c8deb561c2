// What ical.js (Thunderbird's calendar) shows of a calendar. One request a line in, one answer a line out:
// {content, since, until} → {shown: [[starts, ends, uid, summary, status, location, description], …]} or {error}.
import { createInterface } from "node:readline";
import ICAL from "ical.js";

const text = (component, name) => String(component.getFirstPropertyValue(name) ?? "");

const written = (time) =>
  time.isDate
    ? time.toICALString()
    : time.toJSDate().toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");

const line = (component, starts, ends) => [
  written(starts),
  written(ends),
  ...["uid", "summary", "status", "location", "description"].map((name) => text(component, name)),
];

// Left to itself, ical.js takes every occurrence that differs for one of whichever series is asked about.
function* shownOf(component, differing, since, until) {
  if (!component.hasProperty("dtstart")) return; // a declined proposal only names its meeting
  const exceptions = differing.filter((other) => text(other, "uid") === text(component, "uid"));
  const event = new ICAL.Event(component, { exceptions });
  if (!event.isRecurring()) {
    yield line(component, event.startDate, event.endDate);
    return;
  }
  const days = event.iterator();
  for (let day = days.next(); day && day.toJSDate() < until; day = days.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(day);
    if (startDate.toJSDate() >= since) yield line(item.component, startDate, endDate);
  }
}

function show({ content, since, until }) {
  const calendar = new ICAL.Component(ICAL.parse(content));
  const events = calendar.getAllSubcomponents("vevent");
  const differing = events.filter((component) => component.hasProperty("recurrence-id"));
  const series = events.filter((component) => !component.hasProperty("recurrence-id"));
  return series.flatMap((component) => [...shownOf(component, differing, new Date(since), new Date(until))]);
}

for await (const request of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { shown: show(JSON.parse(request)) };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
