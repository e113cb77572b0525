// Menus and a search over a figure choose the texts under its chart, or the rows of its table. A mark of the chart sets
// the menus and is outlined. What is chosen stands in the address, so that it can be sent.
(() => {
  "use strict";

  const EVERYTHING = "*";
  const ROWS = "tbody tr:not(:has(> th)), .card, .list li, .quotes > blockquote";
  const GROUPS = "tbody, .list";
  const all = (selector, root) => [...root.querySelectorAll(selector)];
  const fold = (text) => text.replace(/’/g, "'").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const choosers = all("figure:has(> .choices)", document).map(chooser);

  function chooser(figure) {
    const { texts, rows, cells, elsewhere, language, nothing, linked } = JSON.parse(figure.querySelector(".choices-data").textContent);
    const box = figure.querySelector(".choices");
    const list = figure.querySelector(".chosen");
    const count = box.querySelector(".count");
    const search = box.querySelector("input");
    const menus = new Map(all("select", box).map((menu) => [menu.dataset.menu, menu]));
    const first = state();
    const lines = texts.map((each) => ({ by: each.by, line: item(each) }));
    const shown = list ? [] : all(ROWS, figure);
    let view; // the drawing that stands there now

    function state() {
      const chosen = [...menus].map(([name, menu]) => [name, menu.value]);
      return Object.fromEntries(search ? [["words", search.value.trim()], ...chosen] : chosen);
    }

    function set(values) {
      for (const [name, menu] of menus) {
        if (all("option", menu).some(({ value }) => value === values[name])) menu.value = values[name];
      }
      if (search) search.value = values.words ?? "";
    }

    // On paper, where there are no menus, nothing is chosen.
    function outline(chosen = !matchMedia("print").matches) {
      for (const [name, menu] of menus) view?.signal(name, chosen ? menu.value : "");
      view?.runAsync();
    }

    function item({ lead, text }) {
      const line = document.createElement("li");
      const before = document.createElement("span");
      before.textContent = lead;
      line.append(...(lead ? [before, " "] : []), text);
      return line;
    }

    function tell() {
      const found = lines.filter(({ by }) => [...menus].every(([name, menu]) => by[name] === menu.value));
      list.replaceChildren(...(found.length || !nothing ? found.map(({ line }) => line) : [item({ lead: "", text: nothing })]));
    }

    function fits(row, at) {
      const of = (name) => rows[at][name] ?? [];
      if (![...menus].every(([name, menu]) => menu.value === EVERYTHING || of(name).includes(menu.value))) return false;
      if (!search) return true;
      const words = fold(search.value).split(/\s+/).filter(Boolean);
      const parts = [...new Set(cells.map((cell) => row.cells?.[cell] ?? row))];
      all(".hit", row).forEach((hit) => hit.replaceWith(...hit.childNodes));
      all(".elsewhere", row).forEach((other) => other.remove());
      row.normalize();
      const text = fold(parts.map((part) => part.textContent).join(" "));
      const other = elsewhere[at] ?? "";
      if (!words.every((word) => text.includes(word) || fold(other).includes(word))) return false;
      if (!words.every((word) => text.includes(word))) parts.at(-1).append(quoted(other, language));
      for (const part of parts) mark(part, words);
      return true;
    }

    function filter() {
      const found = shown.filter((row, at) => {
        const fitting = fits(row, at);
        row.classList.toggle("passed-over", !fitting);
        return fitting;
      });
      for (const group of all(GROUPS, figure)) group.classList.toggle("passed-over", !found.some((row) => group.contains(row)));
      count.textContent = count.dataset.said.replace("{n}", found.length);
    }

    function choose() {
      if (list) tell();
      else filter();
      outline();
    }

    // Of figures that follow one choice, the one where it is made shows the texts.
    function chosen() {
      choose();
      if (linked) for (const other of choosers) if (other !== self && other.linked) other.follow(state());
      const changed = Object.entries(state()).filter(([name, value]) => value !== first[name]);
      const query = changed.length ? `?${new URLSearchParams(changed)}` : "";
      history.replaceState(null, "", `#${figure.id}${query}`);
    }

    function pick(_, mark) {
      const of = mark?.datum;
      if (!of || ![...menus].every(([name, menu]) => all("option", menu).some(({ value }) => value === of[name]))) return;
      set(of);
      chosen();
    }

    const self = {
      figure,
      linked,
      first,
      follow(values) {
        set(values);
        list?.replaceChildren();
        outline();
      },
      take(values) {
        set(values);
        chosen();
      },
    };

    box.hidden = false;
    for (const folded of list ? [] : all("details:has(> .scroll)", figure)) {
      folded.open = true;
      folded.querySelector("summary").hidden = true; // the table's title stands above it
    }
    search?.addEventListener("input", chosen);
    for (const menu of menus.values()) menu.addEventListener("change", chosen);
    figure.addEventListener("drawn", ({ detail }) => {
      if (view !== detail) detail.addEventListener("click", pick);
      view = detail;
      outline();
    });
    addEventListener("beforeprint", () => outline(false));
    addEventListener("afterprint", () => outline());
    choose();
    return self;
  }

  function quoted(text, language) {
    const said = document.createElement("span");
    said.className = "elsewhere";
    said.lang = language;
    said.textContent = text;
    return said;
  }

  // What is sought is marked where it stands, letter by letter, whatever its accents and capitals.
  function mark(part, words) {
    if (!words.length) return;
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      const letters = [...node.data].map(fold);
      const folded = letters.join("");
      const place = letters.flatMap((letter, at) => [...letter].map(() => at)); // of each folded letter
      const hits = new Set();
      for (const word of words) {
        for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
          for (let next = at; next < at + word.length; next += 1) hits.add(place[next]);
        }
      }
      if (!hits.size) continue;
      const made = [];
      [...node.data].forEach((letter, at) => {
        if (at && hits.has(at) === hits.has(at - 1)) made.at(-1).textContent += letter;
        else made.push(hits.has(at) ? hit(letter) : document.createTextNode(letter));
      });
      node.replaceWith(...made);
    }
  }

  function hit(letter) {
    const made = document.createElement("mark");
    made.className = "hit";
    made.textContent = letter;
    return made;
  }

  function read() {
    const [place, query] = location.hash.slice(1).split("?");
    const asked = query && choosers.find(({ figure }) => figure.id === place);
    if (asked) asked.take({ ...asked.first, ...Object.fromEntries(new URLSearchParams(query)) });
  }

  addEventListener("hashchange", read);
  read();
})();
