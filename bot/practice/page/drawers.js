// The two side columns: the conversations (a drawer on a phone) and the practice desk (hidden behind a button).

const root = document.documentElement;
const WIDE = window.matchMedia("(min-width: 1100px)");

const isOn = (name) => root.classList.contains(name);

/** Open or close the conversations on a narrow screen. */
export function toggleDrawer() {
  root.classList.toggle("drawer-open");
  root.classList.remove("desk-open");
  focusInside("drawer-open", "#sidebar a, #sidebar button");
}

/** Open or close the practice desk; on a wide screen it stands beside the messages. */
export function toggleDesk() {
  if (WIDE.matches) root.classList.toggle("desk-away");
  else {
    root.classList.toggle("desk-open");
    root.classList.remove("drawer-open");
    focusInside("desk-open", "#panel button");
  }
}

function focusInside(name, selector) {
  if (isOn(name)) document.querySelector(selector)?.focus({ preventScroll: true });
}

/** Close whatever lies over the messages. */
export function closeDrawers() {
  root.classList.remove("drawer-open", "desk-open");
}

/** Close by the scrim, by Escape and by going somewhere, even to where one is already. */
export function startDrawers() {
  document.getElementById("scrim").addEventListener("click", closeDrawers);
  window.addEventListener("hashchange", closeDrawers);
  document.getElementById("sidebar").addEventListener("click", ({ target }) => target.closest("a") && closeDrawers());
  document.addEventListener("keydown", (event) => event.key === "Escape" && closeDrawers());
}
