// Brings an open page to a newer state without touching what did not change.
//
// The document is kept twice: as the server sent it, and as it is shown, where scripts and the reader have left their
// marks (copy buttons, open details, a scrolled table). A newer document is compared with the one that was sent, and
// only the differences are carried over to the one that is shown.
window.dapsagiMorph = (() => {
  "use strict";

  // What is shown has been rebuilt by a script, so that there is no place left to carry a difference to.
  class Lost extends Error {}

  const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;

  class Morph {
    constructor() {
      this.sent = document.cloneNode(true);
      this.shown = new WeakMap();
      this.origins = new WeakMap();
      this.pair(this.sent, document);
    }

    pair(sent, shown) {
      this.shown.set(sent, shown);
      this.origins.set(shown, sent);
      for (let a = sent.firstChild, b = shown.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) this.pair(a, b);
    }

    /** What was sent of the innermost element around `node` that was sent at all. */
    originOf(node) {
      while (node && !this.origins.has(node)) node = node.parentNode;
      return node && this.origins.get(node);
    }

    /** Bring the page to the state of `next`, a parsed document; return the elements that changed, in order. */
    to(next) {
      if (scriptsOf(next) !== scriptsOf(this.sent)) throw new Lost("scripts");
      const observer = new MutationObserver(() => {});
      observer.observe(this.sent, { subtree: true, childList: true, attributes: true, characterData: true });
      reconcile(this.sent.body, next.body);
      const records = observer.takeRecords();
      this.head(next.head);
      observer.disconnect();
      this.sent.documentElement.lang = document.documentElement.lang = next.documentElement.lang;
      return this.carry(records);
    }

    carry(records) {
      const changed = new Set();
      const parents = new Set();
      for (const { type, target, attributeName: name, removedNodes } of records) {
        for (const node of removedNodes) if (!this.sent.contains(node)) this.remove(node);
        const shown = this.shown.get(target);
        if (!shown || !this.sent.contains(target)) continue;
        if (!shown.isConnected) throw new Lost("replaced");
        if (type === "childList") parents.add(target);
        else if (type === "characterData") splice(shown, target.data);
        else if (target.hasAttribute(name)) shown.setAttribute(name, target.getAttribute(name));
        else shown.removeAttribute(name);
        if (type !== "childList") changed.add(isElement(shown) ? shown : shown.parentElement);
      }
      for (const parent of parents) for (const node of this.align(parent)) changed.add(node);
      return [...changed].filter((node) => node.isConnected).sort(inOrder);
    }

    /** Take away what was sent as `node`, with what a script has wrapped around it alone. */
    remove(node) {
      const shown = this.shown.get(node);
      if (!shown?.isConnected) return;
      const parent = shown.parentNode;
      shown.remove();
      for (let outer = parent; !this.holdsOriginal(outer); ) {
        const wrapper = outer;
        outer = wrapper.parentNode;
        wrapper.remove();
      }
    }

    /** Give the shown `parent` the children that were sent, in their order; return what is new. */
    align(parent) {
      const shown = this.shown.get(parent);
      if (!shown?.isConnected) throw new Lost("replaced");
      const added = [];
      let last = null;
      for (const child of parent.childNodes) {
        let node = this.shown.get(child);
        if (!node) {
          if (isElement(child) && (child.matches("script") || child.querySelector("script"))) throw new Lost("script");
          node = document.importNode(child, true);
          this.pair(child, node);
          added.push(node);
        }
        while (node.parentNode && node.parentNode !== shown && shown.contains(node)) node = node.parentNode;
        if (node === last) continue;
        let following = last ? last.nextSibling : shown.firstChild;
        // What a script has put between two neighbours stays where it is.
        while (following && following !== node && !this.holdsOriginal(following)) following = following.nextSibling;
        if (following !== node) shown.insertBefore(node, last ? last.nextSibling : shown.firstChild);
        last = node;
      }
      return added.map((node) => (isElement(node) ? node : shown));
    }

    holdsOriginal(node) {
      if (this.origins.has(node)) return true;
      return isElement(node) && [...node.querySelectorAll("*")].some((inner) => this.origins.has(inner));
    }

    head(next) {
      const keyOf = (node) => (isStyle(node) ? new URL(node.href, location).pathname : node.outerHTML);
      const wanted = new Map([...next.children].map((node) => [keyOf(node), node]));
      for (const sent of [...this.sent.head.children]) {
        const key = keyOf(sent);
        const node = wanted.get(key);
        wanted.delete(key);
        if (node && isStyle(node) && node.getAttribute("href") !== sent.getAttribute("href")) {
          const shown = this.shown.get(sent);
          sent.setAttribute("href", node.getAttribute("href"));
          if (shown) this.pair(sent, restyle(shown, node.href));
        } else if (!node && !sent.matches("script")) {
          this.shown.get(sent)?.remove();
          sent.remove();
        }
      }
      for (const node of wanted.values()) {
        if (node.matches("script")) continue;
        const sent = this.sent.importNode(node, true);
        const shown = document.importNode(node, true);
        this.sent.head.append(sent);
        document.head.append(shown);
        this.pair(sent, shown);
      }
    }
  }

  const isStyle = (node) => node.matches("link[rel~=stylesheet][href]");

  const replaced = new WeakMap();
  const superseded = new WeakSet();

  /** Show a stylesheet under another address; the old one goes when the new one is there, so that nothing flashes. */
  const restyle = (link, href) => {
    if (superseded.has(link)) return link;
    superseded.add(link);
    const fresh = link.cloneNode();
    const former = [link, ...(replaced.get(link) ?? [])];
    const tidy = () => former.forEach((old) => old.remove());
    replaced.set(fresh, former);
    fresh.addEventListener("load", tidy, { once: true });
    fresh.addEventListener("error", tidy, { once: true });
    fresh.href = href;
    link.after(fresh);
    return fresh;
  };

  // A changed script has to run, and an old one cannot be taken back. Data blocks are no scripts.
  const scriptsOf = (page) =>
    [...page.querySelectorAll("script:not([data-dapsagi])")]
      .filter((node) => !node.type || /^(module|.*javascript)$/.test(node.type))
      .map((node) => node.outerHTML)
      .join("\n");

  /** Change `old` into `next`, elements of one name. */
  const reconcile = (old, next) => {
    for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    reconcileNodes(old, [...old.childNodes], [...next.childNodes], null);
  };

  /** Change the neighbours `before`, children of `parent` in front of `following`, into `after`. */
  const reconcileNodes = (parent, before, after, following) => {
    while (before.length && after.length && before[0].isEqualNode(after[0])) {
      before.shift();
      after.shift();
    }
    while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) {
      following = before.pop();
      after.pop();
    }
    if (!before.length && !after.length) return;
    const [first] = before;
    const [other] = after;
    if (before.length === 1 && after.length === 1 && first.nodeName === other.nodeName && first.id === other.id) {
      if (isElement(first)) reconcile(first, other);
      else first.data = other.data;
      return;
    }
    const same = pairs(before, after, (node) => node.outerHTML);
    // Between two blocks that stayed as they are, one of the same kind is what another has become.
    const kept = same.length ? same : pairs(before, after, (node) => `${node.localName}#${node.id}`);
    if (!kept.length) {
      for (const node of before) node.remove();
      for (const node of after) parent.insertBefore(node, following);
      return;
    }
    let [i, j] = [0, 0];
    for (const [m, n] of kept) {
      reconcileNodes(parent, before.slice(i, m), after.slice(j, n), before[m]);
      if (!same.length) reconcile(before[m], after[n]);
      [i, j] = [m + 1, n + 1];
    }
    reconcileNodes(parent, before.slice(i), after.slice(j), following);
  };

  // Beyond this many edits a precise answer is not worth the wait.
  const EDITS = 700;

  /**
   * Pair elements of one `name` in two lists, in order and as many as possible (their longest common subsequence).
   * Of lists that are further apart, as many as so many edits reach: the rest is compared when it is reconciled.
   * See Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
   */
  const pairs = (before, after, name) => {
    const own = [...before.keys()].filter((i) => isElement(before[i]));
    const others = [...after.keys()].filter((j) => isElement(after[j]));
    const was = own.map((i) => name(before[i]));
    const is = others.map((j) => name(after[j]));
    // How far each diagonal was followed: the place in `was`, and the last of the pairs on the way there.
    const ways = new Map([[1, { m: 0, last: { count: 0 } }]]);
    let best = { count: 0 };
    for (let edits = 0, done = false; edits <= EDITS && !done; edits += 1) {
      for (let k = -edits; k <= edits && !done; k += 2) {
        const [left, right] = [ways.get(k - 1), ways.get(k + 1)];
        let { m, last } = !left || right?.m > left.m ? right : { m: left.m + 1, last: left.last };
        while (m < was.length && m - k < is.length && was[m] === is[m - k]) {
          last = { pair: [own[m], others[m - k]], prior: last, count: last.count + 1 };
          m += 1;
        }
        ways.set(k, { m, last });
        if (last.count > best.count) best = last;
        done = m >= was.length && m - k >= is.length;
      }
    }
    const found = [];
    for (; best.count; best = best.prior) found.push(best.pair);
    return found.reverse();
  };

  /** Change only the letters that differ, so that a selection beside them stays. */
  const splice = (text, data) => {
    const old = text.data;
    let start = 0;
    while (start < old.length && start < data.length && old[start] === data[start]) start += 1;
    let end = 0;
    while (end < old.length - start && end < data.length - start && old.at(-1 - end) === data.at(-1 - end)) end += 1;
    text.replaceData(start, old.length - start - end, data.slice(start, data.length - end));
  };

  const inOrder = (a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);

  return { Morph, Lost, restyle };
})();
