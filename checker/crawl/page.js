// The one script that reads a page. It runs in an isolated world: the page's own scripts cannot change what it uses,
// and it leaves nothing behind on the page. Installed once a document, called as __dl.NAME(...).
(() => {
  if (globalThis.__dl) return;

  const set = (words) => new Set(words.split(" "));
  const VOID = set("area base br col embed hr img input link meta param source track wbr");
  const UNREAD = set("noscript template style noembed noframes xmp plaintext object applet");
  const CONTROLS = set("a button input select textarea label option img picture canvas video iframe summary");
  const SCRIPT_LIMIT = 4000; // of inline scripts that hold no structured data
  const ATTRIBUTE_LIMIT = 4000;
  const OUTPUT_LIMIT = 20 * 1024 * 1024;
  const SHAPES = set("path circle rect line polyline polygon ellipse defs clipPath"); // say nothing
  const [SKIP, PLAIN, DATA, DRAWING, EMPTY] = [0, 1, 2, 3, 4];
  const DROPPED = set("srcset nonce data-dl");
  const STATE = set("checked selected value"); // of inputs and options: their properties tell
  // How an element is written, and whether an attribute is: what has a name that HTML cannot carry is left out.
  const tags = remembered((tag) =>
    UNREAD.has(tag) || !/^[a-z][\w:.-]*$/.test(tag) ? SKIP
      : tag === "script" ? DATA : tag === "svg" ? DRAWING : VOID.has(tag) ? EMPTY : PLAIN);
  const attributes = remembered((name) => !DROPPED.has(name) && /^[^\s"'<>/=\0]+$/.test(name));
  function remembered(find) {
    const held = new Map();
    return (name) => {
      let known = held.get(name);
      if (known === undefined) held.set(name, (known = find(name)));
      return known;
    };
  }
  const DEPTH_LIMIT = 1200;

  const round = (number) => Math.round(number * 10) / 10;
  const fold = (text) => text.replace(/\s+/g, " ").trim();
  let shadows = false; // whether the document has shadow roots: asking each element for its slot is dear
  const above = (element) => {
    const parent = shadows && element.assignedSlot || element.parentElement;
    return parent || (element.parentNode && element.parentNode.host) || null;
  };

  // --- layout ------------------------------------------------------------------------------------------------------

  const colours = new Map();
  function colour(text) {
    let found = colours.get(text);
    if (found !== undefined) return found;
    const numbers = /^rgba?\(/.test(text) ? text.match(/[\d.]+/g).map(Number) : null;
    found = numbers ? [numbers[0], numbers[1], numbers[2], numbers.length > 3 ? numbers[3] : 1] : painted(text);
    colours.set(text, found);
    return found;
  }

  // Any other notation (oklch, color-mix ...): let a canvas say what it comes to.
  function painted(text) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d");
    if (!context) return null;
    context.fillStyle = text;
    context.fillRect(0, 0, 1, 1);
    const data = context.getImageData(0, 0, 1, 1).data;
    return [data[0], data[1], data[2], data[3] / 255];
  }

  const blend = (front, back) => [0, 1, 2].map((n) => front[n] * front[3] + back[n] * (1 - front[3]));
  const channel = (value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  // WCAG 2.2, "relative luminance" and "contrast ratio": https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
  const luminance = (rgb) => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);

  let known = new Map();

  // What an element hands down: the rectangle it is cut to, whether it is faded out, what is painted behind it.
  function inherited(element, depth = 0) {
    let held = known.get(element);
    if (held) return held;
    const parent = depth < DEPTH_LIMIT ? above(element) : null;
    const base = parent ? inherited(parent, depth + 1) : ROOT;
    const style = getComputedStyle(element);
    const position = style.position;
    let clip = base.clip;
    if (position === "fixed") clip = null;
    else if (position === "absolute" && clip) {
      const container = element.offsetParent;
      if (container && container !== parent) clip = inherited(container, depth + 1).clip;
    }
    held = { clip, faded: base.faded, base, style, position, background: undefined, size: undefined };
    known.set(element, held);
    if (!held.faded && style.opacity < 0.02) held.faded = !revealsLater(element, style, position);
    if (element !== document.documentElement && element !== document.body) held.clip = cut(element, style, clip, position);
    return held;
  }

  const ROOT = { clip: null, faded: false, background: [255, 255, 255] };

  // The colour behind the words of an element; null: a picture, or what lies under something laid over it.
  function background(held) {
    if (held.background === undefined) held.background = painting(held);
    return held.background;
  }

  function painting({ style, position, base }) {
    if (style.backgroundImage !== "none") return null;
    const own = colour(style.backgroundColor);
    if (!own) return null;
    if (own[3] === 1) return own;
    // Words laid over something else: what is behind them is not what their ancestors paint.
    const behind = position === "absolute" || position === "fixed" ? null : background(base);
    return !behind || own[3] === 0 ? behind : blend(own, behind);
  }

  // Text below the first screen that fades in when a reader scrolls to it is text that a reader sees.
  function revealsLater(element, style, position) {
    if (position === "absolute" || position === "fixed") return false;
    if (style.transitionDuration === "0s" && style.animationName === "none") return false;
    return element.getBoundingClientRect().top >= innerHeight * 0.8;
  }

  function cut(element, style, clip, position) {
    if (position === "absolute" || position === "fixed") {
      const legacy = /^rect\((0|1)px,? (0|1)px/.test(style.clip);
      if (legacy || /^inset\((50|100)%\)|circle\(0/.test(style.clipPath)) return [0, 0, 0, 0];
    }
    const overflow = style.overflow;
    if (overflow === "visible" || overflow === "auto" || overflow === "scroll") return clip;
    const x = style.overflowX, y = style.overflowY;
    const cutsX = x === "hidden" || x === "clip", cutsY = y === "hidden" || y === "clip";
    if ((!cutsX && !cutsY) || style.display === "inline" || style.display === "contents") return clip;
    const box = element.getBoundingClientRect();
    const own = [cutsX ? box.left : -1e9, cutsY ? box.top : -1e9, cutsX ? box.right : 1e9, cutsY ? box.bottom : 1e9];
    if (!clip) return own;
    return [Math.max(own[0], clip[0]), Math.max(own[1], clip[1]), Math.min(own[2], clip[2]), Math.min(own[3], clip[3])];
  }

  const SHOWN = { visibilityProperty: true, contentVisibilityAuto: false };
  let pageWidth = 0, left = 0, top = 0; // of the document; how far it is scrolled
  function visible(element, rectangle, held) {
    if (rectangle.width <= 0 || rectangle.height <= 0 || held.faded) return false;
    if (rectangle.right + left <= 0 || rectangle.bottom + top <= 0 || rectangle.left >= pageWidth) return false;
    const clip = held.clip;
    if (clip) {
      const width = Math.min(rectangle.right, clip[2]) - Math.max(rectangle.left, clip[0]);
      const height = Math.min(rectangle.bottom, clip[3]) - Math.max(rectangle.top, clip[1]);
      if (width <= 1 || height <= 1) return false;
    }
    const indent = held.style.textIndent;
    return (indent === "0px" || !(parseFloat(indent) < -400)) && fontSize(held) > 0;
  }

  const fontSize = (held) => held.size === undefined ? (held.size = parseFloat(held.style.fontSize) || 0) : held.size;

  // Nor is what has no box of its own (display: contents) shown, when its parent is not.
  function rendered(element) {
    if (element.checkVisibility(SHOWN)) return true;
    const parent = above(element);
    // Asking for the style of what a closed <details> holds has all of it laid out, for nothing.
    if (!parent || (parent.localName === "details" && !parent.open && element.localName !== "summary")) return false;
    return parent.checkVisibility(SHOWN) && getComputedStyle(element).display === "contents";
  }

  // Words that stand in a box without a size, or in none, are measured themselves.
  function measured(element, hasText) {
    const place = element.getBoundingClientRect();
    if (!hasText || (place.width !== 0 && place.height !== 0)) return place;
    const range = document.createRange();
    range.selectNodeContents(element);
    return range.getBoundingClientRect();
  }

  const contrasts = new Map(); // by the words for the colour, per background
  function contrast(held) {
    const behind = background(held);
    if (!behind) return null;
    let known = contrasts.get(behind);
    if (!known) contrasts.set(behind, (known = new Map()));
    const said = held.style.color;
    if (!known.has(said)) known.set(said, ratio(colour(said), behind));
    return known.get(said);
  }

  function ratio(front, behind) {
    if (!front) return null;
    const one = luminance(front[3] === 1 ? front : blend(front, behind)), two = luminance(behind);
    return Math.round(((Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05)) * 10) / 10;
  }

  // --- serialising -------------------------------------------------------------------------------------------------

  const escape = (text) => !/[&<>]/.test(text) ? text : text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const quote = (text) => !/[&"<]/.test(text) ? text : text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  const shortened = (value) => value.slice(0, value.startsWith("data:") ? 64 : ATTRIBUTE_LIMIT);
  const WORDS = /\S/;
  const ownText = (element) => {
    for (let child = element.firstChild; child; child = child.nextSibling)
      if (child.nodeType === 3 && WORDS.test(child.data)) return true;
    return false;
  };

  const NOT_LAID_OUT = [0, 0, 0, 0, 0, 0, null];

  // A row of the layout: x, y, width, height, shown, font size, contrast.
  class Writer {
    constructor(start, frame) {
      this.start = start;
      this.frame = frame; // where the frame stands in its page, and whether it is shown
      this.out = "";
      this.layout = [];
      this.shownText = 0;
      this.texts = 0; // elements with text, shown or not
      this.isCut = false;
    }

    put(text) {
      this.out += text;
    }

    node(node, depth) {
      if (this.out.length > OUTPUT_LIMIT || depth > DEPTH_LIMIT) this.isCut = true;
      else if (node.nodeType === 3) this.out += escape(node.data);
      else if (node.nodeType === 1) this.element(node, depth);
    }

    children(parent, depth) {
      for (let child = parent.firstChild; child; child = child.nextSibling) this.node(child, depth + 1);
    }

    element(element, depth) {
      const tag = element.localName, way = tags(tag);
      if (way === SKIP) return;
      if (way === DATA) return this.script(element);
      if (way === DRAWING) return this.drawing(element);
      const shadow = element.shadowRoot;
      const words = element.firstElementChild || shadow ? null : element.textContent; // of what holds nothing but words
      const hasText = words === null ? ownText(element) : WORDS.test(words);
      this.out += "<" + tag + this.attributes(element, tag);
      if (hasText || CONTROLS.has(tag)) this.out += this.mark(element, hasText);
      this.out += ">";
      if (way === EMPTY) return;
      if (shadow) {
        shadows = true;
        this.put("<dl-shadow>");
        this.children(shadow, depth + 1);
        this.put("</dl-shadow>");
      }
      if (tag === "textarea") this.put(escape(element.value));
      else if (words !== null) tag !== "iframe" && this.put(escape(words));
      else this.children(element, depth);
      this.out += "</" + tag + ">";
    }

    script(element) {
      const data = /json/i.test(element.type);
      const text = element.textContent;
      if (!data && !element.src && text.length > SCRIPT_LIMIT) return;
      const kept = data && (/ld\+json/i.test(element.type) || text.length < 50000) ? text : data ? "" : text.slice(0, SCRIPT_LIMIT);
      this.put("<script" + this.attributes(element, "script") + ">" + kept.replace(/<\/script/gi, "<\\/script") + "</script>");
    }

    drawing(element) {
      this.put("<svg" + this.attributes(element, "svg") + ">");
      let plain = true;
      for (let child = element.firstElementChild; child && plain; child = child.nextElementSibling)
        plain = SHAPES.has(child.localName) && !child.firstElementChild;
      if (!plain) for (const inner of element.querySelectorAll("title, desc, text, use")) {
        const link = inner.getAttribute("href") || inner.getAttribute("xlink:href");
        if (inner.localName === "use") link && this.put('<use href="' + quote(link.slice(0, 200)) + '"></use>');
        else this.put("<" + inner.localName + ">" + escape(inner.textContent) + "</" + inner.localName + ">");
      }
      this.put("</svg>");
    }

    // What a person has ticked, chosen or typed is a property; the tree shows it as if it had been sent so.
    attributes(element, tag) {
      const state = tag === "input" || tag === "option";
      if (!state && !element.hasAttributes()) return "";
      let out = "";
      for (const name of element.getAttributeNames()) {
        if (!attributes(name) || (state && STATE.has(name))) continue;
        if (tag === "svg" && (name === "d" || name === "style")) continue;
        const value = element.getAttribute(name);
        out += " " + name + '="' + quote(value.length > 64 ? shortened(value) : value) + '"';
      }
      if (tag === "input") {
        if (element.checked) out += " checked";
        if (element.type !== "password" && element.value) out += ' value="' + quote(element.value.slice(0, ATTRIBUTE_LIMIT)) + '"';
      } else if (tag === "option") {
        if (element.hasAttribute("value")) out += ' value="' + quote(element.value.slice(0, ATTRIBUTE_LIMIT)) + '"';
        if (element.selected) out += " selected";
      }
      return out;
    }

    // data-dl="N" for what has text of its own, pictures and controls; row N of the layout says how it was laid out.
    mark(element, hasText) {
      const number = this.start + this.layout.length;
      if (hasText) this.texts += 1;
      if (!rendered(element)) this.layout.push(NOT_LAID_OUT);
      else this.lay(element, hasText);
      return ' data-dl="' + number + '"';
    }

    lay(element, hasText) {
      const place = measured(element, hasText), held = inherited(element);
      const shown = this.frame.shown && visible(element, place, held);
      if (shown && hasText) this.shownText += 1;
      this.layout.push([
        round(place.left + left + this.frame.x), round(place.top + top + this.frame.y),
        round(place.width), round(place.height), shown ? 1 : 0,
        round(fontSize(held)), shown && hasText ? contrast(held) : null,
      ]);
    }

    // An object, and the rows as a snapshot holds them: text within text would be escaped twice on its way.
    result(more) {
      const layout = JSON.stringify(this.layout);
      return { html: this.out, layout, cut: this.isCut, shown: this.shownText, texts: this.texts, ...more };
    }
  }

  function fresh() {
    known = new Map();
    contrasts.clear();
    left = scrollX;
    top = scrollY;
    const root = document.documentElement;
    pageWidth = Math.max(innerWidth, root ? Math.min(root.scrollWidth, innerWidth * 1.5) : 0);
  }

  function capture({ start = 0, frame = { x: 0, y: 0, shown: true }, openers = [] }) {
    fresh();
    const writer = new Writer(start, frame);
    if (document.doctype) writer.put("<!doctype html>");
    if (document.documentElement) writer.node(document.documentElement, 0);
    return writer.result({
      url: location.href, title: document.title, openers: findOpeners(openers),
      language: document.documentElement ? document.documentElement.lang : "", type: document.contentType,
    });
  }

  // --- what opens on a click ---------------------------------------------------------------------------------------

  let found = [];
  const label = (element) =>
    fold(element.getAttribute("aria-label") || element.textContent || element.getAttribute("title") || "");

  function findOpeners(words) {
    found = [];
    if (!words.length) return [];
    const names = new Set();
    for (const element of document.querySelectorAll('button, [role="button"], a[href^="#"], a[href^="javascript:" i]')) {
      const name = label(element).slice(0, 81);
      if (!name || name.length > 80 || names.has(name)) continue;
      const lower = name.toLowerCase();
      if (!words.some((word) => lower.includes(word)) || submits(element) || staysHere(element)) continue;
      names.add(name);
      found.push(element);
      if (found.length >= 12) break;
    }
    return found.map(label);
  }

  const submits = (element) => !!element.closest("form") && element.localName === "button" && element.type !== "button";
  function staysHere(element) {
    const target = element.localName === "a" && (element.getAttribute("href") || "").slice(1);
    if (!target || /^javascript/i.test(element.getAttribute("href"))) return false;
    const section = document.getElementById(target);
    return !!section && section.checkVisibility(SHOWN) && section.getBoundingClientRect().height > 0;
  }

  let before = new WeakSet();
  function* shownElements() {
    fresh();
    for (const element of document.body ? document.body.querySelectorAll("*") : [])
      if (rendered(element) && visible(element, element.getBoundingClientRect(), inherited(element))) yield element;
  }

  function open(index) {
    before = new WeakSet(shownElements());
    found[index].click();
  }

  // What is shown now and was not before the click, as <dl-dialog> elements.
  function opened(start, name) {
    const now = new Set(shownElements());
    const writer = new Writer(start, { x: 0, y: 0, shown: true });
    for (const element of now) {
      if (before.has(element) || hasNewAncestor(element, now)) continue;
      if (fold(element.textContent).length < 40 && !element.querySelector("iframe")) continue;
      writer.put('<dl-dialog data-opener="' + quote(name) + '">');
      writer.node(element, 0);
      writer.put("</dl-dialog>");
    }
    const escapeKey = new KeyboardEvent("keydown", { key: "Escape", code: "Escape", keyCode: 27, bubbles: true });
    (document.activeElement || document.body).dispatchEvent(escapeKey);
    return writer.result({ url: location.href });
  }

  function hasNewAncestor(element, now) {
    for (let up = above(element); up; up = above(up)) if (now.has(up) && !before.has(up)) return true;
    return false;
  }

  // --- waiting and overlays ----------------------------------------------------------------------------------------

  // Resolves when the tree was quiet for `quiet` ms, at the latest after `cap` ms. What changes again and again on one
  // spot (a countdown, a carousel) does not count.
  function settle(quiet, cap) {
    for (const frame of document.querySelectorAll('iframe[loading="lazy"]')) frame.loading = "eager";
    return new Promise((resolve) => {
      const counts = new Map();
      let timer = 0;
      const done = () => {
        observer.disconnect();
        clearTimeout(timer);
        clearTimeout(last);
        resolve(!!cover());
      };
      const observer = new MutationObserver((records) => {
        let moved = false;
        for (const { target } of records) {
          const count = (counts.get(target) || 0) + 1;
          counts.set(target, count);
          if (count <= 3) moved = true;
        }
        if (!moved) return;
        clearTimeout(timer);
        timer = setTimeout(done, quiet);
      });
      const last = setTimeout(done, cap);
      timer = setTimeout(done, quiet);
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  }

  // What lies uppermost at a point, within open shadow trees, too.
  function hit(x, y) {
    let found = document.elementFromPoint(x, y);
    while (found && found.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  }

  // What a selector finds below a node, within open shadow trees, too.
  function pierced(root, css) {
    const found = [...root.querySelectorAll(css)];
    if (root.shadowRoot) found.push(...pierced(root.shadowRoot, css));
    for (const host of root.querySelectorAll("*")) if (host.shadowRoot) found.push(...pierced(host.shadowRoot, css));
    return found;
  }

  // The words of a layer; those in shadow trees are no part of its own `innerText`.
  const spoken = (layer) =>
    fold([layer, ...pierced(layer, "*").filter((one) => one.getRootNode() !== layer.getRootNode() && !one.parentElement)]
      .map((one) => one.innerText || "").join(" ")).toLowerCase();

  // The fixed element that lies over more than 30 % of the screen, when one does.
  function cover() {
    for (const [x, y] of [[0.5, 0.5], [0.5, 0.2], [0.5, 0.85], [0.15, 0.5], [0.85, 0.5], [0.15, 0.9], [0.85, 0.9]]) {
      for (let up = hit(x * innerWidth, y * innerHeight); up; up = above(up)) {
        if (up === document.body || up === document.documentElement) break;
        if (getComputedStyle(up).position !== "fixed") continue;
        const place = up.getBoundingClientRect();
        const width = Math.min(place.right, innerWidth) - Math.max(place.left, 0);
        const height = Math.min(place.bottom, innerHeight) - Math.max(place.top, 0);
        if (width * height > 0.3 * innerWidth * innerHeight && !up.querySelector("main, footer")) return up;
      }
    }
    return null;
  }

  // Press the one control that closes the overlay without agreeing to anything: `pressed` is its name, "" when there is
  // none; `asks` is what the overlay asked and how its answers were shown before that, null when it asks nothing known.
  function uncover(words) {
    const layers = [cover(), ...pierced(document, 'dialog[open], [role="dialog"], [aria-modal="true"]')];
    return answered(layers.filter((layer) => layer && !buys(layer, words)), words);
  }

  // The same of the document of a frame that lies over its page: all of it is the overlay.
  const uncoverAll = (words) =>
    answered(document.body && !buys(document.body, words) ? [document.body] : [], words);

  function answered(layers, words) {
    const asks = asked(layers[0], words), pressed = closed(layers, words);
    return { pressed, asks, framed: !pressed && layers.some((layer) => framesOf(layer).length > 0) };
  }

  const framesOf = (layer) => (layer.localName === "iframe" ? [layer] : pierced(layer, "iframe"));
  // Whether a frame's element is in what lies over the page.
  const covers = (element) => {
    const layer = cover();
    return !!layer && framesOf(layer).includes(element) && usable(element);
  };

  function closed(layers, { selectors, reject, close, never }) {
    const press = (element) => (element.click(), label(element).slice(0, 80) || "x");
    for (const selector of selectors) {
      const element = pierced(document, selector).find(usable);
      if (element) return press(element);
    }
    const named = controlsOf(layers).filter(usable).map((element) => [label(element).toLowerCase(), element]).filter(([name]) => name.length < 60);
    const refusing = named.find(([name]) => reject.some((word) => name.includes(word)));
    if (refusing) return press(refusing[1]);
    const safe = named.filter(([name, element]) => !never.some((word) => name.includes(word)) && !submits(element));
    const closing = safe.find(([name]) => close.includes(name));
    return closing ? press(closing[1]) : "";
  }

  // Whether a layer is a part of the purchase: it speaks of the cart, or asks for an address, and nothing else is asked.
  const FIELDS = 'input:not([type]), input[type="text"], input[type="email"], input[type="tel"]';
  function buys(layer, { spare, about }) {
    const text = spoken(layer);
    if (Object.values(about).some((said) => said.some((word) => text.includes(word)))) return false;
    return spare.some((word) => text.includes(word)) || pierced(layer, FIELDS).filter(usable).length > 2;
  }

  const usable = (element) => element.checkVisibility(SHOWN) && element.getBoundingClientRect().width > 0;
  const controlsOf = (layers) =>
    layers.flatMap((layer) => pierced(layer, 'button, a, [role="button"], [aria-label]'));

  // A consent or newsletter overlay: its yes, the plainest of its noes, and how both are shown.
  function asked(layer, { reject, close, never, about }) {
    if (!layer) return null;
    fresh();
    const text = spoken(layer);
    const kind = Object.keys(about).find((one) => about[one].some((word) => text.includes(word)));
    if (!kind) return null;
    const named = controlsOf([layer]).map((element) => [label(element).toLowerCase(), element]).filter(([name]) => name && name.length < 80);
    const refuses = ([name]) => reject.some((word) => name.includes(word)) || (kind === "signup" && close.includes(name));
    const answers = named.map(([name, element]) => ({ element, no: refuses([name]), yes: never.some((word) => name.includes(word)) }));
    const yes = answers.map(shown).filter((one) => one.yes && !one.no && one.shown)[0];
    const unnamed = controlsOf([layer]).some((element) => !label(element) && usable(element)); // a drawn cross, perhaps
    if (!yes || (kind === "signup" && unnamed && !answers.some((one) => one.no))) return null;
    const noes = answers.filter((one) => one.no).map(shown).sort((one, other) => other.shown - one.shown || other.size - one.size);
    const said = ({ name, shown: seen, size, contrast: ratio }) => ({ name, shown: seen, size, contrast: ratio });
    return { kind, text: text.slice(0, 200), accept: said(yes), decline: noes.length ? said(noes[0]) : null };
  }

  function shown({ element, yes, no }) {
    const words = ownText(element) ? element : [...element.querySelectorAll("*")].find(ownText) || element;
    const place = measured(words, ownText(words)), held = inherited(words);
    return {
      yes, no, name: label(element).slice(0, 80), shown: rendered(words) && visible(words, place, held),
      size: round(fontSize(held)), contrast: contrast(held),
    };
  }

  // --- frames ------------------------------------------------------------------------------------------------------

  function place(element) {
    fresh();
    const rectangle = element.getBoundingClientRect();
    return {
      x: rectangle.left + left + element.clientLeft, y: rectangle.top + top + element.clientTop,
      shown: rendered(element) && visible(element, rectangle, inherited(element)), selector: selector(element),
    };
  }

  function selector(element) {
    const steps = [];
    for (let at = element; at && at.nodeType === 1 && at !== document.documentElement; at = at.parentElement) {
      if (at.id && document.querySelectorAll("#" + CSS.escape(at.id)).length === 1) {
        steps.unshift("#" + CSS.escape(at.id));
        return steps.join(" > ");
      }
      const alike = at.parentElement ? [...at.parentElement.children].filter((one) => one.localName === at.localName) : [];
      steps.unshift(at.localName + (alike.length > 1 ? `:nth-of-type(${alike.indexOf(at) + 1})` : ""));
    }
    return steps.join(" > ");
  }

  globalThis.__dl = { capture, settle, open, opened, cover, uncover, uncoverAll, covers, place };
})();
