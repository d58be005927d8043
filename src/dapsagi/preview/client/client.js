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
        all: "모두 보기",
        opened: "편집기에서 엽니다",
        stuck: "편집기를 열 수 없습니다",
        nowhere: "원문이 없는 자리입니다",
        change: "바뀐 곳으로",
      }
    : {
        go: "Go to the changed post",
        errors: (count) => (count === 1 ? "1 error" : `${count} errors`),
        reading: (done, total) => `Reading posts (${done} / ${total})`,
        gone: "The preview has stopped",
        close: "Close",
        all: "See all",
        opened: "Opening in your editor",
        stuck: "The editor cannot be opened",
        nowhere: "This is not in any file of yours",
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
  // The colours of the theme, whatever the author's own style sheet makes of them; light or dark as the page is.
  sheet.replaceSync(`
    :host { all: initial; color-scheme: inherit; position: fixed; inset: auto 0 0 0; z-index: 2147483647; pointer-events: none;
      --paper: light-dark(#fcfaf5, #1b1916); --wash: light-dark(#f4f0e6, #25221e); --hairline: light-dark(#cfc6b3, #4a443b);
      --ink: light-dark(#24211d, #dcd5c8); --soft: light-dark(#655d52, #a89f90); --accent: light-dark(#ad3417, #f0977a);
      --removed: light-dark(#fae4de, #41241d); --caution: light-dark(#a32b2b, #f29087);
      --code-face: ui-monospace, "SF Mono", Menlo, Consolas, D2Coding, "Noto Sans Mono", "Noto Sans Mono CJK KR",
        "Apple SD Gothic Neo", "Malgun Gothic", monospace;
      font: 15px/1.6 "Pretendard Variable", Pretendard, -apple-system, BlinkMacSystemFont, "Apple SD Gothic Neo",
        "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", system-ui, sans-serif;
      color: var(--ink); word-break: keep-all; overflow-wrap: anywhere; }
    * { box-sizing: border-box; }
    [hidden] { display: none !important; }
    button, a { font: inherit; cursor: pointer; color: inherit; background: none; border: 0; min-height: 44px; padding: 0 14px; }
    button:hover, a:hover { color: var(--accent); }
    :is(button, a):focus-visible { outline: 2px solid var(--accent); outline-offset: -4px; border-radius: 2px; }
    .cards { display: flex; flex-direction: column; align-items: flex-end; gap: 8px; padding: 12px; }
    .card { pointer-events: auto; display: flex; align-items: center; max-width: min(34em, 100%); background: var(--paper);
      border: 1px solid var(--hairline); border-radius: 3px; animation: come .16s ease-out; }
    .card[data-line]::before { content: ""; flex: none; align-self: stretch; width: 14px; margin-left: 14px;
      background: radial-gradient(circle closest-side, var(--paper) 45%, var(--accent) 50% 96%, transparent) center / 14px 14px no-repeat,
        linear-gradient(var(--accent) 0 0) center / 2px 100% no-repeat; }
    .card .text { padding: 9px 14px; min-width: 0; }
    .card .main { flex: none; font-weight: 650; color: var(--accent); }
    .card .close { flex: none; min-width: 44px; padding: 0; border-left: 1px solid var(--hairline); align-self: stretch; color: var(--soft); }
    .card .text:has(+ .close) { margin-right: auto; }
    .errors { pointer-events: auto; width: min(62rem, 100%); max-height: 46vh; margin-inline: auto; overflow: auto;
      background: var(--wash); border: solid var(--hairline); border-width: 0 1px; border-top: 3px solid var(--caution); }
    .errors header { position: sticky; top: 0; display: flex; align-items: center; background: inherit;
      padding-inline: 20px 6px; border-bottom: 1px solid var(--hairline); }
    .errors header span { margin-right: auto; font-weight: 650; color: var(--caution); }
    .errors header :is(a, button) { display: flex; align-items: center; color: var(--soft); text-decoration: none; }
    .errors header :is(a, button):hover { color: var(--ink); }
    .errors article { padding: 14px 20px 18px; }
    .errors article + article { border-top: 1px solid var(--hairline); }
    .errors p { margin: 0; text-wrap: pretty; }
    .message { font-weight: 600; }
    .hint, .code { color: var(--soft); }
    .code { font-weight: 400; font-size: 13px; margin-inline-start: .3em; }
    .place { padding: 0; color: var(--soft); font: 13px/1.6 var(--code-face); text-align: start; text-underline-offset: .3em;
      text-decoration: underline 1px var(--accent); word-break: break-all; }
    pre { margin: 2px 0 0; padding: 8px 0; overflow: auto; background: var(--paper); border: 1px solid var(--hairline);
      border-radius: 3px; font: 13px/1.65 var(--code-face); tab-size: 4; }
    pre span { display: block; padding: 0 14px 0 0; white-space: pre; min-width: max-content; word-break: normal; }
    pre .here { background: var(--removed); box-shadow: inset 3px 0 var(--caution); }
    pre b { display: inline-block; min-width: 3.6em; margin-inline-end: 1.2em; text-align: end; font-weight: 400; color: var(--soft); }
    pre .here b { color: var(--caution); }
    @keyframes come { from { opacity: 0; translate: 0 6px; } }
    @media (prefers-reduced-motion: reduce) { .card { animation: none; } }
    @media print { :host { display: none; } }
  `);
  shadow.adoptedStyleSheets = [sheet];
  shadow.innerHTML = `<div class="cards" role="status"></div>
    <section class="errors" role="alert" hidden>
    <header><span></span><a href="/_dapsagi/"></a><button type="button"></button></header><div></div></section>`;
  const cards = shadow.querySelector(".cards");
  const panel = shadow.querySelector(".errors");
  const element = (name, properties = {}, children = []) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const shownCards = new Map();
  const card = (name, children, leads = false) => {
    shownCards.get(name)?.remove();
    shownCards.delete(name);
    if (!children) return;
    const close = element("button", { type: "button", className: "close", textContent: "×", ariaLabel: words.close, onclick: () => card(name) });
    const made = element("div", { className: "card" }, [...children, close]);
    made.dataset.card = name;
    if (leads) made.dataset.line = "";
    shownCards.set(name, made);
    cards.append(made);
  };
  const note = (name, text) => card(name, text && [element("span", { className: "text", textContent: text })]);

  let closed = "";
  const showTroubles = (troubles) => {
    const state = JSON.stringify(troubles);
    panel.hidden = !troubles.length || state === closed;
    if (!troubles.length) closed = "";
    const [title, all, button] = panel.firstElementChild.children;
    title.textContent = words.errors(troubles.length);
    all.textContent = words.all;
    button.textContent = words.close;
    button.onclick = () => {
      closed = state;
      panel.hidden = true;
    };
    panel.lastElementChild.replaceChildren(
      ...troubles.map(({ place, path, line, code, message, hint, korean: inKorean, lines }) =>
        element("article", {}, [
          ...(korean && inKorean ? [element("p", { className: "message", lang: "ko", textContent: inKorean })] : []),
          element("p", { className: korean && inKorean ? "" : "message", lang: "en" }, [`${message} `, element("span", { className: "code", textContent: code })]),
          ...(hint ? [element("p", { className: "hint", lang: "en", textContent: hint })] : []),
          element("button", { type: "button", className: "place", textContent: place, onclick: () => open({ path, line }) }),
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
      card("change", [element("button", { type: "button", className: "main", textContent: words.change, onclick: go })], true);
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
    card(
      "offer",
      [
        element("span", { className: "text", textContent: title }),
        element("button", { type: "button", className: "main", textContent: label, onclick: go }),
      ],
      true,
    );
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

  let told = null;
  const open = async (request) => {
    const response = await fetch("/_dapsagi/open", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(request),
    });
    const { url, place, reason } = await response.json().catch(() => ({}));
    if (url) location.assign(url);
    const failure = response.status === 404 ? words.nowhere : [words.stuck, reason].filter(Boolean).join(": ");
    note("opened", response.ok ? `${words.opened}: ${place}` : failure);
    clearTimeout(told);
    told = setTimeout(() => note("opened"), response.ok ? 3000 : 8000);
  };

  /** The line of text that a click hit, as it stands in the source, where it hit any. */
  const lineAt = (target, x, y) => {
    const part = target.closest("p, li, td, th, pre, h1, h2, h3, h4, h5, h6, dt, dd, summary, figcaption") ?? target;
    const caret = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
    const node = caret?.offsetNode ?? caret?.startContainer;
    let before = "";
    if (node && part.contains(node)) {
      const range = document.createRange();
      range.setStart(part, 0);
      range.setEnd(node, caret.offset ?? caret.startOffset);
      before = range.toString();
    }
    const text = part.textContent.trimEnd();
    const start = before.lastIndexOf("\n") + 1;
    const lines = text.slice(start).split("\n");
    return (lines.find((line) => line.trim()) ?? "").trim().slice(0, 80);
  };

  const requestFor = (target, x, y) => {
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
      text: lineAt(target, x, y),
    };
  };

  addEventListener("click", (event) => {
    if (!event.altKey || event.composedPath()[0] === host || !event.target.closest) return;
    event.preventDefault();
    event.stopPropagation();
    open(requestFor(event.target, event.clientX, event.clientY));
  }, true);

  // Places on the dashboard.
  addEventListener("click", (event) => {
    const place = event.target.closest?.("button[data-path]");
    if (page === "/_dapsagi/" && place) open({ path: place.dataset.path, line: Number(place.dataset.line) });
  });

  document.documentElement.append(host);
  connect();
})();
