// What the page cannot do without a script it does not need: each of these only makes it nicer.
"use strict";

// The language switch keeps the section that is being read.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.language-switch");
  if (link) link.hash = location.hash;
});

// A box that scrolls sideways can be reached and scrolled with the keyboard; one that does not, is skipped.
const boxes = document.querySelectorAll("div.formula, .md-typeset__scrollwrap");
const observer = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const box of boxes) observer.observe(box);
