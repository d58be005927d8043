// One connection for all tabs of a browser: over HTTP/1.1 a browser opens six to one server, and a seventh tab with a
// connection of its own would wait for ever.
"use strict";

const tabs = new Map();
let source = null;
let wanted = "";
let latest = null;
let states = {};
let edition = 0;

const connect = () => {
  const pages = [...new Set(tabs.values())].sort();
  const query = new URLSearchParams(pages.map((page) => ["page", page])).toString();
  if (query === wanted && source && source.readyState !== EventSource.CLOSED) return;
  wanted = query;
  states = {};
  source?.close();
  source = null;
  if (!pages.length) return;
  source = new EventSource(`/_dapsagi/events?${query}`);
  source.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    ({ edition } = message);
    Object.assign(states, message.pages);
    // One tab follows, the one that was looked at last.
    const { follow, ...rest } = message;
    for (const tab of tabs.keys()) tab.postMessage(tab === latest ? message : rest);
  };
  source.onopen = () => tell({ connected: true });
  source.onerror = () => tell({ connected: false });
};

const tell = (message) => {
  for (const tab of tabs.keys()) tab.postMessage(message);
};

onconnect = ({ ports: [tab] }) => {
  tab.onmessage = ({ data: { page, focus, leave } }) => {
    if (leave) tabs.delete(tab);
    else if (page) tabs.set(tab, page);
    if (focus || !tabs.has(latest)) latest = leave ? ([...tabs.keys()].at(-1) ?? null) : tab;
    connect();
    // What another tab of the same page has been told already.
    if (page && page in states) tab.postMessage({ edition, pages: { [page]: states[page] } });
  };
};
