// Finding a place on a page and drawing a line round it, for a photograph. Runs in an isolated world beside page.js;
// installed once a document, called as __shot.NAME(...).
(() => {
  if (globalThis.__shot) return;

  const SPOTS = {
    footer: 'footer, [role="contentinfo"], [id*="footer" i], [class*="footer" i]',
    header: 'header, [role="banner"], [id*="header" i], [class*="header" i]',
    main: 'main article, main, [role="main"], article, #content, #main',
  };
  const NARROW = 560, WIDE = 760, TALL = 420, LOW = 180; // of a clip, CSS pixels
  const SIDE = 48, ABOVE = 64; // surroundings of the place
  const bare = (text) => text.replace(/\s+/g, "");
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false });
  };
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));

  // A selector of the rendered tree: a blank without ">" leads from a host into its shadow root.
  function find(selector) {
    try {
      const whole = document.querySelector(selector);
      if (whole) return whole;
      let root = document, at = null;
      for (const part of selector.split(/(?<!>) (?!>)/)) {
        at = root.querySelector(part);
        if (!at) return null;
        root = at.shadowRoot || at;
      }
      return at;
    } catch { return null; }
  }

  // Where the words stand inside the element, as they do now; null when they do not.
  function words(element, quote) {
    const wanted = bare(quote);
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let text = "";
    const places = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const data = node.data;
      for (let at = 0; at < data.length; at++) if (/\S/.test(data[at])) { text += data[at]; places.push([node, at]); }
      if (text.length > 200000) break;
    }
    const start = text.indexOf(wanted);
    if (start >= 0) {
      const range = document.createRange();
      range.setStart(...places[start]);
      const [node, at] = places[start + wanted.length - 1];
      range.setEnd(node, at + 1);
      return range;
    }
    const said = ["value", "placeholder", "alt", "title", "aria-label", "content"].map((name) => element[name] || element.getAttribute(name));
    const chosen = element.selectedOptions ? [...element.selectedOptions].map((option) => option.textContent) : [];
    return [...said, ...chosen].some((one) => typeof one === "string" && bare(one).includes(wanted)) ? element : null;
  }

  function unfold(element) {
    for (let up = element; up; up = up.parentElement || (up.getRootNode() || {}).host)
      if (up.localName === "details") up.open = true;
  }

  const label = (element) => bare(element.value && element.localName === "input" ? element.value : "") ? element.value :
    (element.getAttribute("aria-label") || element.textContent || "").replace(/\s+/g, " ").trim();
  let found = [];
  function controls() {
    const all = document.querySelectorAll('button, input[type="submit"], input[type="button"], [role="button"], a[class*="button" i]');
    found = [...all].filter(shown).slice(0, 80);
    const framed = (element) => !!element.closest(SPOTS.footer + ", nav, header");
    return JSON.stringify(found.map((element) => (framed(element) ? "" : label(element).slice(0, 80))));
  }

  function spot(name, control) {
    if (control >= 0) {
      const held = found[control], form = held.closest("form");
      return form && form.getBoundingClientRect().height < 0.8 * TALL ? form : held;
    }
    const wide = [...document.querySelectorAll(SPOTS[name] || SPOTS.main)].filter(shown)
      .filter((element) => element.getBoundingClientRect().width > 0.3 * innerWidth);
    const inner = wide.find((element) => element.localName === "article");
    return name === "footer" ? wide[wide.length - 1] || null : inner || wide[0] || null;
  }

  // The part of an element that its words and controls take up: a footer is as wide as the screen, what it says is not.
  function filled(element) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity], count = 0;
    for (const inner of element.querySelectorAll("*")) {
      const own = [...inner.childNodes].some((child) => child.nodeType === 3 && /\S/.test(child.data));
      if ((!own && !/^(input|select|button|img)$/.test(inner.localName)) || !shown(inner)) continue;
      const box = inner.getBoundingClientRect();
      [left, top, right, bottom] = [Math.min(left, box.left), Math.min(top, box.top), Math.max(right, box.right), Math.max(bottom, box.bottom)];
      if ((count += 1) > 400) break;
    }
    const whole = element.getBoundingClientRect();
    if (!count) return whole;
    const room = 12;
    [left, top] = [Math.max(left - room, whole.left), Math.max(top - room, whole.top)];
    [right, bottom] = [Math.min(right + room, whole.right), Math.min(bottom + room, whole.bottom)];
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  }

  // What lies over the middle of the place belongs to it, holds it, or only decorates it.
  function covered(element, box) {
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 40));
    if (!top || top.contains(element) || element.contains(top) || top.shadowRoot) return false;
    return getComputedStyle(top).position === "fixed";
  }

  // Scroll to the place, draw round it, and say which part of the document to take; null when it cannot be shown.
  async function aim({ selector, quote, spot: name, control }) {
    clear();
    const here = selector && (quote || name === "selector") ? find(selector) : null;
    const element = quote || (here && shown(here)) ? here : spot(name, control);
    if (!element) return null;
    unfold(element);
    let target = quote ? words(element, quote) : element;
    if (!target || !shown(element)) return null;
    const tall = element.getBoundingClientRect().height > TALL;
    element.scrollIntoView({ block: tall && !quote ? "start" : "center", inline: "nearest", behavior: "instant" });
    if (quote && tall) scrollBy({ top: target.getBoundingClientRect().top - innerHeight / 2, behavior: "instant" });
    await pause(80);
    if (quote && !(target = words(element, quote))) return null;
    const box = quote || name === "selector" ? target.getBoundingClientRect() : filled(target);
    if (box.width <= 0 || box.height <= 0 || box.right <= 0 || box.left >= innerWidth || covered(element, box)) return null;
    return draw(box, name !== "selector" && !quote);
  }

  function draw(box, belongs) {
    const page = document.documentElement;
    const wide = Math.min(page.clientWidth || innerWidth, innerWidth);
    const height = Math.min(Math.max(Math.min(box.height, TALL) + 2 * ABOVE, LOW), TALL, innerHeight);
    const width = Math.min(Math.max(Math.min(box.width + 2 * SIDE, WIDE), NARROW), wide);
    const centre = box.width + SIDE > width ? box.left - SIDE / 2 + width / 2 : box.left + box.width / 2;
    const clamp = (value, least, most) => Math.max(least, Math.min(value, most));
    const spare = Math.max(16, (height - Math.min(box.height, TALL)) / 2);
    const left = clamp(centre - width / 2, 0, wide - width);
    const top = clamp(box.top - spare, 0, Math.max(0, innerHeight - height));
    const edge = belongs ? 8 : 5;
    const [x1, y1] = [Math.max(box.left - edge, left + 4), Math.max(box.top - edge, top + 4)];
    const [x2, y2] = [Math.min(box.right + edge, left + width - 4), Math.min(box.bottom + edge, top + height - 4)];
    if (x2 - x1 < 4 || y2 - y1 < 4) return null;
    const line = document.createElement("div");
    line.id = "__shot";
    const style = {
      all: "initial", position: "fixed", left: x1 + "px", top: y1 + "px", width: x2 - x1 + "px", height: y2 - y1 + "px",
      border: "3px " + (belongs ? "dashed" : "solid") + " #a12a1d", "border-radius": "4px", "box-sizing": "border-box",
      "box-shadow": "0 0 0 2px #fff", "pointer-events": "none", "z-index": "2147483647", display: "block",
    };
    for (const [name, value] of Object.entries(style)) line.style.setProperty(name, value, "important");
    page.append(line);
    return JSON.stringify({ x: left + scrollX, y: top + scrollY, width, height });
  }

  function clear() {
    const line = document.getElementById("__shot");
    if (line) line.remove();
  }

  // Before any picture: passwords that a "show" button uncovers, and secrets that the page repeats, become dots.
  function veil(secrets) {
    for (const field of document.querySelectorAll('input[type="password"], input[autocomplete*="password" i], input[name*="password" i]'))
      field.style.setProperty("-webkit-text-security", "disc", "important");
    if (!secrets.length) return;
    const hide = (text) => secrets.reduce((rest, secret) => rest.split(secret).join("•••"), text);
    const roots = [document];
    for (let root = roots.pop(); root; root = roots.pop()) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.nodeType === 3) {
          if (secrets.some((secret) => node.data.includes(secret))) node.data = hide(node.data);
          continue;
        }
        if (node.shadowRoot) roots.push(node.shadowRoot);
        if (typeof node.value === "string" && secrets.some((secret) => node.value.includes(secret))) node.value = hide(node.value);
        if (node.localName === "iframe" || node.localName === "frame") node.style.setProperty("visibility", "hidden", "important");
      }
    }
  }

  const source = () => document.documentElement.outerHTML.slice(0, 1000000);
  globalThis.__shot = { aim, clear, controls, veil, source };
})();
