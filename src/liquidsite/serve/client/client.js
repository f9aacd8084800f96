// Updates the page when the site's sources change. Only `liquidsite serve` adds it to pages.
import { Idiomorph } from "./idiomorph.esm.js";

// The version of the page that is shown: its ETag.
let version = new URL(import.meta.url).searchParams.get("page") || "";
const own = 'script[src*="/__liquidsite__/"]';
const keptFields = "liquidsite:fields";
const keyOfVersion = "liquidsite";

// The page as its file has it, before its own scripts changed anything; null until known.
let source = null;
let swaps = 0;
let queue = Promise.resolve();

// ---- Messages from the server ----------------------------------------------------------------

let events = null;
let crowded = false;

function listen() {
  const query = new URLSearchParams({ path: location.pathname, page: version });
  events = new EventSource(`/__liquidsite__/events?${query}`);
  events.onmessage = (event) => {
    const message = JSON.parse(event.data);
    crowded = message.crowded;
    rest();
    queue = queue.then(() => take(message)).catch(() => reload());
  };
}

// A browser opens at most six connections to a server, for all tabs. If many are open, hidden
// tabs disconnect; they get what they missed when they are shown again.
function rest() {
  if (!crowded || !document.hidden) return;
  events?.close();
  events = null;
}

document.addEventListener("visibilitychange", () => (document.hidden ? rest() : events || listen()));
addEventListener("pagehide", () => events?.close());
addEventListener("pageshow", (event) => event.persisted && location.reload());

async function take({ page, assets, failure }) {
  showFailure(failure);
  if (failure !== null) return;
  if (page) await update();
  const loaded = new Set(performance.getEntriesByType("resource").map((entry) => pathOf(entry.name)));
  const changed = assets.filter((path) => loaded.has(path));
  if (changed.length && !changed.every(swap)) reload();
}

const pathOf = (url) => new URL(url, location.href).pathname;

// ---- Stylesheets and images: a new address makes the browser load them again ----------------

function swap(path) {
  const links = [...document.querySelectorAll('link[rel~="stylesheet"]')];
  const sheets = links.filter((link) => pathOf(link.href) === path);
  const images = [...document.images].filter((image) => pathOf(image.src) === path);
  swaps += 1;
  sheets.forEach(swapSheet);
  images.forEach((image) => image.setAttribute("src", renewed(image.src)));
  return sheets.length + images.length > 0;
}

function swapSheet(link) {
  // The old sheet stays until the new one is there: nothing flashes.
  const next = link.cloneNode();
  next.setAttribute("href", renewed(link.href));
  next.onload = next.onerror = () => link.remove();
  link.after(next);
}

function renewed(address) {
  const url = new URL(address);
  url.searchParams.set(keyOfVersion, swaps);
  return url.href;
}

function withoutVersion(address) {
  const url = new URL(address, location.href);
  url.searchParams.delete(keyOfVersion);
  return url.href;
}

// ---- The page itself: changed in place if the result is the same as after a reload -----------

async function update() {
  const before = source;
  const after = await fetchPage();
  if (!after) return;
  source = after.page;
  version = after.version;
  if (!before || !sameScripts(before, source) || outline(document) !== outline(before)) return reload();
  morph(source.cloneNode(true));
  document.dispatchEvent(new CustomEvent("liquidsite:update"));
}

function morph(after) {
  keepSwapped(after);
  const fields = changedFields(document);
  Idiomorph.morph(document.documentElement, after.documentElement, {
    head: { shouldPreserve: (element) => element.matches(own) },
    callbacks: { beforeNodeRemoved: (node) => node !== overlay },
  });
  fields.forEach(restore);
}

// The current page on the server, with its version; null when the server is not running.
async function fetchPage() {
  const response = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!response) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  page.querySelectorAll(own).forEach((script) => script.remove());
  // In a browser that runs scripts, the content of <noscript> is text.
  page.querySelectorAll("noscript").forEach((element) => (element.textContent = element.innerHTML));
  return { page, version: (response.headers.get("etag") || "").replaceAll('"', "") };
}

const sameScripts = (one, other) => scripts(one) === scripts(other);

const scripts = (page) =>
  [...page.querySelectorAll("script")].map((script) => script.outerHTML).join("\n");

// Elements and texts in order. If this differs from the source, a script has changed the page,
// and only a reload gives the right result.
function outline(page) {
  const shown = NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT;
  const walker = page.createTreeWalker(page.body, shown, (node) =>
    node.localName === "noscript" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const parts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    parts.push(node.nodeType === Node.TEXT_NODE ? node.data.trim() : `<${node.localName}>`);
  }
  return parts.filter(Boolean).join("\n");
}

// Sheets and images that were swapped keep their new address, so that they are not loaded twice.
function keepSwapped(page) {
  for (const [selector, attribute] of [["link[href]", "href"], ["img[src]", "src"]]) {
    const live = new Map();
    for (const element of document.querySelectorAll(selector)) {
      const address = element[attribute];
      if (withoutVersion(address) !== address) live.set(withoutVersion(address), address);
    }
    for (const element of page.querySelectorAll(selector)) {
      const swapped = live.get(new URL(element.getAttribute(attribute), location.href).href);
      if (swapped) element.setAttribute(attribute, swapped);
    }
  }
}

// ---- What the reader typed -------------------------------------------------------------------

const fieldsOf = (page) => [...page.querySelectorAll("input:not([type=file]), textarea, select")];

const changedFields = (page) =>
  fieldsOf(page).filter(isChanged).map((field) => ({ field, state: stateOf(field) }));

function isChanged(field) {
  if (field.localName !== "select") {
    return field.value !== field.defaultValue || Boolean(field.checked) !== Boolean(field.defaultChecked);
  }
  return [...field.options].some((option) => option.selected !== option.defaultSelected);
}

const stateOf = (field) =>
  field.localName === "select"
    ? [...field.options].filter((option) => option.selected).map((option) => option.value)
    : { value: field.value, checked: field.checked };

function restore({ field, state }) {
  if (!field?.isConnected) return;
  if (field.localName === "select") {
    for (const option of field.options) option.selected = state.includes(option.value);
    return;
  }
  if (field.value !== state.value) field.value = state.value;
  if (field.checked !== state.checked) field.checked = state.checked;
}

// A reload keeps the scroll position by itself, but not what was typed.
function reload() {
  const all = fieldsOf(document);
  const kept = changedFields(document)
    .filter(({ field }) => field.type !== "password")
    .map(({ field, state }) => ({ at: all.indexOf(field), name: field.name, state }));
  sessionStorage.setItem(keptFields, JSON.stringify({ path: location.pathname, kept }));
  location.reload();
}

function restoreAfterReload() {
  const { path, kept } = JSON.parse(sessionStorage.getItem(keptFields) || "{}");
  sessionStorage.removeItem(keptFields);
  if (path !== location.pathname) return;
  const all = fieldsOf(document);
  for (const { at, name, state } of kept) {
    if (all[at]?.name === name) restore({ field: all[at], state });
  }
}

// ---- Errors ----------------------------------------------------------------------------------

let overlay = null;

function showFailure(failure) {
  overlay?.remove();
  overlay = null;
  if (failure === null || document.querySelector("body > .failure")) return;
  overlay = document.createElement("liquidsite-failure");
  overlay.style.cssText =
    "all: initial; position: fixed; inset: 0; z-index: 2147483647; overflow: auto; background: rgb(0 0 0 / 45%)";
  overlay.attachShadow({ mode: "open" }).innerHTML = failure;
  // A click beside the message closes it, so that the page can be seen.
  overlay.addEventListener("click", (event) => event.composedPath()[0] === overlay && overlay.remove());
  document.documentElement.append(overlay);
}

// ---- Start -----------------------------------------------------------------------------------

async function start() {
  restoreAfterReload();
  const found = await fetchPage();
  if (found?.version === version) source = found.page;
}

performance.setResourceTimingBufferSize(5000);
listen();
if (document.readyState === "complete") start();
else addEventListener("load", start);
