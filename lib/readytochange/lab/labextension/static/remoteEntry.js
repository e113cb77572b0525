// What JupyterLab, Notebook and Voila load before they show a notebook: the font in which figures are drawn, and how
// they and tables stand in a cell. By hand, in the form that Jupyter's builder gives an extension, which needs no build.
(() => {
  const place = new URL(".", document.currentScript.src);
  const faces = Object.entries({ Regular: "400", Bold: "700" }).map(([name, weight]) => {
    const file = new URL(`fonts/ReadyToChangeSans-${name}.ttf`, place);
    return new FontFace("Ready to Change Sans", `url(${JSON.stringify(file.href)})`, { weight });
  });
  faces.forEach((face) => document.fonts.add(face));

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("style.css", place).href;
  document.head.append(style);

  // A notebook takes keys for commands (arrows walk through its cells, two D's delete one) wherever no text is typed:
  // also in a menu. What is pressed in the controls of an explorer is theirs; only Tab and Escape lead out of them.
  addEventListener(
    "keydown",
    (event) => {
      const leaves = event.key === "Tab" || event.key === "Escape" || event.ctrlKey || event.metaKey;
      if (!leaves && event.target.closest?.(".rtc-controls")) event.stopPropagation();
    },
    true,
  );

  // A chart is measured once, when it is drawn: nothing is before the font is there, or known not to come.
  const loaded = Promise.allSettled(faces.map((face) => face.load()));
  const plugin = { id: "readytochange:figures", autoStart: true, activate: () => loaded };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.readytochange = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();
