// Comments and counting by services of others: nothing is loaded before a reader comes near or agrees.
(() => {
  const root = document.documentElement;
  const recall = (name) => {
    try {
      return localStorage[`dapsagi-${name}`];
    } catch {
      // Storage is switched off: the reader is asked on every page.
    }
  };
  const remember = (name, answer) => {
    try {
      if (answer) localStorage[`dapsagi-${name}`] = answer;
      else delete localStorage[`dapsagi-${name}`];
    } catch {
      // The answer holds for this page.
    }
  };
  // A script runs when its copy enters the page; in a template it is only text.
  const run = (template) => {
    const scripts = template.content.cloneNode(true).querySelectorAll("script");
    for (const script of scripts) template.before(script);
    return scripts;
  };

  const comments = document.querySelector(".comments");
  if (comments) {
    const [attribute, light, dark] = comments.dataset.scheme.split(" ");
    const system = matchMedia("(prefers-color-scheme: dark)");
    const scheme = () => ((root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark" ? dark : light);
    const follow = () => {
      const frame = comments.querySelector("iframe");
      if (!frame) return;
      const theme = scheme();
      const message = attribute === "theme" ? { type: "set-theme", theme } : { giscus: { setConfig: { theme } } };
      frame.contentWindow.postMessage(message, new URL(frame.src).origin);
    };
    const load = () => {
      const template = comments.querySelector("template");
      template.content.querySelector("script").setAttribute(attribute, scheme());
      run(template);
      system.addEventListener("change", follow);
      new MutationObserver(follow).observe(root, { attributeFilter: ["data-theme"] });
    };
    const loadNear = () => {
      const watcher = new IntersectionObserver(
        ([entry]) => {
          if (!entry.isIntersecting) return;
          watcher.disconnect();
          load();
        },
        { rootMargin: "600px" },
      );
      watcher.observe(comments);
    };
    const ask = comments.querySelector(".comments-ask");
    if (!ask || recall("comments") === "yes") loadNear();
    else {
      ask.hidden = false;
      ask.querySelector("button").addEventListener("click", () => {
        remember("comments", "yes");
        ask.remove();
        load();
      });
    }
  }

  const counters = document.querySelector(".counters");
  const isPreview = /^(localhost|127\.|\[::1\])/.test(location.hostname) || location.protocol === "file:";
  if (!counters || isPreview || navigator.globalPrivacyControl || navigator.doNotTrack === "1") return;

  const count = () => {
    for (const script of counters.content.querySelectorAll("script")) {
      if (script.dataset.google) {
        window.dataLayer ??= [];
        window.gtag ??= function () {
          // What gtag.js looks for is the arguments object itself.
          window.dataLayer.push(arguments);
        };
        gtag("js", new Date());
        gtag("config", script.dataset.google);
      }
      // Plausible's script of one's own site waits to be told.
      if (/\/pa-[^/]*\.js$/.test(script.src)) {
        window.plausible ??= function () {
          (plausible.q ??= []).push(arguments);
        };
        plausible.init ??= (options) => (plausible.o = options ?? {});
        plausible.init();
      }
    }
    run(counters);
  };
  const bar = document.querySelector(".counting");
  if (!bar) {
    count();
    return;
  }
  const again = document.querySelector(".counting-again");
  const settle = (answer) => {
    bar.hidden = answer !== undefined;
    again.hidden = answer === undefined;
    if (answer === "yes") count();
  };
  bar.addEventListener("click", ({ target }) => {
    if (target.tagName !== "BUTTON") return;
    remember("counting", target.value);
    settle(target.value);
  });
  again.addEventListener("click", () => {
    remember("counting");
    // What was loaded stays loaded until the page is left.
    location.reload();
  });
  settle(recall("counting"));
})();
