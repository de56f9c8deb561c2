// A list that pops up beside a button: selects, overflow menus, time lists. Searchable when it is long.

import { el, fill, freshId, steppedIndex } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./texts.js";

const SEARCH_FROM = 9;

/**
 * Open a menu under `anchor`.
 *
 * @param {HTMLElement} anchor
 * @param {object} spec `options` or `groups` in Block Kit's shape; `label`; `chosen(option)` tells which are
 *   ticked; `many` keeps it open after a pick; `onPick(option)`
 */
export function openMenu(anchor, spec) {
  const groups = spec.groups ?? [{ options: spec.options }];
  const menu = {
    spec,
    groups,
    index: 0,
    shown: [],
    list: el("div", { class: "menu-list", role: "listbox", "aria-label": spec.label }),
  };
  menu.box = popover(anchor, "menu");
  menu.focus = searchField(menu) ?? menu.list;
  menu.list.tabIndex = menu.focus === menu.list ? 0 : -1;
  menu.box.append(...(menu.focus === menu.list ? [menu.list] : [menu.focus.parentElement, menu.list]));
  menu.box.addEventListener("keydown", (event) => onKey(event, menu));
  drawOptions(menu, "");
  place(menu.box, anchor);
  menu.focus.focus({ preventScroll: true });
}

/** A box in the top layer that closes when one clicks elsewhere and gives the focus back. */
export function popover(anchor, className) {
  const box = el("div", { class: `popover ${className}`, popover: "auto" });
  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    if (box.contains(document.activeElement) || document.activeElement === document.body) anchor.focus();
    box.remove();
  });
  (anchor.closest("dialog") ?? document.body).append(box);
  anchor.setAttribute("aria-expanded", "true");
  box.showPopover();
  return box;
}

/** Put a popover under its anchor, or above it where there is no room. */
export function place(box, anchor) {
  const near = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = near.bottom + 4 + height <= window.innerHeight || near.top < height + 8;
  const left = Math.max(8, Math.min(near.left, window.innerWidth - width - 8));
  box.style.left = `${left}px`;
  box.style.top = `${Math.max(
    8,
    below ? Math.min(near.bottom + 4, window.innerHeight - height - 8) : near.top - height - 4,
  )}px`;
}

function searchField(menu) {
  const count = menu.groups.reduce((sum, group) => sum + group.options.length, 0);
  if (count < SEARCH_FROM) return null;
  const field = el(
    "input",
    { class: "menu-search", type: "search", placeholder: "Search", "aria-label": `Search ${menu.spec.label}` },
  );
  field.addEventListener("input", () => drawOptions(menu, field.value));
  el("div", { class: "menu-search-row" }, icon("search"), field);
  return field;
}

const matches = (option, wanted) =>
  `${option.text.text} ${option.description?.text ?? ""}`.toLowerCase().includes(wanted.trim().toLowerCase());

function drawOptions(menu, wanted) {
  menu.shown = [];
  fill(menu.list, menu.groups.map((group) => groupNodes(menu, group, wanted)));
  if (!menu.shown.length) menu.list.append(el("p", { class: "menu-empty", text: "Nothing matches" }));
  const ticked = menu.shown.findIndex(({ option }) => menu.spec.chosen?.(option));
  highlight(menu, Math.max(0, ticked));
}

function groupNodes(menu, group, wanted) {
  const options = group.options.filter((option) => matches(option, wanted));
  const heading = group.label && options.length ? el("div", { class: "menu-heading", text: plain(group.label) }) : null;
  return [heading, options.map((option) => optionNode(menu, option))];
}

function optionNode(menu, option) {
  const ticked = Boolean(menu.spec.chosen?.(option));
  const words = el("span", { class: "menu-words" }, el("span", { text: plain(option.text) }),
    option.description && el("span", { class: "menu-description", text: plain(option.description) }));
  const node = el("div", {
    class: "menu-option",
    role: "option",
    id: freshId("option"),
    "aria-selected": String(ticked),
  },
    words, ticked && icon("check", "icon menu-tick"));
  const index = menu.shown.push({ option, node }) - 1;
  node.addEventListener("pointermove", () => highlight(menu, index));
  node.addEventListener("click", () => pick(menu, option));
  return node;
}

function highlight(menu, index) {
  menu.shown[menu.index]?.node.classList.remove("lit");
  menu.index = index;
  const lit = menu.shown[index]?.node;
  lit?.classList.add("lit");
  if (lit) menu.focus.setAttribute("aria-activedescendant", lit.id);
}

function onKey(event, menu) {
  const next = steppedIndex(event.key, menu.index, menu.shown.length);
  if (next !== null) {
    event.preventDefault();
    highlight(menu, next);
    menu.shown[next].node.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter" || (event.key === " " && menu.focus === menu.list)) {
    event.preventDefault();
    if (menu.shown[menu.index]) pick(menu, menu.shown[menu.index].option);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    event.preventDefault();
    menu.box.hidePopover();
  } else if (event.key === "Tab") menu.box.hidePopover();
}

function pick(menu, option) {
  if (menu.spec.many) {
    menu.spec.onPick(option);
    drawOptions(menu, menu.focus.value ?? "");
    return;
  }
  menu.box.hidePopover();
  menu.spec.onPick(option);
}
