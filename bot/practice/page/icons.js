// Line icons drawn for this page on a 20 × 20 grid.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  hash: "M8 3.5 6.5 16.500M13.5 3.5 12 16.500M4 7.500h12.500M3.5 12.500H16",
  lock: "M5 9h10v7.500H5zM7 9V6.500a3 3 0 0 1 6 0V9",
  home: "M3.5 9.5 10 4l6.5 5.500M5.5 8.500v7.500h9V8.500M8.5 16v-4h3v4",
  message: "M3.5 4.500h13v9H10l-3.5 3v-3h-3z",
  book: "M4 4.500c2-.8 4-.8 6 .5 2-1.3 4-1.3 6-.5v11c-2-.8-4-.8-6 .5-2-1.3-4-1.3-6-.5zM10 5v11",
  send: "M3.5 4l13.5 6-13.5 6 2.5-6zM6 10h6",
  close: "M5 5l10 10M15 5 5 15",
  back: "M12.5 4.5 7 10l5.5 5.5",
  forward: "M7.5 4.5 13 10l-5.5 5.5",
  down: "M5 8l5 5 5-5",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  eye: "M2.5 10s2.8-5 7.5-5 7.5 5 7.5 5-2.8 5-7.5 5-7.5-5-7.5-5zM10 7.800a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.400z",
  calendar: "M4 5.500h12v11H4zM4 8.700h12M7 3.500v3.500M13 3.500v3.5",
  clock: "M10 3.500a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM10 6.500V10l2.5 1.8",
  search: "M9 4a5 5 0 1 1 0 10A5 5 0 0 1 9 4zM12.7 12.7 16.5 16.5",
  check: "M4.5 10.500l3.5 3.5 7.5-8",
  alert: "M10 3.5 17.5 16.500h-15zM10 8.500v3.700M10 14.300h.01",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  desk: "M4 5.500h12M4 10h12M4 14.500h12M7.5 4v3M13 8.500v3M6 13v3",
  person: "M10 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM4 16.500c.6-3 2.9-4.5 6-4.500s5.4 1.5 6 4.5",
  swap: "M5 7.500h10.500l-3-3M15 12.500H4.500l3 3",
  newtab: "M11 4h5v5M16 4l-7 7M8 5H4.500v10.500H15V12",
  file: "M5.5 3.500h6l3.5 3.500v9.500h-9.500zM11.5 3.500V7H15",
  bolt: "M11 3 5 11h4.500L9 17l6-8h-4.500z",
};

/** An SVG icon by name; decorative, so it is hidden from screen readers. */
export function icon(name, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name] ?? PATHS.more);
  svg.append(path);
  return svg;
}
