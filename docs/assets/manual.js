// What a page gets where scripts run: links to its headings, and buttons that copy its code.
"use strict";
(() => {
  // The list of pages scrolls to this one.
  const list = document.querySelector("#pages");
  const here = list.querySelector("[aria-current]");
  if (here) list.scrollTop = here.offsetTop - list.offsetTop - list.clientHeight / 2;

  for (const heading of document.querySelectorAll("main :is(h2, h3, h4)[id]")) {
    const link = document.createElement("a");
    link.className = "anchor";
    link.href = `#${heading.id}`;
    link.ariaLabel = `Link to ${heading.textContent}`;
    heading.append(link);
  }

  // Of a session in a terminal only what was typed.
  const copied = (code) => {
    const lines = code.textContent.replace(/\n$/, "").split("\n");
    const typed = lines.filter((line) => line.startsWith("$ ")).map((line) => line.slice(2));
    return (typed.length ? typed : lines).join("\n");
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without a permission, or on a page that is not secure.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  };

  for (const code of document.querySelectorAll("main pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await copy(copied(code));
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    const frame = document.createElement("div");
    frame.className = "code";
    code.replaceWith(frame);
    frame.append(code, button);
  }
})();
