// Menus over a chart choose the texts that are listed under it, and the mark that is outlined; a mark sets the menus.
(() => {
  "use strict";

  const views = new WeakMap(); // of each figure, the drawing that stands there now

  for (const figure of document.querySelectorAll("figure:has(script.texts)")) {
    const { fields, texts, nothing } = JSON.parse(figure.querySelector("script.texts").textContent);
    const box = figure.querySelector(".choices");
    const list = figure.querySelector(".chosen");
    const menus = new Map(fields.map(({ name }) => [name, box.querySelector(`[data-field="${CSS.escape(name)}"]`)]));
    const names = [...menus.keys()];

    function item({ lead, text }) {
      const line = document.createElement("li");
      const before = document.createElement("span");
      before.textContent = lead;
      line.append(...(lead ? [before, " "] : []), text);
      return line;
    }

    function outline() {
      const view = views.get(figure);
      for (const [name, menu] of menus) view?.signal(name, menu.value);
      view?.runAsync();
    }

    function choose() {
      const found = texts.filter((each) => names.every((name) => each[name] === menus.get(name).value));
      list.replaceChildren(...(found.length ? found : [{ lead: "", text: nothing }]).map(item));
      outline();
    }

    function pick(_, mark) {
      const chosen = mark?.datum;
      if (!chosen || !names.every((name) => name in chosen)) return;
      for (const [name, menu] of menus) menu.value = chosen[name];
      choose();
    }

    box.hidden = false;
    for (const menu of menus.values()) menu.addEventListener("change", choose);
    figure.addEventListener("drawn", ({ detail: view }) => {
      if (views.get(figure) !== view) view.addEventListener("click", pick);
      views.set(figure, view);
      outline();
    });
  }
})();
