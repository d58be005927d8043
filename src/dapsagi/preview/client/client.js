// The preview in a tab: follows what is saved, shows what is wrong, and leads from the page to its source.
(() => {
  "use strict";

  const script = document.currentScript;
  const { Morph, Lost, restyle } = window.dapsagiMorph;
  const page = location.pathname;
  const korean = script.dataset.lang.startsWith("ko");
  const words = korean
    ? {
        go: "바뀐 글로 가기",
        errors: (count) => `오류 ${count}개`,
        reading: (done, total) => `글을 읽는 중입니다 (${done} / ${total})`,
        gone: "미리 보기가 꺼졌습니다",
        close: "닫기",
        change: "바뀐 곳으로",
      }
    : {
        go: "Go to the changed post",
        errors: (count) => (count === 1 ? "1 error" : `${count} errors`),
        reading: (done, total) => `Reading posts (${done} / ${total})`,
        gone: "The preview has stopped",
        close: "Close",
        change: "To the change",
      };

  // Who has scrolled within this time is reading, and is not carried off to another place.
  const READING = 4000;

  const morph = new Morph();
  let key = script.dataset.key;
  let quiet = 0;
  let scrolled = -READING;

  // --- What is shown over the page ---

  const host = document.createElement("dapsagi-preview");
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; pointer-events: none;
      font: 15px/1.5 system-ui, sans-serif; color: #1c1b19; color-scheme: light; }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    button { font: inherit; cursor: pointer; color: inherit; background: none; border: 0; min-height: 44px; padding: 0 14px; }
    button:focus-visible { outline: 2px solid #14508c; outline-offset: -4px; }
    .cards { display: flex; flex-direction: column; align-items: flex-end; gap: 8px; padding: 12px; }
    .card { pointer-events: auto; display: flex; align-items: center; max-width: min(32em, 100%); background: #fff;
      border: 1px solid #8a857a; border-radius: 8px; box-shadow: 0 2px 12px #0003; overflow: hidden; }
    .card .text { padding: 8px 14px; min-width: 0; overflow-wrap: anywhere; }
    .card .main { font-weight: 600; color: #14508c; text-align: start; }
    .errors { pointer-events: auto; max-height: 46vh; overflow: auto; background: #fff8f6; border-top: 3px solid #b3261e; }
    .errors header { position: sticky; top: 0; display: flex; justify-content: space-between; align-items: center;
      background: inherit; padding-inline-start: 16px; font-weight: 600; color: #8c1d18; }
    .errors article { padding: 0 16px 12px; }
    .errors p { margin: 0 0 4px; overflow-wrap: anywhere; }
    .place { padding: 0; min-height: 32px; color: #14508c; text-decoration: underline; text-align: start; overflow-wrap: anywhere; }
    pre { margin: 4px 0 0; padding: 8px 0; overflow: auto; background: #fff; border: 1px solid #e3c9c5; border-radius: 4px;
      font: 13px/1.5 ui-monospace, monospace; tab-size: 4; }
    pre span { display: block; padding: 0 10px; white-space: pre; min-width: max-content; }
    pre .here { background: #fbdcd7; }
    pre b { display: inline-block; min-width: 3em; margin-inline-end: 1em; text-align: end; font-weight: 400; color: #6b655b; }
  `);
  shadow.adoptedStyleSheets = [sheet];
  shadow.innerHTML = `<div class="cards" role="status"></div>
    <section class="errors" role="alert" hidden><header><span></span><button type="button"></button></header><div></div></section>`;
  const cards = shadow.querySelector(".cards");
  const panel = shadow.querySelector(".errors");
  const element = (name, properties = {}, children = []) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const shownCards = new Map();
  const card = (name, children) => {
    shownCards.get(name)?.remove();
    shownCards.delete(name);
    if (!children) return;
    const close = element("button", { type: "button", textContent: "×", ariaLabel: words.close, onclick: () => card(name) });
    const made = element("div", { className: "card" }, [...children, close]);
    made.dataset.card = name;
    shownCards.set(name, made);
    cards.append(made);
  };
  const note = (name, text) => card(name, text && [element("span", { className: "text", textContent: text })]);

  let closed = "";
  const showTroubles = (troubles) => {
    const state = JSON.stringify(troubles);
    panel.hidden = !troubles.length || state === closed;
    if (!troubles.length) closed = "";
    const [title, button] = panel.firstElementChild.children;
    title.textContent = words.errors(troubles.length);
    button.textContent = words.close;
    button.onclick = () => {
      closed = state;
      panel.hidden = true;
    };
    panel.lastElementChild.replaceChildren(
      ...troubles.map(({ place, path, line, message, hint, lines }) =>
        element("article", {}, [
          element("button", { type: "button", className: "place", textContent: place, onclick: () => open({ path, line }) }),
          element("p", { textContent: message }),
          ...(hint ? [element("p", { textContent: hint })] : []),
          ...(lines.length
            ? [
                element(
                  "pre",
                  {},
                  lines.map(([number, text]) =>
                    element("span", { className: number === line ? "here" : "" }, [element("b", { textContent: number }), text]),
                  ),
                ),
              ]
            : []),
        ]),
      ),
    );
  };

  // --- Following what is saved ---

  let work = Promise.resolve();
  const refresh = (state) => {
    work = work.then(() => update(state)).catch((error) => {
      if (!(error instanceof TypeError)) location.reload();
    });
  };

  const update = async (state) => {
    if (state.key === key) return;
    const response = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } });
    const text = await response.text();
    if (response.redirected || !response.headers.get("Content-Type")?.startsWith("text/html")) throw new Lost("redirected");
    const next = new DOMParser().parseFromString(text, "text/html");
    quiet = performance.now() + 400;
    const changed = morph.to(next);
    key = response.headers.get("X-Dapsagi-Key");
    document.dispatchEvent(new CustomEvent("dapsagi:update", { detail: { changed } }));
    if (state.saved) reveal(changed);
  };

  /** Bring the first changed block into view, unless the reader is looking elsewhere. */
  const reveal = (changed) => {
    const content = document.querySelector(".e-content") ?? document.querySelector("main") ?? document.body;
    const block = changed.map((node) => blockOf(node, content)).find(Boolean);
    if (!block) return;
    const { top, bottom } = block.getBoundingClientRect();
    const visible = bottom > 0 && top < innerHeight;
    if (!visible && performance.now() - scrolled < READING) {
      const go = () => {
        card("change");
        block.scrollIntoView({ block: "center" });
      };
      card("change", [element("button", { type: "button", className: "main", textContent: words.change, onclick: go })]);
      return;
    }
    card("change");
    if (!visible) {
      quiet = performance.now() + 400;
      block.scrollIntoView({ block: "center", behavior: "instant" });
    }
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
      block.animate([{ backgroundColor: "#f5d76e66" }, { backgroundColor: "transparent" }], { duration: 900, easing: "ease-out" });
    }
  };

  const blockOf = (node, content) => {
    if (!content.contains(node) || node === content) return null;
    while (node.parentElement !== content) node = node.parentElement;
    return node;
  };

  addEventListener("scroll", () => {
    if (performance.now() > quiet) scrolled = performance.now();
  }, { passive: true });

  /** Show files (images, stylesheets) again that have changed under their address. */
  const swap = (files) => {
    const changed = new Set(files);
    const isChanged = (address) => {
      try {
        return changed.has(decodeURI(new URL(address, location.href).pathname).normalize("NFC"));
      } catch {
        return false;
      }
    };
    const fresh = (address) => {
      const url = new URL(address, location.href);
      url.searchParams.set("dapsagi", Date.now());
      return url.href;
    };
    const restyleAs = (link, href) => {
      const sent = morph.origins.get(link);
      const shown = restyle(link, href);
      if (sent && shown !== link) morph.pair(sent, shown);
    };
    for (const link of document.querySelectorAll("link[rel~=stylesheet][href]")) {
      if (isChanged(link.href)) restyleAs(link, fresh(link.href));
    }
    for (const node of document.querySelectorAll("img[src], source[src], video[src], audio[src], input[src]")) {
      if (isChanged(node.src)) node.src = fresh(node.src);
    }
    for (const node of document.querySelectorAll("img[srcset], source[srcset]")) {
      const candidates = node.srcset.split(/,\s+/).map((candidate) => {
        const [address, ...size] = candidate.trim().split(/\s+/);
        return [isChanged(address) ? fresh(address) : address, ...size].join(" ");
      });
      const next = candidates.join(", ");
      if (next !== node.srcset) node.srcset = next;
    }
  };

  const offer = ({ url, title, errors }) => {
    const go = () => location.assign(url);
    const label = errors ? `${words.go} · ${words.errors(errors)}` : words.go;
    card("offer", [
      element("button", { type: "button", className: "main", textContent: label, onclick: go }),
      element("span", { className: "text", textContent: title }),
    ]);
  };

  let lost = null;
  const receive = (message) => {
    if ("connected" in message) {
      if (!message.connected) lost ??= setTimeout(() => note("gone", words.gone), 1500);
      else {
        clearTimeout(lost);
        lost = null;
        note("gone");
      }
      return;
    }
    if (message.follow && message.follow !== page) return location.assign(message.follow);
    if (message.reading) note("reading", words.reading(...message.reading.map((number) => number.toLocaleString())));
    else if ("reading" in message) note("reading");
    host.dataset.state = "listening";
    const state = message.pages?.[page];
    if (state?.moved) return location.replace(state.moved);
    if (state) {
      if (state.saved) card("offer");
      refresh(state);
      showTroubles(state.troubles);
    }
    if (message.files?.length) swap(message.files);
    if (message.offer) offer(message.offer);
  };

  const direct = () => {
    const source = new EventSource(`/_dapsagi/events?${new URLSearchParams({ page })}`);
    source.onopen = () => receive({ connected: true });
    source.onerror = () => receive({ connected: false });
    source.onmessage = ({ data }) => {
      const { follow, ...message } = JSON.parse(data);
      receive(document.visibilityState === "visible" ? { follow, ...message } : message);
    };
  };

  const connect = () => {
    if (!window.SharedWorker) return direct();
    const worker = new SharedWorker(script.dataset.worker, "dapsagi");
    worker.onerror = direct;
    worker.port.onmessage = ({ data }) => receive(data);
    const arrive = () => worker.port.postMessage({ page, focus: document.hasFocus() });
    arrive();
    addEventListener("focus", arrive);
    addEventListener("pageshow", ({ persisted }) => persisted && arrive());
    addEventListener("pagehide", () => worker.port.postMessage({ leave: true }));
  };

  // --- From the page to its source ---

  const open = async (wish) => {
    const response = await fetch("/_dapsagi/open", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(wish),
    });
    if (!response.ok) return;
    const { url, place } = await response.json();
    if (url) location.assign(url);
    note("opened", place);
    setTimeout(() => note("opened"), 3000);
  };

  const wishFor = (target) => {
    const origin = morph.originOf(target);
    const node = origin?.nodeType === Node.ELEMENT_NODE ? origin : origin?.parentElement;
    const content = node?.closest(".e-content");
    if (!content) return { page: target.closest?.("a[href^='/']")?.pathname ?? page, block: -1 };
    let block = node;
    while (block !== content && block.parentElement !== content) block = block.parentElement;
    const image = node.closest("img") ?? node.querySelector("img");
    return {
      page,
      block: [...content.children].indexOf(block),
      tags: [...content.children].map((child) => child.localName),
      image: [...content.querySelectorAll("img")].indexOf(image),
      text: node.textContent.trim().slice(0, 80),
    };
  };

  addEventListener("click", (event) => {
    if (!event.altKey || event.composedPath()[0] === host || !event.target.closest) return;
    event.preventDefault();
    event.stopPropagation();
    open(wishFor(event.target));
  }, true);

  document.documentElement.append(host);
  connect();
})();
