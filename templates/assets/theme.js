// Comforts for readers; every page reads the same without them.
(() => {
  const root = document.documentElement;
  const words = document.currentScript.dataset;
  const wide = matchMedia("(min-width: 80rem)");

  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

  // A word in the place of another for as long as it takes to be read.
  const say = (element, word) => {
    const before = element.dataset.word ?? (element.dataset.word = element.textContent);
    element.textContent = word;
    clearTimeout(element.timer);
    element.timer = setTimeout(() => (element.textContent = before), 2000);
  };

  const darkOutside = matchMedia("(prefers-color-scheme: dark)");
  document.querySelector(".theme-switch")?.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : darkOutside.matches;
    // Who is back at what the system says follows the system again.
    if (dark === darkOutside.matches) root.dataset.theme = dark ? "light" : "dark";
    else delete root.dataset.theme;
    try {
      localStorage["dapsagi-theme"] = root.dataset.theme ?? "";
    } catch {
      // Storage is switched off: the choice holds for this page.
    }
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== "dapsagi-theme") return;
    if (newValue) root.dataset.theme = newValue;
    else delete root.dataset.theme;
  });

  // A font that the blog sends along comes behind everything else, for who stays; the next page is set in it.
  const font = document.getElementById("_font")?.dataset.url;
  if (font && !("font" in root.dataset) && !navigator.connection?.saveData) {
    const load = async () => {
      try {
        await document.fonts.load('1em "Dapsagi Text"');
        localStorage["dapsagi-font"] = font;
      } catch {
        // It did not come, or storage is switched off.
      }
    };
    addEventListener("load", () => setTimeout(load, 2000));
  }

  // A page that is about to be asked for is fetched while the pointer is over its link; a preview makes pages anew.
  if (!document.querySelector('script[data-dapsagi]') && !navigator.connection?.saveData) {
    if (HTMLScriptElement.supports?.("speculationrules")) {
      const where = { and: [{ href_matches: "/*" }, { not: { selector_matches: "[download],[rel~=nofollow]" } }] };
      const text = JSON.stringify({ prefetch: [{ where, eagerness: "moderate" }] });
      document.head.append(make("script", { type: "speculationrules", textContent: text }));
    } else {
      const fetched = new Set([location.pathname]);
      document.addEventListener("pointerover", ({ target }) => {
        const link = target.closest?.("a[href]:not([download])");
        if (!link || link.origin !== location.origin || fetched.has(link.pathname)) return;
        fetched.add(link.pathname);
        document.head.append(make("link", { rel: "prefetch", href: link.pathname }));
      });
    }
  }

  // Searching has a script of its own, which comes when somebody searches.
  const way = document.querySelector(".search-link[data-script]");
  addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.metaKey;
    // A Korean keyboard has another letter on the key.
    if (!way || event.altKey || (held ? event.code !== "KeyK" : event.key !== "/")) return;
    const typed = !held && event.target.closest?.("input, textarea, select, [contenteditable]");
    // The box of a dialog that was closed at this moment still has the keys until the page is drawn again.
    if (typed?.checkVisibility?.() ?? typed) return;
    event.preventDefault();
    if (globalThis.dapsagiSearch) return dapsagiSearch.open(way.href);
    const onload = () => dapsagiSearch.open(way.href);
    const onerror = () => location.assign(way.href);
    document.head.append(make("script", { src: way.dataset.script, onload, onerror }));
  });

  const filter = document.querySelector(".list-filter");
  if (filter) {
    const fold = (text) => text.normalize("NFKC").toLowerCase();
    const lists = [...document.querySelectorAll(".shelf, .terms")].map((list) => ({
      list,
      items: [...list.querySelectorAll("li")].map((item) => ({ item, text: fold(item.textContent) })),
    }));
    filter.hidden = false;
    filter.addEventListener("input", () => {
      const asked = fold(filter.value).split(/\s+/);
      for (const { list, items } of lists) {
        for (const { item, text } of items) item.hidden = !asked.every((word) => text.includes(word));
        list.hidden = items.every(({ item }) => item.hidden);
      }
    });
  }

  const body = document.querySelector(".post-body");
  if (!body) return;

  // On a wide screen the margin is open, and nothing there is to be pressed.
  const folds = document.querySelectorAll(".margin details");
  const unfold = () => {
    for (const fold of folds) {
      fold.open = wide.matches;
      fold.firstElementChild.tabIndex = -wide.matches;
    }
  };
  wide.addEventListener("change", unfold);
  if (wide.matches) unfold();
  const route = document.querySelector(".series-box .route");
  const here = route?.querySelector(".station-here");
  if (here) route.scrollTop = here.offsetTop - route.clientHeight / 2;

  const within = (className, block) => {
    const frame = make("div", { className });
    block.replaceWith(frame);
    frame.append(block);
    return frame;
  };

  const frame = (block) => {
    const frame = block.parentElement.closest(".highlight, .code-frame") ?? within("code-frame", block);
    const language = /\blanguage-(\S+)/.exec((frame.closest("[class*=language-]") ?? block.firstElementChild)?.className)?.[1];
    if (language && language !== "plaintext") frame.dataset.language = language;
    if (!navigator.clipboard || frame.querySelector(":scope > .copy")) return;
    const button = make("button", { type: "button", className: "copy", textContent: words.copy });
    button.addEventListener("click", async () => {
      const copy = block.cloneNode(true);
      for (const gutter of copy.querySelectorAll(".lineno, .linenos, .gutter, .rouge-gutter")) gutter.remove();
      await navigator.clipboard.writeText(copy.textContent);
      say(button, words.copied);
    });
    frame.append(button);
  };

  const address = (heading) => {
    let link = heading.querySelector(".heading-link");
    if (!link) {
      link = make("a", { className: "heading-link", textContent: "#", ariaLabel: words.heading });
      link.addEventListener("click", async () => {
        await navigator.clipboard?.writeText(link.href);
        say(link, "✓");
      });
      heading.append(link);
    }
    link.href = `#${heading.id}`;
  };

  const share = document.querySelector(".share");
  if (share && (navigator.share ?? navigator.clipboard)) {
    share.hidden = false;
    share.addEventListener("click", async () => {
      const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
      try {
        // With a mouse, what one wants is the address.
        if (navigator.share && matchMedia("(pointer: coarse)").matches) await navigator.share({ title: document.title, url });
        else {
          await navigator.clipboard.writeText(url);
          say(share, words.copied);
        }
      } catch {
        // The reader thought better of it.
      }
    });
  }

  // What is behind a link within the text is told by its own page, and a note that stands far below by its words: to a
  // pointer that stays, and to the keyboard.
  const card = make("div", { className: "peek", hidden: true });
  const pages = {};
  const about = async ({ hash, host, pathname }) => {
    if (pathname === location.pathname) {
      const note = document.getElementById(decodeURIComponent(hash.slice(1)));
      return note?.matches(`:is(.annotations${wide.matches ? "" : ", .footnotes"}) li`) ? note.cloneNode(true).childNodes : [];
    }
    if (host !== location.host || /\.(?!html)\w+$/.test(pathname)) return [];
    const html = await (pages[pathname] ??= fetch(pathname).then((page) => (page.ok ? page.text() : ""), () => ""));
    const there = new DOMParser().parseFromString(html, "text/html");
    const [title, ...facts] = [...there.querySelectorAll("main h1, .byline > :not(.p-author)")].map((part) => part.textContent);
    const texts = title ? [title, facts.join(" · "), there.querySelector("meta[name=description]")?.content] : [];
    return texts.map((textContent) => make("p", { textContent }));
  };
  let asked;
  let waiting;
  const turnTo = (link, delay = 300) => {
    clearTimeout(waiting);
    asked = link;
    waiting = setTimeout(async () => {
      const parts = link ? await about(link) : [];
      if (link !== asked) return;
      card.replaceChildren(...parts);
      card.hidden = !card.hasChildNodes();
      if (card.hidden) return;
      document.querySelector("main").append(card);
      const { left, top, bottom } = link.getBoundingClientRect();
      const below = bottom + card.offsetHeight + 8 < innerHeight ? bottom + 8 : top - card.offsetHeight - 8;
      Object.assign(card.style, { left: `${Math.min(left, root.clientWidth - card.offsetWidth - 16)}px`, top: `${scrollY + below}px` });
    }, delay);
  };
  addEventListener("pointerover", ({ target, pointerType }) => {
    if (card.contains(target)) clearTimeout(waiting);
    else if (pointerType === "mouse" && !navigator.connection?.saveData) turnTo(target.closest(".post-body a[href]"));
  });
  addEventListener("focusin", ({ target }) => turnTo(target.matches(".post-body a:focus-visible") && target));
  addEventListener("keydown", ({ key }) => key === "Escape" && turnTo(null, 0));

  const widthOf = (image) => image.getAttribute("width") ?? image.naturalWidth;
  const enlarge = (image) => {
    const dialog = make("dialog", { className: "enlarged", ariaLabel: image.alt || words.enlarge });
    const copy = image.cloneNode();
    for (const name of ["id", "role", "tabindex", "aria-label", "style"]) copy.removeAttribute(name);
    copy.sizes = "100vw";
    // What would hardly grow where all of it is seen fills the screen's other side, and is scrolled.
    const { clientWidth: width, clientHeight: height } = image;
    if (Math.min(innerWidth / width, innerHeight / height) < 1.5) {
      copy.sizes = `min(${widthOf(image)}px, max(100vw, ${(100 * width) / height}vh))`;
      Object.assign(copy.style, { width: copy.sizes, height: "auto" });
    }
    dialog.append(copy, make("button", { type: "button", ariaLabel: words.close, textContent: "×" }));
    dialog.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };
  const offered = new WeakSet();
  const offer = (image) => {
    if (offered.has(image) || !image.naturalWidth || widthOf(image) <= image.clientWidth * 1.2 || image.closest("a")) return;
    offered.add(image);
    image.tabIndex = 0;
    image.role = "button";
    // What can be pressed is no ornament.
    image.ariaLabel = image.alt ? `${image.alt} (${words.enlarge})` : words.enlarge;
    image.alt ||= words.enlarge;
    image.addEventListener("click", () => enlarge(image));
    image.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        enlarge(image);
      }
    });
  };
  // Notes stand beside the line that refers to them, or below the note before.
  const place = () => {
    const notes = [...body.querySelectorAll(":scope > .footnotes > ol > li")];
    if (!notes.length || !wide.matches) return;
    const top = notes[0].closest(".footnotes").getBoundingClientRect().top;
    let free = 0;
    for (const note of notes) {
      const mark = document.getElementById(note.id.replace(/^fn:/, "fnref:"));
      const wanted = mark ? mark.getBoundingClientRect().top - top - 8 : 0;
      const at = Math.max(wanted, free);
      note.style.setProperty("--shift", `${at - note.offsetTop}px`);
      free = at + note.offsetHeight + 12;
    }
  };
  const fit = () => {
    // What is wider than the text scrolls, with the keyboard too; within a sentence, a formula that does not break.
    if (root.scrollWidth > root.clientWidth) {
      for (const formula of body.querySelectorAll(".katex")) {
        if (!formula.closest(".katex-display, a") && (formula.closest(".together") ?? formula).offsetWidth > body.clientWidth) formula.classList.add("wide");
      }
    }
    for (const part of body.querySelectorAll("pre, table, .table-frame, .katex-display, .wide")) {
      if (part.scrollWidth > part.clientWidth) part.tabIndex = 0;
    }
    place();
  };
  new ResizeObserver(place).observe(body);
  // Widths change with the window, and once the fonts of formulas are there: behind the frame that is laid out anew for them.
  addEventListener("resize", fit);
  document.fonts.ready.then(() => requestAnimationFrame(() => setTimeout(fit)));

  const entries = new Map();
  const contents = document.querySelector(".toc details");
  let shown;
  // On a wide screen the list scrolls along; where it is folded, that waits until it is opened.
  const reveal = () => {
    const list = contents?.querySelector("ol");
    if (shown && contents?.open) list.scrollTop = shown.offsetTop - list.clientHeight / 2;
  };
  const follow = () => {
    const now = entries.get([...entries.keys()].findLast((heading) => heading.getBoundingClientRect().top < innerHeight / 5));
    if (now === shown) return;
    shown?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "true");
    shown = now;
    contents?.querySelector(".toc-here")?.replaceChildren(...(now?.cloneNode(true).childNodes ?? []));
    reveal();
  };
  contents?.addEventListener("toggle", reveal);
  // The folded list lies over the text until it has served.
  const fold = ({ target, key }) => {
    if (!contents?.open || wide.matches || (key ? key !== "Escape" : target.closest(".toc summary"))) return;
    contents.open = false;
    if (key) contents.firstElementChild.focus({ preventScroll: true });
  };
  addEventListener("click", fold);
  addEventListener("keydown", fold);
  // All that is above counts as seen: a jump passes headings by without showing them.
  const watcher = new IntersectionObserver(follow, { rootMargin: "1000000px 0px -80% 0px" });

  const furnish = () => {
    for (const block of body.querySelectorAll("pre:not(.mermaid, td pre)")) frame(block);
    // Texts of a moved blog have none.
    for (const table of body.querySelectorAll("table:not(.table-frame *, .highlight *, table *)")) within("table-frame", table);
    for (const heading of body.querySelectorAll(":is(h2, h3, h4)[id]")) address(heading);
    for (const box of body.querySelectorAll(".task-list-item-checkbox")) box.ariaLabel = box.parentElement.textContent.trim();
    for (const image of document.querySelectorAll(".cover img, .post-body img")) {
      if (image.complete) offer(image);
      else image.addEventListener("load", () => offer(image), { once: true });
    }
    fit();
    watcher.disconnect();
    entries.clear();
    for (const link of document.querySelectorAll(".toc a")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!heading) continue;
      entries.set(heading, link);
      watcher.observe(heading);
    }
  };
  furnish();
  // A preview changes the page where it stands.
  document.addEventListener("dapsagi:update", furnish);
})();
