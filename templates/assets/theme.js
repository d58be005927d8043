// Comforts for readers; every page reads the same without them.
(() => {
  const root = document.documentElement;
  const words = document.currentScript.dataset;

  const toggle = document.querySelector(".theme-switch");
  toggle?.addEventListener("click", () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage["dapsagi-theme"] = root.dataset.theme;
    } catch {
      // Storage is switched off: the choice holds for this page.
    }
  });

  const filter = document.querySelector(".shelf-filter");
  if (filter) {
    const fold = (text) => text.normalize("NFKC").toLowerCase();
    const shelves = [...document.querySelectorAll(".shelf")].map((shelf) => ({
      shelf,
      works: [...shelf.querySelectorAll(".work")].map((work) => ({ work, text: fold(work.textContent) })),
    }));
    filter.hidden = false;
    filter.addEventListener("input", () => {
      const asked = fold(filter.value).split(/\s+/);
      for (const { shelf, works } of shelves) {
        for (const { work, text } of works) work.hidden = !asked.every((word) => text.includes(word));
        shelf.hidden = works.every(({ work }) => work.hidden);
      }
    });
  }

  const body = document.querySelector(".post-body");
  if (!body) return;

  // Browsers without ::details-content would leave the margins folded.
  if (!CSS.supports("selector(::details-content)")) {
    const wide = matchMedia("(min-width: 80rem)");
    const unfold = () => {
      for (const fold of document.querySelectorAll(".toc details, .series-box details")) fold.open = wide.matches;
    };
    wide.addEventListener("change", unfold);
    if (wide.matches) unfold();
  }

  if (navigator.clipboard) {
    for (const block of body.querySelectorAll("pre:not(.mermaid)")) {
      const frame = document.createElement("div");
      frame.className = "code-frame";
      block.replaceWith(frame);
      frame.append(block);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = words.copy;
      button.addEventListener("click", async () => {
        const copy = block.cloneNode(true);
        for (const gutter of copy.querySelectorAll(".lineno, .linenos, .gutter, .rouge-gutter")) gutter.remove();
        await navigator.clipboard.writeText(copy.textContent);
        button.textContent = words.copied;
        setTimeout(() => (button.textContent = words.copy), 2000);
      });
      frame.append(button);
    }
  }

  for (const heading of body.querySelectorAll(":is(h2, h3, h4)[id]")) {
    const link = document.createElement("a");
    link.className = "heading-link";
    link.href = `#${heading.id}`;
    link.textContent = "#";
    link.ariaLabel = words.heading;
    heading.append(link);
  }

  for (const box of body.querySelectorAll(".task-list-item-checkbox")) {
    box.ariaLabel = box.parentElement.textContent.trim();
  }

  // What is wider than the text scrolls, with the keyboard too.
  for (const wide of body.querySelectorAll("pre, table, .katex-display")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
  }

  const enlarge = (image) => {
    const dialog = document.createElement("dialog");
    dialog.className = "enlarged";
    const copy = image.cloneNode();
    for (const name of ["id", "role", "tabindex", "aria-label"]) copy.removeAttribute(name);
    copy.sizes = "100vw";
    dialog.append(copy);
    dialog.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };
  const offer = (image) => {
    if ((image.getAttribute("width") ?? image.naturalWidth) <= image.clientWidth * 1.2 || image.closest("a")) return;
    image.tabIndex = 0;
    image.role = "button";
    image.ariaLabel = `${image.alt} (${words.enlarge})`.trim();
    image.addEventListener("click", () => enlarge(image));
    image.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        enlarge(image);
      }
    });
  };
  for (const image of body.querySelectorAll("img")) {
    if (image.complete) offer(image);
    else image.addEventListener("load", () => offer(image), { once: true });
  }

  const entries = new Map();
  for (const link of document.querySelectorAll(".toc a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) entries.set(heading, link);
  }
  if (!entries.size) return;
  const headings = [...entries.keys()];
  const follow = () => {
    const here = headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight / 4);
    for (const [heading, link] of entries) {
      if (heading === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const watcher = new IntersectionObserver(follow, { rootMargin: "0px 0px -75% 0px" });
  for (const heading of headings) watcher.observe(heading);
})();
