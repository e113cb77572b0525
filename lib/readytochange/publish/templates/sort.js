// The title of a column sorts the rows of its table: upwards, downwards, and back to the order in which they stand.
(() => {
  "use strict";

  const LEAST = 3; // rows that are worth sorting
  const NEXT = { none: "ascending", ascending: "descending", descending: "none" };
  const lang = document.documentElement.lang;

  // The first number in a cell, as its language writes it; what has none comes last.
  function number(cell) {
    const [written] = /\d[\d.,]*/.exec(cell.textContent) ?? [];
    if (!written) return Infinity;
    return Number(lang === "it" ? written.replace(/\./g, "").replace(",", ".") : written.replace(/,/g, ""));
  }

  function compare(column, one, other) {
    const [first, second] = [one, other].map((row) => row.cells[column]);
    if (first.matches(".number")) return number(first) - number(second) || 0;
    return first.textContent.localeCompare(second.textContent, lang, { numeric: true });
  }

  function sort(table, titles, column) {
    const order = NEXT[titles[column].getAttribute("aria-sort") ?? "none"];
    for (const title of titles) title.removeAttribute("aria-sort");
    if (order !== "none") titles[column].setAttribute("aria-sort", order);
    const [body] = table.tBodies;
    const sign = { none: 0, ascending: 1, descending: -1 }[order];
    body.append(...[...standing.get(table)].sort((one, other) => sign && sign * compare(column, one, other)));
  }

  const standing = new Map(); // the rows of each table in their own order

  if (matchMedia("print").matches) return;
  for (const table of document.querySelectorAll("figure details table")) {
    if (table.tBodies.length !== 1 || table.tBodies[0].rows.length < LEAST) continue;
    standing.set(table, [...table.tBodies[0].rows]);
    const titles = [...table.tHead.rows[0].cells];
    titles.forEach((title, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...title.childNodes);
      title.append(button);
      button.addEventListener("click", () => sort(table, titles, column));
    });
  }
})();
