// Draws Mermaid's diagrams when a reader comes near one; until then, and where one has a fault, its text is shown.
(() => {
  const root = document.documentElement;
  const address = document.currentScript.dataset.mermaid;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const diagrams = [...document.querySelectorAll("pre.mermaid")].map((block) => ({ block, text: block.textContent }));
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

  const draw = async () => {
    mermaid.initialize({
      startOnLoad: false,
      suppressErrorRendering: true,
      theme: isDark() ? "dark" : "neutral",
      fontFamily: getComputedStyle(document.body).fontFamily,
    });
    for (const [number, { block, text }] of diagrams.entries()) {
      try {
        const { svg } = await mermaid.render(`_diagram-${number}`, text);
        block.innerHTML = svg;
        block.dataset.drawn = "";
      } catch (error) {
        console.warn(`Mermaid: ${error.message}`);
      }
    }
  };
  // One drawing at a time: Mermaid's settings are global.
  let last = Promise.resolve();
  const drawAgain = () => (last = last.then(draw));

  const load = () => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => {
      drawAgain();
      system.addEventListener("change", drawAgain);
      new MutationObserver(drawAgain).observe(root, { attributeFilter: ["data-theme"] });
    });
    document.head.append(script);
  };
  const watcher = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      load();
    },
    { rootMargin: "600px" },
  );
  for (const { block } of diagrams) watcher.observe(block);
})();
