// Adds to the basket without leaving the page, and keeps the number in the header right.
(function () {
  var count = document.querySelector("[data-cart-count]");
  function show(cart) {
    var sum = cart.items.reduce(function (all, item) { return all + item.quantity; }, 0);
    if (count) { count.textContent = sum; }
  }
  fetch("/cart.json").then(function (answer) { return answer.json(); }).then(show).catch(function () {});
  var form = document.querySelector("form[data-add]");
  if (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var note = form.querySelector("[data-note]");
      var choice = form.querySelector("select[name=option]");
      if (choice && !choice.value) { note.textContent = note.dataset.choose; return; }
      fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) })
        .then(function (answer) { return answer.json(); })
        .then(function (cart) {
          if (cart.error) { note.textContent = cart.error; return; }
          show(cart);
          note.innerHTML = "";
          var link = document.createElement("a");
          link.href = form.dataset.cart;
          link.textContent = note.dataset.added;
          note.appendChild(link);
        });
    });
  }
  // The two false ways to press a buyer that the flawed shop has: a clock that starts anew, a number out of the air.
  var clock = document.querySelector("[data-left]");
  if (clock) {
    var left = Number(clock.dataset.left);
    setInterval(function () {
      left = left > 0 ? left - 1 : Number(clock.dataset.left);
      clock.textContent = String(Math.floor(left / 60)).padStart(2, "0") + ":" + String(left % 60).padStart(2, "0");
    }, 1000);
  }
  var viewers = document.querySelector("[data-viewers]");
  if (viewers) { viewers.textContent = viewers.dataset.viewers.replace("{n}", 8 + Math.floor(Math.random() * 30)); }
  var menu = document.querySelector("[data-menu]");
  if (menu) {
    menu.addEventListener("click", function () {
      var open = document.querySelector(".site-nav").classList.toggle("is-open");
      menu.setAttribute("aria-expanded", String(open));
    });
  }
})();
