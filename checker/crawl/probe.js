// What a page shows beside numbers, as a buyer sees it: the words of every small element with a digit in it, where it
// stands, the words beside it, and more of those around it. Runs in a world of its own, whose functions and clock the page cannot change.
(() => {
  const SMALL = 160, AROUND = 120, MOST = 300, SILENT = /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|OPTION|TEXTAREA)$/;
  const known = new Map();
  const words = (element) => {
    if (known.has(element)) return known.get(element);
    const parts = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node, size = 0; size < 1500 && (node = walker.nextNode());) {
      const said = node.data.trim();
      if (!said || SILENT.test(node.parentElement.tagName)) continue;
      parts.push(said);
      size += said.length;
    }
    const text = parts.join(" ").replace(/\s+/g, " ");
    known.set(element, text);
    return text;
  };
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({opacityProperty: true, visibilityProperty: true});
  };
  const path = (element) => {
    const steps = [];
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      steps.unshift(`${at.localName}:${Array.prototype.indexOf.call(at.parentElement.children, at)}`);
    }
    return steps.join(" > ");
  };
  const within = (element, least) => {
    let at = element;
    while (at.parentElement && at !== document.body && words(at).length < least) at = at.parentElement;
    return words(at).slice(0, 600);
  };
  const items = [], seen = new Set();
  if (document.body) {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; items.length < MOST && (node = walker.nextNode());) {
      if (!/[0-9０-９]/.test(node.data) || SILENT.test(node.parentElement.tagName)) continue;
      for (let at = node.parentElement, up = 0; at && at !== document.body && up < 5; at = at.parentElement, up++) {
        if (seen.has(at) || words(at).length > SMALL) break;
        seen.add(at);
        if (shown(at)) items.push([path(at), words(at), within(at, words(at).length + 6), within(at, AROUND)]);
      }
    }
  }
  const load = performance.getEntriesByType("navigation")[0];
  return {since: performance.now() / 1000, ready: (load ? load.domInteractive : 0) / 1000, items};
})()
