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

async function take({ page, assets, failure, notices }) {
  showFailure(failure);
  showNotices(failure === null ? notices : null);
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
  const details = changedDetails(before);
  if (!before || !sameScripts(before, source) || outline(document) !== outline(before)) return reload(details);
  morph(source.cloneNode(true));
  restoreDetails(details);
  document.dispatchEvent(new CustomEvent("liquidsite:update"));
}

function morph(after) {
  keepSwapped(after);
  const fields = changedFields(document);
  const kept = caret();
  Idiomorph.morph(document.documentElement, after.documentElement, {
    head: { shouldPreserve: (element) => element.matches(own) },
    callbacks: { beforeNodeRemoved: (node) => node !== overlay && node !== strip },
  });
  fields.forEach(restore);
  restoreCaret(kept);
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

// What was opened or closed, unlike in the page as it came; all of it where that is not known.
function changedDetails(before) {
  const known = before ? detailsOf(before) : [];
  return detailsOf(document)
    .map((element, at) => ({ at, name: nameOf(element), open: element.open }))
    .filter(({ at, open }) => known[at]?.open !== open);
}

const detailsOf = (page) => [...page.querySelectorAll("details")];

const nameOf = (element) => element.querySelector("summary")?.textContent || "";

function restoreDetails(changed) {
  const all = detailsOf(document);
  for (const { at, name, open } of changed) {
    if (all[at] && nameOf(all[at]) === name) all[at].open = open;
  }
}

// Where the caret is: the field, and what is selected in it; null when it is in none.
function caret() {
  const field = document.activeElement;
  const at = fieldsOf(document).indexOf(field);
  if (at < 0) return null;
  const { name, selectionStart, selectionEnd, selectionDirection } = field;
  return { at, name, selection: [selectionStart, selectionEnd, selectionDirection] };
}

function restoreCaret(kept) {
  const field = kept && fieldsOf(document)[kept.at];
  if (!field || field.name !== kept.name) return;
  field.focus({ preventScroll: true });
  const [start, end, direction] = kept.selection;
  if (start !== null && start !== undefined) field.setSelectionRange(start, end, direction);
}

// A reload keeps the scroll position by itself, but not what was typed or opened, nor the caret.
function reload(details = changedDetails(source)) {
  const all = fieldsOf(document);
  const kept = changedFields(document)
    .filter(({ field }) => field.type !== "password")
    .map(({ field, state }) => ({ at: all.indexOf(field), name: field.name, state }));
  const state = { path: location.pathname, kept, details, caret: caret() };
  sessionStorage.setItem(keptFields, JSON.stringify(state));
  location.reload();
}

function restoreAfterReload() {
  const { path, kept, details, caret } = JSON.parse(sessionStorage.getItem(keptFields) || "{}");
  sessionStorage.removeItem(keptFields);
  if (path !== location.pathname) return;
  restoreDetails(details);
  const all = fieldsOf(document);
  for (const { at, name, state } of kept) {
    if (all[at]?.name === name) restore({ field: all[at], state });
  }
  restoreCaret(caret);
}

// ---- Errors and notices ----------------------------------------------------------------------

// They are in shadow trees: the page's styles do not reach them, and its elements stay as they are.
let overlay = null;
let strip = null;
let noticesShown = null;

const above = "all: initial; position: fixed; z-index: 2147483647;";

function layer(name, style, html) {
  const element = document.createElement(name);
  element.style.cssText = above + style;
  element.attachShadow({ mode: "open" }).innerHTML = html;
  element.shadowRoot.querySelector("button").addEventListener("click", () => element.remove());
  document.documentElement.append(element);
  return element;
}

function showFailure(failure) {
  overlay?.remove();
  overlay = null;
  if (failure === null || document.querySelector("body > .failure")) return;
  const style = "inset: 0; overflow: auto; background: rgb(0 0 0 / 45%)";
  overlay = layer("liquidsite-failure", style, failure);
  // A click beside the message puts it away: what is below may be wanted.
  overlay.addEventListener("click", (event) => event.composedPath()[0] === overlay && overlay.remove());
}

// The same notices are shown once: who put them away has read them.
function showNotices(notices) {
  if (notices === noticesShown) return;
  noticesShown = notices;
  strip?.remove();
  strip = notices === null ? null : layer("liquidsite-notices", "inset: 0 0 auto 0", notices);
}

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const shown = [overlay, strip].find((element) => element?.isConnected);
  shown?.remove();
});

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
