// Draws Mermaid's diagrams when a reader comes near one; until then, and where one has a fault, its text is shown.
(() => {
  const root = document.documentElement;
  const address = document.currentScript.dataset.mermaid;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const diagrams = [...document.querySelectorAll("pre.mermaid")].map((block) => ({ block, text: block.textContent }));

  // The page's own colours; a token is written for both modes, and only a property that uses it shows which counts.
  const colors = () => {
    const probe = document.body.appendChild(document.createElement("i"));
    const color = (token) => {
      probe.style.color = `var(--${token})`;
      return getComputedStyle(probe).color;
    };
    const [paper, wash, hairline, ink, soft, marker] = ["paper", "wash", "hairline", "ink", "soft", "marker"].map(color);
    // Slices, branches and sections are told apart like journeys.
    const kinds = {};
    for (let number = 0; number < 8; number++) {
      kinds[`pie${number + 1}`] = kinds[`git${number}`] = kinds[`cScale${number}`] = color(`journey-${number}`);
      kinds[`cScaleLabel${number}`] = kinds[`gitBranchLabel${number}`] = paper;
    }
    probe.remove();
    return {
      ...kinds,
      pieOpacity: 0.5,
      pieStrokeColor: paper,
      pieOuterStrokeColor: paper,
      pieSectionTextColor: ink,
      darkMode: (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark",
      background: paper,
      primaryColor: wash,
      primaryBorderColor: soft,
      primaryTextColor: ink,
      secondaryColor: paper,
      tertiaryColor: wash,
      tertiaryBorderColor: hairline,
      lineColor: soft,
      textColor: ink,
      edgeLabelBackground: paper,
      noteBkgColor: marker,
      noteTextColor: ink,
      fontFamily: getComputedStyle(document.body).fontFamily,
    };
  };

  const draw = async () => {
    mermaid.initialize({
      startOnLoad: false,
      suppressErrorRendering: true,
      theme: "base",
      themeVariables: colors(),
    });
    for (const [number, { block, text }] of diagrams.entries()) {
      try {
        const { svg } = await mermaid.render(`_diagram-${number}`, text);
        const { top, bottom, height } = block.getBoundingClientRect();
        const isSeen = top < innerHeight && bottom > 0;
        block.innerHTML = svg;
        block.dataset.drawn = "";
        // What is much higher than its room would be too small to read in it.
        if (!isSeen || block.offsetHeight > height * 1.6) continue;
        block.dataset.drawn = "seen";
        block.style.height = `${height}px`;
      } catch (error) {
        block.style.minHeight = 0;
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
