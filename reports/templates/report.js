// Filters, grouping, copying. The report reads the same without it: what only it can do stays hidden until it runs.
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  all("[data-scripted]").forEach((element) => { element.hidden = false; });

  const copy = async (button) => {
    const text = one(button.dataset.copy).textContent;
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(one(button.dataset.copy));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.execCommand("copy");
    }
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = said; }, 1600);
  };
  const show = (hash) => {
    const target = hash.length > 1 && one(decodeURIComponent(hash.slice(1)));
    const held = target && target.closest("details");
    if (held) { held.hidden = false; held.open = true; }
    return held;
  };

  const form = one("filters");
  if (form) {
    const entries = all(".finding");
    const groups = all(".group");
    const home = entries.map((entry) => [entry, entry.parentNode]);
    const selects = all("select[data-by]", form);
    const words = (entry, key) => ` ${entry.dataset[key] || ""} `;

    const filter = () => {
      const wanted = selects.filter((select) => select.value).map((select) => [select.dataset.by, ` ${select.value} `]);
      let shown = 0;
      for (const entry of entries) {
        entry.hidden = !wanted.every(([key, value]) => words(entry, key).includes(value));
        if (!entry.hidden) shown += Number(entry.dataset.n);
      }
      for (const group of all(".group")) group.hidden = !group.querySelector(".finding:not([hidden])");
      one("shown").textContent = form.dataset.shown.replace("{n}", shown);
      one("none-fit").hidden = entries.some((entry) => !entry.hidden);
    };
    const group = () => {
      for (const [entry, place] of home) place.append(entry);
      all(".group.by-who").forEach((made) => made.remove());
      if (one("by").value === "who") {
        const people = all("option", form.querySelector("[data-by=w]")).filter((option) => option.value);
        for (const person of people) {
          const theirs = entries.filter((entry) => entry.dataset.w === person.value);
          if (!theirs.length) continue;
          const made = document.createElement("div");
          made.className = "group by-who";
          const title = document.createElement("h3");
          title.textContent = person.textContent;
          made.append(title, ...theirs);
          groups[0].before(made);
        }
      }
      filter();
    };
    form.addEventListener("change", (event) => (event.target.id === "by" ? group() : filter()));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(group));
    one("open-all").addEventListener("click", () => entries.forEach((entry) => { entry.open = !entry.hidden; }));
    one("close-all").addEventListener("click", () => entries.forEach((entry) => { entry.open = false; }));
    document.addEventListener("click", (event) => {
      const setter = event.target.closest("[data-set]");
      if (setter) {
        form.reset();
        for (const pair of setter.dataset.set.split(" ")) {
          const [key, value] = pair.split(":");
          const select = selects.find((held) => held.dataset.by === key);
          if (select) select.value = value;
        }
        setTimeout(filter);
      }
      const link = event.target.closest('a[href^="#f-"]');
      if (link) { const held = show(link.hash); if (held && held.hidden) form.reset(); }
    });
    filter();
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-copy]");
    if (button) copy(button);
  });
  addEventListener("hashchange", () => show(location.hash));
  show(location.hash);
})();
