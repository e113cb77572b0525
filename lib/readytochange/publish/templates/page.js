// What a page does beyond being read: draws its charts, shows its code, stays in its section when the language changes.
(() => {
  "use strict";

  // Vega empties elements by writing an empty text as markup. Nothing else may become markup. A text becomes a script
  // only if the page's policy names its hash.
  window.trustedTypes?.createPolicy("default", { createHTML: () => "", createScript: (text) => text });

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const page = document.documentElement;

  // ---- charts

  const narrow = JSON.parse(document.getElementById("narrow").textContent);
  const ROOM = 280; // a chart whose plot would be narrower than this gets shorter labels as well
  const LEAST = 90;
  const SHRUNK = 0.1; // what is only so much too wide is drawn smaller; what is wider scrolls, or is listed
  const SHRUNK_ON_PAPER = 0.02; // where texts are no larger than they must be
  const small = matchMedia("(max-width: 37.5em), print"); // here charts in columns become rows, and what is too wide a list

  async function draw(figure) {
    const chart = JSON.parse(figure.querySelector("script:not(.choices-data)").textContent);
    const place = figure.querySelector(".drawing");
    const picture = figure.querySelector("img");
    let view;

    async function embed(chart) {
      view?.finalize();
      ({ view } = await vegaEmbed(place, chart, {
        actions: false,
        ast: true,
        defaultStyle: false,
        mode: "vega-lite",
        renderer: "svg",
        tooltip: tip,
      }));
      return place.querySelector("svg").width.baseVal.value - place.clientWidth;
    }

    // Labels and legends take room of their own, so the plot's width is found by trying.
    async function fit() {
      let width = chart.config.view.continuousWidth;
      let over = await embed(chart);
      place.classList.remove("shrunk");
      if (over <= 0) return;
      const lean = fixed(chart) || width - over < ROOM ? slim(chart) : chart;
      over = await squeeze(lean, width, over);
      const under = small.matches ? inRows(lean) : lean;
      if (over > 0 && JSON.stringify(under) !== JSON.stringify(lean)) over = await squeeze(under, width, over);
      const paper = matchMedia("print").matches;
      const little = place.clientWidth * (paper ? SHRUNK_ON_PAPER : SHRUNK);
      place.classList.toggle("shrunk", over > 0 && over < little);
      list(over >= little && small.matches && (paper || !figure.querySelector(".choices")));
    }

    // The plot's width is halved towards what fits; how much is too wide in the end.
    async function squeeze(lean, width, over) {
      let [fitting, least, most] = [ROOM, LEAST, width];
      for (let tries = 0; tries < 6 && most - least > 8; tries += 1) {
        width = Math.round(Math.min(most - 4, Math.max(least + 4, width - over)));
        over = await embed(wide(lean, width));
        if (over <= 0) fitting = least = width;
        else most = width;
      }
      return over > 0 ? embed(wide(lean, fitting)) : over;
    }

    // What cannot be drawn in so little room is read from its table, which a small screen shows as a list; a chart whose
    // marks choose texts scrolls.
    function list(listed) {
      const table = figure.querySelector("details.data");
      if (!table || listed === figure.classList.contains("listed")) return;
      figure.classList.toggle("listed", listed);
      table.open = listed;
    }

    try {
      await fit();
      if (picture) picture.hidden = true;
      reach(figure, view);
      figure.dataset.state = "drawn";
      let width = figure.clientWidth;
      new ResizeObserver(async () => {
        if (figure.clientWidth === width) return;
        width = figure.clientWidth;
        list(false);
        await fit();
        reach(figure, view);
      }).observe(figure);
    } catch (error) {
      figure.dataset.state = "failed";
      console.error(error);
    }
  }

  function fixed({ datasets, data, config, ...chart }) {
    return /"width":\d/.test(JSON.stringify(chart));
  }

  function wide(chart, width) {
    const view = { ...chart.config.view, continuousWidth: width };
    return { ...chart, config: { ...chart.config, view } };
  }

  function slim(chart) {
    const config = { ...chart.config };
    for (const [name, value] of Object.entries(narrow.config)) config[name] = { ...config[name], ...value };
    const params = (chart.params ?? []).map((each) => ({ ...each, value: narrow.parameters[each.name] ?? each.value }));
    const step = narrow.config.view.discreteHeight.step;
    return { ...raised(chart, step), config, params };
  }

  // Views beside each other come to stand under each other.
  function inRows(part) {
    if (Array.isArray(part)) return part.map(inRows);
    if (part === null || typeof part !== "object") return part;
    const copy = {};
    for (const [name, value] of Object.entries(part)) {
      if (["datasets", "data", "config", "params"].includes(name)) copy[name] = value;
      else if (name === "hconcat") copy.vconcat = inRows(value);
      else if (name === "encoding" && value.column) {
        const { column, ...others } = value;
        copy.encoding = { ...others, facet: { ...column, columns: 1 } };
      } else if (name === "facet" && value.column && !value.row) {
        copy.facet = value.column;
        copy.columns = 1;
      } else copy[name] = inRows(value);
    }
    return copy;
  }

  // Rows of a height of their own become as high as the narrow ones.
  function raised(part, step) {
    if (Array.isArray(part)) return part.map((each) => raised(each, step));
    if (part === null || typeof part !== "object") return part;
    const copy = {};
    for (const [name, value] of Object.entries(part)) {
      if (name === "datasets" || name === "data") copy[name] = value;
      else if (name === "height" && value?.step) copy[name] = { step: Math.max(value.step, step) };
      else copy[name] = raised(value, step);
    }
    return copy;
  }

  function quieten(root) {
    for (const part of all("[aria-roledescription]", root)) part.removeAttribute("aria-roledescription");
    for (const group of all('g[role="graphics-symbol"]:not([aria-label])', root)) {
      group.removeAttribute("role");
      group.setAttribute("aria-hidden", "true");
    }
    for (const group of all(".role-frame[role], .role-scope[role], .role-mark[role]", root)) group.removeAttribute("role");
    for (const title of all(".role-title:not([aria-hidden])", root)) title.setAttribute("aria-hidden", "true");
  }

  // Vega says in English what kind of thing each part is; the page has said it in its own language. What only decorates
  // is not announced.
  function reach(figure, view) {
    const root = figure.querySelector(".drawing svg");
    const title = figure.querySelector(".title");
    const place = figure.querySelector(".drawing");
    for (const name of ["role", "aria-label", "aria-roledescription"]) place.removeAttribute(name);
    root.setAttribute("role", "graphics-document");
    if (title) root.setAttribute("aria-labelledby", title.id);
    else root.setAttribute("aria-label", figure.getAttribute("aria-label"));
    const description = figure.querySelector("[id^=description-]");
    if (description) root.setAttribute("aria-describedby", description.id);
    quieten(root);
    const again = { subtree: true, childList: true, attributeFilter: ["aria-roledescription"] };
    new MutationObserver(() => quieten(root)).observe(root, again); // Vega says it anew when it draws anew
    for (const legend of all(".role-legend", figure)) {
      for (const name of ["role", "aria-label", "aria-hidden"]) legend.removeAttribute(name);
    }
    scrolls(figure.querySelector(".drawing-scroll"));
    figure.dispatchEvent(new CustomEvent("drawn", { bubbles: true, detail: view }));
  }

  // A page that is one file carries Vega packed.
  async function unpack() {
    const packed = document.getElementById("charts");
    if (!packed) return;
    const bytes = Uint8Array.from(atob(packed.textContent), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
  }

  // ---- tooltips, written as text

  const note = document.createElement("div");
  note.id = "vg-tooltip-element";
  note.className = "tip";
  note.setAttribute("aria-hidden", "true");
  document.body.append(note);
  addEventListener("keydown", (event) => event.key === "Escape" && note.classList.remove("visible"));

  function tip(_, event, __, value) {
    note.classList.toggle("visible", value !== null && value !== undefined && value !== "");
    if (!note.classList.contains("visible")) return;
    const pairs = typeof value === "object" ? Object.entries(value) : [["", value]];
    note.replaceChildren(
      ...pairs.flatMap(([name, text]) => {
        const term = document.createElement("span");
        const said = document.createElement("b");
        term.textContent = name;
        said.textContent = String(text);
        return [term, said];
      }),
    );
    const { width, height } = note.getBoundingClientRect();
    const left = Math.min(event.clientX + 14, innerWidth - width - 8);
    const below = event.clientY + 14;
    note.style.left = `${Math.max(8, left)}px`;
    note.style.top = `${below + height > innerHeight ? Math.max(8, event.clientY - height - 14) : below}px`;
  }

  // A finger that taps does not move, as Vega expects of who points.
  addEventListener("click", (event) => {
    const mark = event.pointerType === "mouse" ? null : event.target.closest?.(".drawing svg *");
    if (!mark) return;
    const { clientX, clientY } = event;
    mark.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, clientX, clientY, view: window }));
  });

  // ---- what is wider than its place scrolls, by keyboard too, and says so

  const scrolling = new ResizeObserver((entries) => entries.forEach(({ target }) => scrolls(target.closest(".scroll, pre"))));

  function scrolls(box) {
    const wider = box.scrollWidth > box.clientWidth + 1;
    box.classList.toggle("wider", wider);
    const cue = box.previousElementSibling?.matches(".cue") ? box.previousElementSibling : null;
    if (!wider) {
      cue?.remove();
      for (const name of ["tabindex", "role", "aria-label", "aria-labelledby"]) box.removeAttribute(name);
      return;
    }
    box.tabIndex = 0;
    const title = box.closest("figure")?.querySelector(".title[id]");
    const label = box.querySelector("caption")?.textContent ?? box.closest("figure")?.getAttribute("aria-label") ?? over(box);
    if (title) box.setAttribute("aria-labelledby", title.id);
    else if (label) box.setAttribute("aria-label", label);
    if (title || label) box.setAttribute("role", "region");
    if (cue || !document.body.dataset.scroll) return;
    const said = document.createElement("p");
    said.className = "cue";
    said.setAttribute("aria-hidden", "true");
    said.textContent = document.body.dataset.scroll;
    box.before(said);
  }

  function over(box) {
    if (box.localName === "pre") return null;
    const before = headings.filter((each) => each.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING);
    return before.pop()?.textContent;
  }

  function watch(root) {
    for (const box of all(".scroll, .code pre, .output pre", root)) {
      scrolling.observe(box);
      for (const child of box.children) scrolling.observe(child);
    }
  }

  // ---- a table of texts becomes a list on a small screen, and stays a table to a screen reader

  function stack(root) {
    for (const table of all("figure table, .prose table", root)) {
      const titles = all("thead th", table);
      if (titles.length < 2 || titles.filter((title) => title.matches(".number")).length > 1) continue;
      table.classList.add("stacks");
      const roles = { table: "table", tr: "row", th: "columnheader", td: "cell", thead: "rowgroup", tbody: "rowgroup" };
      for (const part of [table, ...all("tr, th, td, thead, tbody", table)]) part.setAttribute("role", roles[part.localName]);
      const cells = all("td", table);
      const filled = new Set(cells.filter((cell) => cell.textContent).map((cell) => cell.cellIndex));
      for (const cell of cells) {
        cell.dataset.title = titles[cell.cellIndex].textContent;
        cell.classList.toggle("blank", !filled.has(cell.cellIndex)); // to be filled in
      }
    }
  }

  // ---- code

  const code = document.getElementById("code-button");
  if (code) {
    code.hidden = false;
    code.addEventListener("click", () => {
      const shown = document.body.classList.toggle("with-code");
      code.setAttribute("aria-pressed", String(shown));
    });
  }

  // ---- where the reader is

  const headings = all("main h2, main h3");
  const entries = new Map(all(".sections a").map((link) => [link.hash.slice(1), link]));

  function here() {
    return headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).pop();
  }

  function mark() {
    const name = here()?.id;
    for (const [id, link] of entries) {
      if (id === name) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  }

  addEventListener("scroll", mark, { passive: true });
  mark();

  for (const link of all("a.language")) {
    link.addEventListener("click", () => {
      link.hash = location.hash.includes("?") ? location.hash : (here()?.id ?? "");
    });
  }

  const contents = document.querySelector(".contents details");
  if (contents && matchMedia("(max-width: 72rem)").matches) contents.open = false;

  // ---- pictures of a page that is one file

  for (const link of all("a.picture")) link.href = link.closest("figure").querySelector("img").src;

  // ---- begin

  function begin(root) {
    watch(root);
    stack(root);
    return Promise.all(all("figure.chart", root).map(draw));
  }

  // Figures that come later, in the app: whoever brings them says so.
  addEventListener("figures", (event) => begin(event.target));

  unpack().then(() => begin(document)).then(() => {
    page.dataset.state = "ready";
    const [place] = location.hash.slice(1).split("?"); // after it stands what the menus of a figure have
    if (place) document.getElementById(place)?.scrollIntoView();
  });
})();
