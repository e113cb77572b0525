// What a page of the app does beyond a page: waits for its explorers, has their figures drawn, keeps what a reader has
// opened over a redraw, and the state in the address; a mark of a chart sets the menus over it.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const place = document.querySelector(".explorers");
  if (!place) return;
  const told = document.getElementById("told");

  // A figure in a tab that is not shown has no width to be drawn in: it waits.
  const shown = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (!target.clientWidth) continue;
      shown.unobserve(target);
      target.parentElement.dispatchEvent(new Event("figures", { bubbles: true }));
    }
  });

  function arrived() {
    for (const figure of all("figure:not([data-arrived])", place)) {
      figure.dataset.arrived = "";
      shown.observe(figure);
    }
    for (const box of all(".rtc-results:not([aria-labelledby])", place)) {
      const tab = tabOf(box);
      if (!tab) continue;
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-labelledby", tab.id);
    }
    if (place.querySelector(".jupyter-widgets, pre")) document.getElementById("loading")?.remove();
  }

  function tabOf(part) {
    const panels = all(".widget-tab-contents > *", place);
    return all("[role=tab]", place)[panels.findIndex((panel) => panel.contains(part))];
  }

  // What takes another's place shows its drawing until its own is there, and stays open where that was.
  function follow(old, fresh) {
    const opened = all("details", old).map((each) => each.open);
    for (const [n, details] of all("details", fresh).entries()) details.open = opened[n] ?? false;
    const before = all("figure.chart", old);
    for (const [n, figure] of all("figure.chart", fresh).entries()) {
      const drawing = before[n]?.querySelector(".drawing svg");
      if (!drawing) continue;
      const still = document.createElement("div");
      still.className = "still";
      still.setAttribute("aria-hidden", "true");
      still.append(drawing);
      figure.querySelector(".drawing-scroll").prepend(still);
    }
    const title = fresh.querySelector(".title, .mistake");
    if (told && title?.offsetParent) told.textContent = title.textContent;
  }

  // The state of the tab in front stands in the address, and in the links to the other language. Back leads to the tab
  // that was in front before.
  function state() {
    const front = all(".shown[data-query]", place).find((each) => each.offsetParent && each.dataset.query);
    if (!front || location.search === `?${front.dataset.query}`) return;
    const before = named(location.search);
    const how = before && before !== named(front.dataset.query) ? "pushState" : "replaceState";
    try {
      history[how](null, "", `?${front.dataset.query}${location.hash}`);
    } catch {
      return; // a browser bounds how often an address may change
    }
    for (const link of all("a.language")) {
      const query = new URLSearchParams(front.dataset.query);
      query.set("lang", link.hreflang);
      link.search = query;
    }
  }

  function named(query) {
    return new URLSearchParams(query).get("tab");
  }

  addEventListener("popstate", () => {
    const there = all(".shown[data-query]", place).find((each) => `?${each.dataset.query}` === location.search);
    const tab = there && tabOf(there);
    if (!tab) return location.reload();
    const { x, y, width, height } = tab.getBoundingClientRect();
    const pressed = { bubbles: true, clientX: x + width / 2, clientY: y + height / 2 };
    for (const kind of ["pointerdown", "pointerup"]) tab.dispatchEvent(new PointerEvent(kind, pressed));
  });

  function changed(records) {
    for (const { type, target, addedNodes, removedNodes } of records) {
      if (type === "attributes") {
        if (target.dataset.state !== "drawn") continue;
        for (const still of all(".still", target)) {
          still.hidden = true;
          still.replaceChildren();
        }
        continue;
      }
      const [old] = [...removedNodes].filter((each) => each.matches?.(".shown"));
      const [fresh] = [...addedNodes].filter((each) => each.matches?.(".shown"));
      if (old && fresh) follow(old, fresh);
    }
    arrived();
    state();
  }

  // ---- a mark that has the words of menus' options chooses them

  function menus(figure) {
    const bar = figure.closest(".widget-vbox, .jupyter-widgets.widget-tab > div > *")?.querySelector(".rtc-controls");
    return bar ? all(".widget-dropdown", bar) : [];
  }

  function pick(figure, datum) {
    for (const menu of menus(figure)) {
      const name = [...menu.classList].find((each) => each.startsWith("rtc-is-"))?.slice("rtc-is-".length);
      const label = datum?.[`${name}_label`];
      const select = menu.querySelector("select");
      const option = [...select.options].find((each) => each.text.replaceAll("\u00a0", " ") === label);
      if (!option || option.selected) continue;
      option.selected = true;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  place.addEventListener("drawn", ({ target, detail: view }) => {
    if (target.querySelector(".choices")) view.addEventListener("click", (_, mark) => pick(target, mark?.datum));
  });

  const seen = { childList: true, subtree: true, attributeFilter: ["data-state", "aria-selected"] };
  new MutationObserver(changed).observe(place, seen);
  arrived();
})();
