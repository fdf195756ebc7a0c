/* Glossary terms explain themselves under the mouse, on keyboard focus and on touch.
 *
 * Each link already carries its explanation as a title (book/_ext/glossary_tooltips.py), which browsers show to the mouse
 * alone. Here the title becomes one shared tooltip that also opens on focus. On a touch screen the first tap explains and
 * the second follows the link. Escape closes it, and it stays open while the mouse is over it.
 */
(function () {
  "use strict";

  const GAP = 6;
  const tip = document.createElement("div");
  tip.className = "glossary-tip";
  tip.id = "glossary-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;

  let owner = null;
  let closing = 0;

  function place() {
    // The first line box: a term may break over two lines.
    const box = owner.getClientRects()[0];
    const width = document.documentElement.clientWidth;
    const left = Math.max(GAP, Math.min(box.left, width - tip.offsetWidth - GAP));
    if (box.bottom < 0 || box.top > window.innerHeight) {
      close(); // scrolled out of sight
      return;
    }
    const below = box.bottom + GAP;
    const fits = below + tip.offsetHeight < window.innerHeight;
    tip.style.left = left + "px";
    tip.style.top = (fits ? below : Math.max(GAP, box.top - GAP - tip.offsetHeight)) + "px";
  }

  function open(link) {
    window.clearTimeout(closing);
    if (owner !== link) {
      close();
      owner = link;
      tip.textContent = link.dataset.explanation;
      link.setAttribute("aria-describedby", tip.id);
    }
    tip.hidden = false;
    place();
  }

  function close() {
    window.clearTimeout(closing);
    if (owner) {
      owner.removeAttribute("aria-describedby");
    }
    owner = null;
    tip.hidden = true;
  }

  function closeSoon() {
    window.clearTimeout(closing);
    closing = window.setTimeout(close, 200);
  }

  function attach(link) {
    link.dataset.explanation = link.title;
    link.removeAttribute("title"); // or the browser would show a second tooltip over ours
    let touched = false;

    link.addEventListener("pointerenter", function (event) {
      if (event.pointerType !== "touch") {
        open(link);
      }
    });
    link.addEventListener("pointerleave", function (event) {
      if (event.pointerType !== "touch") {
        closeSoon();
      }
    });
    link.addEventListener("pointerdown", function (event) {
      // Decided here, before the tap gives the link its focus and so opens the tooltip.
      touched = event.pointerType === "touch" && owner !== link;
    });
    link.addEventListener("focus", function () {
      open(link);
    });
    link.addEventListener("blur", close);
    link.addEventListener("click", function (event) {
      if (touched) {
        event.preventDefault();
        open(link);
      }
      touched = false;
    });
  }

  function start() {
    const links = document.querySelectorAll("a.glossary-term[title]");
    if (!links.length) {
      return;
    }
    document.body.appendChild(tip);
    links.forEach(attach);
    tip.addEventListener("pointerenter", function () {
      window.clearTimeout(closing);
    });
    tip.addEventListener("pointerleave", closeSoon);
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") {
        close();
      }
    });
    document.addEventListener("pointerdown", function (event) {
      if (owner && !owner.contains(event.target) && !tip.contains(event.target)) {
        close();
      }
    });
    ["scroll", "resize"].forEach(function (name) {
      window.addEventListener(
        name,
        function () {
          if (owner) {
            place(); // reaching a link by keyboard may itself scroll the page
          }
        },
        { passive: true },
      );
    });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
