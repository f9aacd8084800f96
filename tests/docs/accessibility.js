// What is wrong with the page for somebody who reads it with eyes, keys or a screen reader: a list
// of texts. The numbers are those of WCAG 2.2: contrast 4.5 (large text 3), targets of 24 pixels.
() => {
  const wrong = [];
  const say = (what, element) =>
    wrong.push(`${what}: ${element.outerHTML.slice(0, 80).replace(/\s+/g, " ")}`);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b]
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255];
  };
  const contrast = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  if (!document.documentElement.lang) say("no language", document.documentElement);
  if (!document.title.trim()) say("no title", document.head);
  if (all("h1").length !== 1) say(`${all("h1").length} h1`, document.body);
  if (all("main").length !== 1) say("no one main", document.body);

  let level = 1;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) say("a level left out", heading);
    if (!heading.textContent.trim()) say("an empty heading", heading);
    level = own;
  }
  for (const image of all("img")) if (!image.alt) say("no alternative", image);
  for (const field of all("input, select, textarea")) {
    if (!field.labels.length && !field.ariaLabel) say("no label", field);
  }
  for (const link of all("a[href], button")) {
    if (!(link.textContent.trim() || link.ariaLabel)) say("no name", link);
  }
  const names = all("nav").map((nav) => nav.ariaLabel);
  if (new Set(names).size !== names.length || names.includes(null)) {
    say("navigations are not told apart", document.body);
  }
  for (const cell of all("th")) {
    if (!cell.textContent.trim()) say("an empty header", cell);
  }
  const regions = all("[role=region]").map((region) => region.ariaLabel);
  if (new Set(regions).size !== regions.length) say("regions of one name", document.body);
  for (const region of all("*")) {
    const scrolls = region.scrollWidth > region.clientWidth + 1 && region.clientWidth > 1;
    if (scrolls && getComputedStyle(region).overflowX === "auto" && region.tabIndex < 0) {
      say("scrolls with a mouse only", region);
    }
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(element) || !shown(element)) continue;
    seen.add(element);
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(rgba(style.color), behind(element));
    if (ratio < (large ? 3 : 4.5)) say(`contrast ${ratio.toFixed(2)}`, element);
  }

  // Links within a text are as high as its lines; the others must be large enough to be touched.
  for (const target of all("header a, header button, header input, nav a")) {
    const { width, height } = target.getBoundingClientRect();
    if (shown(target) && (width < 24 || height < 24)) say(`${width} × ${height} pixels`, target);
  }
  return wrong;
}
