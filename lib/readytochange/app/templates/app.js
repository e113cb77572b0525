// What a page of the app does beyond a page: waits for its explorers, has their figures drawn, names what has no name.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const place = document.querySelector(".explorers");
  if (!place) return;

  // A figure in a tab that is not shown has no width to be drawn in: it waits.
  const shown = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (!target.clientWidth) continue;
      shown.unobserve(target);
      target.parentElement.dispatchEvent(new Event("figures", { bubbles: true }));
    }
  });

  // A figure that takes another's place keeps its height until it is drawn, or the page would jump.
  const heights = new WeakMap();

  function arrived() {
    for (const figure of all("figure:not([data-arrived])", place)) {
      const box = figure.parentElement;
      figure.dataset.arrived = "";
      if (figure.matches(".chart")) box.style.minHeight = heights.get(box) ?? "";
      shown.observe(figure);
    }
    for (const handle of all(".noUi-handle:not([aria-label])", place)) {
      const label = handle.closest(".widget-slider").querySelector(".widget-label");
      label.removeAttribute("title");
      handle.setAttribute("aria-label", label.textContent);
    }
    if (place.querySelector(".jupyter-widgets, pre")) document.getElementById("loading")?.remove();
  }

  function changed(records) {
    for (const { type, target } of records) {
      if (type !== "attributes") continue;
      const box = target.parentElement;
      if (!box) continue;
      box.style.minHeight = "";
      heights.set(box, `${box.offsetHeight}px`);
    }
    arrived();
  }

  new MutationObserver(changed).observe(place, { childList: true, subtree: true, attributeFilter: ["data-state"] });
  arrived();
})();
