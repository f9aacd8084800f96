// Searches the manual without a server: the sections come as a script when the field is first
// used, so that it works on pages opened as files too. The pattern is ARIA's combobox.
"use strict";
(() => {
  const form = document.querySelector(".search");
  const field = form.querySelector("input");
  const list = form.querySelector("ul");
  const told = form.querySelector(".told");
  const MOST = 8;
  let sections;
  let chosen = -1;

  const load = () => {
    sections ??= new Promise((done) => {
      const script = document.createElement("script");
      script.src = "assets/words.js";
      script.onload = () => done(window.sections.map(readable));
      document.head.append(script);
    });
    return sections;
  };

  const readable = (section) => {
    const plain = (html) =>
      new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
    const [title, text] = [plain(section.title), plain(section.text)];
    return { ...section, title, text, low: [title, section.page, text].map((t) => t.toLowerCase()) };
  };

  // How well `word` is met in a text: as a word of it, as the begin of one, somewhere in it; by the
  // points of the place. Identifiers such as where_exp are one word.
  const LETTER = /[\p{L}\p{N}_]/u;
  const met = (text, word, [whole, begin, inside]) => {
    let points = 0;
    let found = 0;
    for (let at = text.indexOf(word); at >= 0 && found < 20; at = text.indexOf(word, at + 1)) {
      const begins = at === 0 || !LETTER.test(text[at - 1]);
      const ends = at + word.length === text.length || !LETTER.test(text[at + word.length]);
      points = Math.max(points, begins ? (ends ? whole : begin) : inside);
      if (begins) found += 1;
    }
    return points && points + Math.min(found, 8) / 4;
  };

  // The points of a section's title, its page's, and its text: whole words, begins, insides.
  const PLACES = [[40, 24, 4], [16, 10, 2], [12, 5, 1]];
  const score = ({ low }, words, query) => {
    let sum = low[0] === query ? 40 : low[0].startsWith(query) ? 10 : 0;
    for (const word of words) {
      const marks = low.map((text, place) => met(text, word, PLACES[place]));
      const most = Math.max(...marks);
      if (most === 0) return 0;
      // Where a word is in several places it is what the section is about.
      sum += most + marks.reduce((all, mark) => all + mark, 0) / 8;
    }
    return sum;
  };

  const excerpt = ({ text, low }, words) => {
    const places = words.map((word) => low[2].indexOf(word)).filter((at) => at >= 0);
    const from = Math.max(0, (places.length ? Math.min(...places) : 0) - 40);
    return (from ? "…" : "") + text.slice(from, from + 110) + (text.length > from + 110 ? "…" : "");
  };

  const part = (name, text) => {
    const made = document.createElement("span");
    made.className = name;
    made.textContent = text;
    return made;
  };

  const option = (section, words, index) => {
    const item = document.createElement("li");
    item.id = `found-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const where = section.title === section.page ? "" : section.page;
    item.append(part("title", section.title), " ", part("page", where), " ");
    item.append(part("text", excerpt(section, words)));
    item.dataset.url = section.url;
    return item;
  };

  const show = (items, query) => {
    list.replaceChildren(...items);
    list.hidden = items.length === 0;
    field.setAttribute("aria-expanded", String(items.length > 0));
    told.textContent = query && (items.length ? `${items.length} found` : "Nothing found");
    choose(-1);
  };

  const choose = (index) => {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = index;
    const item = list.children[chosen];
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) field.setAttribute("aria-activedescendant", item.id);
    else field.removeAttribute("aria-activedescendant");
  };

  const search = async () => {
    const query = field.value.trim().toLowerCase();
    const words = query.split(/\s+/).filter(Boolean);
    const all = await load();
    if (field.value.trim().toLowerCase() !== query) return;
    const found = words.length
      ? all
          .map((section) => [score(section, words, query), section])
          .filter(([points]) => points > 0)
          .sort(([a], [b]) => b - a)
          .slice(0, MOST)
      : [];
    show(found.map(([, section], index) => option(section, words, index)), query);
  };

  const go = (item) => {
    const url = item?.dataset.url;
    if (!url) return;
    show([], "");
    field.value = "";
    window.location.href = url;
  };

  const keys = {
    ArrowDown: () => choose(chosen + 1 < list.children.length ? chosen + 1 : 0),
    ArrowUp: () => choose(chosen > 0 ? chosen - 1 : list.children.length - 1),
    Escape: () => {
      field.value = "";
      show([], "");
    },
  };

  // A slash begins a search, as in many manuals, unless something is being typed.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  field.addEventListener("focus", load);
  field.addEventListener("input", search);
  field.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(list.children[Math.max(chosen, 0)]);
  });
  list.addEventListener("click", (event) => go(event.target.closest("li")));
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) setTimeout(() => show([], ""), 150);
  });
  form.hidden = false;
})();
