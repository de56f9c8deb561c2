// Choosing whom to act as: everybody of the workspace by agency, searchable, each also in a tab of their own.

import { actAs } from "./address.js";
import { personAvatar } from "./avatar.js";
import { el, fill, freshId, steppedIndex } from "./dom.js";
import { icon } from "./icons.js";
import { state, watch } from "./store.js";

const RECENT = "practice-recent-people";
const RECENT_KEPT = 6;
const MARKS = ["deactivated", "stranger", "guest"];

const readRecent = () => JSON.parse(localStorage.getItem(RECENT) ?? "[]");

/** The people acted as lately in this browser, newest first. */
export const recentPeople = () => readRecent().map((id) => state.people.get(id)).filter(Boolean);

/** Remember each person acted as, and open the list with Ctrl K. */
export function startPeople() {
  watch(["me"], ({ me }) => {
    if (!me) return;
    const rest = readRecent().filter((id) => id !== me);
    localStorage.setItem(RECENT, JSON.stringify([me, ...rest].slice(0, RECENT_KEPT)));
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openPeople();
    }
  });
}

/** "Officer · Saguaro PD" stands under "Saguaro PD". */
function groupOf(person) {
  if (person.guest) return "Guests";
  const parts = (person.title || "").split(/\s*[·,–—]\s*/);
  return parts[parts.length - 1] || "Without a title";
}

/** What a row says beside the name: the title without the agency that heads the group. */
function roleOf(person) {
  const title = person.title || person.email || "";
  const role = title.endsWith(groupOf(person)) ? title.slice(0, -groupOf(person).length) : title;
  return role.replace(/\s*[·,–—]\s*$/, "");
}

const wordsOf = (person) =>
  [person.real_name, person.title, person.email, person.name].join(" ").toLowerCase();

const isListed = (person, wanted) => !person.is_bot && wordsOf(person).includes(wanted.trim().toLowerCase());

function grouped(wanted) {
  const groups = new Map();
  for (const person of state.people.values()) {
    if (isListed(person, wanted)) groups.set(groupOf(person), [...(groups.get(groupOf(person)) ?? []), person]);
  }
  const recent = wanted ? [] : recentPeople().filter((one) => one.id !== state.me).slice(0, 3);
  return recent.length ? [["Lately", recent], ...groups] : [...groups];
}

/** Open the list. */
export function openPeople() {
  if (document.querySelector("dialog.people")) return;
  const chooser = {
    rows: [],
    index: 0,
    list: el("div", { class: "people-list", role: "listbox", "aria-label": "People" }),
  };
  chooser.search = el(
    "input",
    {
      class: "people-search",
      type: "search",
      placeholder: "Name, agency, title or e-mail",
      "aria-label": "Find a person",
      autofocus: true,
    },
  );
  chooser.dialog = el("dialog", { class: "people", "aria-label": "Act as" },
    el("div", { class: "people-head" }, el("h2", { text: "Act as…" }), closeButton(chooser)),
    el("div", { class: "people-search-row" }, icon("search"), chooser.search), chooser.list,
    el("p", { class: "people-foot", text: "A person opened in another tab acts there at the same time." }));
  chooser.search.addEventListener("input", () => draw(chooser));
  chooser.search.addEventListener("keydown", (event) => onKey(event, chooser));
  chooser.dialog.addEventListener("close", () => chooser.dialog.remove());
  chooser.dialog.addEventListener("click", (event) => event.target === chooser.dialog && chooser.dialog.close());
  document.body.append(chooser.dialog);
  draw(chooser);
  chooser.dialog.showModal();
}

const closeButton = (chooser) =>
  el(
    "button",
    { class: "icon-button", type: "button", "aria-label": "Close", on: { click: () => chooser.dialog.close() } },
    icon("close"),
  );

function draw(chooser) {
  chooser.rows = [];
  fill(chooser.list, grouped(chooser.search.value).map(([name, people]) => [
    el("h3", { class: "people-group", text: `${name} · ${people.length}` }),
    people.map((person) => row(chooser, person)),
  ]));
  if (!chooser.rows.length) chooser.list.append(el("p", { class: "menu-empty", text: "Nobody of that name" }));
  light(chooser, 0);
}

function row(chooser, person) {
  const mark = MARKS.find((one) => person[one]);
  const words = el(
    "span",
    { class: "people-words" },
    el("strong", { text: person.real_name }),
    el("span", { class: "soft", text: roleOf(person) }),
  );
  const choice = el("div", {
    class: "people-row",
    role: "option",
    id: freshId("person"),
    "aria-selected": String(person.id === state.me),
    on: { click: () => choose(chooser, person) },
  },
    personAvatar(person, "small"), words, mark && el("span", { class: "tag", text: mark }));
  chooser.rows.push({ person, node: choice });
  const tab = el(
    "a",
    {
      class: "icon-button people-tab",
      href: `#/${person.id}`,
      target: "_blank",
      title: "In a new tab",
      "aria-label": `Act as ${person.real_name} in a new tab`,
    },
    icon("newtab"),
  );
  return el("div", { class: "people-line", role: "presentation" }, choice, tab);
}

function choose(chooser, person) {
  chooser.dialog.close();
  actAs(person.id);
}

function light(chooser, index) {
  chooser.rows[chooser.index]?.node.classList.remove("lit");
  chooser.index = index;
  const node = chooser.rows[index]?.node;
  if (!node) return;
  node.classList.add("lit");
  node.scrollIntoView({ block: "nearest" });
  chooser.search.setAttribute("aria-activedescendant", node.id);
}

function onKey(event, chooser) {
  const next = ["Home", "End"].includes(event.key) ? null : steppedIndex(event.key, chooser.index, chooser.rows.length);
  if (next !== null) {
    event.preventDefault();
    light(chooser, next);
  } else if (event.key === "Enter" && chooser.rows[chooser.index]) {
    event.preventDefault();
    choose(chooser, chooser.rows[chooser.index].person);
  }
}
