// A buyer's hands in a page, in an isolated world: finds where to click, types and chooses. Installed once a document,
// called as __hands.NAME(...). What it cannot do at once it leaves to the caller, who has more patience.
(() => {
  if (globalThis.__hands) return;

  const LONGEST = 4_000_000; // characters of a document
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const frame = () => Promise.race([new Promise((done) => requestAnimationFrame(done)), pause(100)]);
  const find = (css) => {
    try {
      return document.querySelector(css);
    } catch {
      return null; // a selector of another dialect
    }
  };
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true });
  };
  const able = (element) => !element.closest(":disabled") && element.ariaDisabled !== "true";
  const on = (element) =>
    element.checked === undefined ? element.getAttribute("aria-checked") === "true" : element.checked;
  const place = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [Math.max(left, 0), Math.max(top, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
  };

  // Whether what was hit is the element, something in it, or a label of it.
  function belongs(hit, element) {
    for (let up = hit; up; up = up.assignedSlot || up.parentElement || (up.getRootNode() || {}).host) {
      if (up === element || (up.localName === "label" && up.control === element)) return true;
    }
    return false;
  }

  function top(x, y) {
    let hit = document.elementFromPoint(x, y);
    while (hit && hit.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    return hit;
  }

  // The middle of the element when it can be clicked there now: to be seen, at rest and nothing over it; else null.
  async function spot(element) {
    if (!shown(element) || !able(element)) return null;
    element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    const before = place(element).join();
    await frame();
    if (!element.isConnected || place(element).join() !== before) return null;
    const [left, above, right, below] = place(element);
    const x = (left + right) / 2, y = (above + below) / 2;
    if (right <= left || below <= above || !belongs(top(x, y), element)) return null;
    watch(element);
    return [x, y];
  }

  // From here to the end of the click, what hits anything else is taken back: the page may move under the pointer.
  let missed = false, unwatch = () => {};
  function watch(element) {
    unwatch();
    missed = false;
    const kinds = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"];
    const see = (event) => {
      if (event.isTrusted && (missed || (event.type.endsWith("down") && !belongs(event.composedPath()[0], element)))) {
        missed = true;
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      if (event.type === "click") unwatch();
    };
    kinds.forEach((kind) => addEventListener(kind, see, { capture: true, passive: false }));
    unwatch = () => kinds.forEach((kind) => removeEventListener(kind, see, { capture: true }));
  }

  // Whether a dialog that is open lies over the element, or what dims the page behind one: that stays until somebody closes
  // it, unlike the sign of something that is loading.
  function behind(css) {
    const element = find(css);
    if (!element || !shown(element) || !able(element)) return false;
    const [left, above, right, below] = place(element);
    if (right <= left || below <= above) return false;
    const hit = top((left + right) / 2, (above + below) / 2);
    if (!hit || belongs(hit, element)) return false;
    const dialogs = [...document.querySelectorAll("dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]")];
    const open = dialogs.filter((one) => shown(one) && !one.contains(element));
    return open.some((one) => one.contains(hit)) || (open.length > 0 && fixed(hit) && !element.contains(hit));
  }

  function fixed(element) {
    for (let up = element; up; up = up.parentElement) if (getComputedStyle(up).position === "fixed") return true;
    return false;
  }

  // Where to click; null: not at once.
  async function aim(css) {
    const element = find(css);
    return element ? spot(element) : null;
  }

  // Whether the last click missed what was aimed at.
  function went() {
    unwatch();
    return !missed;
  }

  // Of a box: true when it is set as wanted, [x, y] where to click it, null when it is not there. One that is drawn by
  // something else is pressed by script.
  async function tick(css, wanted) {
    const element = find(css);
    if (!element) return null;
    if (on(element) === wanted) return true;
    const at = await spot(element);
    if (at) return at;
    if (shown(element)) return null;
    element.click();
    return ticked(css, wanted);
  }

  // Whether a box is set as wanted, within some time.
  async function ticked(css, wanted, tenths = 25) {
    for (let n = 0; n < tenths; n++) {
      const element = find(css);
      if (element && on(element) === wanted) return true;
      await pause(n ? 100 : 20);
    }
    return false;
  }

  // Whether anything of the page has changed since the hands typed, but for what fields hold.
  let changed = null;
  function heed() {
    if (changed) changed();
    let any = false;
    const note = (records) => (any ||= records.some((one) => one.attributeName !== "value"));
    const observer = new MutationObserver(note);
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    changed = () => {
      note(observer.takeRecords());
      observer.disconnect();
      changed = null;
      return any;
    };
  }

  // Whether the page stands as it did before the hands typed; false where frames or elements of its own may hide a change.
  function still() {
    if (!changed || changed()) return false;
    return ![...document.querySelectorAll("*")].some((one) => /-|^i?frame$/.test(one.localName) || one.shadowRoot);
  }

  // Types each text into its field as a person does; the selectors of those that took none.
  async function type(entries) {
    const left = [];
    heed();
    for (const [css, text] of entries) {
      const element = find(css);
      const typed = element && shown(element) && able(element) && !element.readOnly && typeof element.select === "function";
      if (typed) {
        element.focus();
        element.select();
      }
      if (!typed || !document.execCommand("insertText", false, text) || !element.value) left.push(css);
      else element.dispatchEvent(new FocusEvent("blur", { bubbles: true, cancelable: true, composed: true }));
      await pause(0); // what the page does at once it does before the next field, and is not drawn in between
    }
    return left;
  }

  // Chooses an option of a list by its value; whether it could at once.
  function choose(css, value) {
    const element = find(css);
    if (!element || element.localName !== "select" || !shown(element) || !able(element)) return false;
    const option = [...element.options].find((one) => one.value === value);
    if (!option || option.disabled) return false;
    option.selected = true;
    element.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  // Address and words of another document of this host, asked for beside the page; null when none comes.
  async function bring(url, form) {
    try {
      const answer = await fetch(url, form ? { method: "POST", body: new URLSearchParams(form) } : {});
      const html = /html/.test(answer.headers.get("content-type")) ? await answer.text() : "";
      return answer.ok && html && html.length < LONGEST ? [answer.url, html] : null;
    } catch {
      return null;
    }
  }

  // What the page keeps in the browser, as a text; "" where it may not.
  function kept() {
    try {
      return JSON.stringify([{ ...localStorage }, { ...sessionStorage }]);
    } catch {
      return "";
    }
  }

  globalThis.__hands = { aim, behind, went, tick, ticked, type, still, choose, bring, kept };
})();
