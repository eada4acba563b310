// What the page cannot do without a script it does not need: each of these only makes it nicer.
"use strict";

// The language switch keeps the section that is being read.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.language-switch");
  if (link) link.hash = location.hash;
});

// A box that scrolls sideways can be reached and scrolled with the keyboard; one that does not, is skipped.
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

// Material adds boxes around tables and a landmark to each block of code after the page has loaded;
// each landmark needs a name of its own.
const prepare = () => {
  for (const box of document.querySelectorAll("div.formula, .md-typeset__scrollwrap")) sizes.observe(box);
  document.querySelectorAll("nav.md-code__nav").forEach((nav, number) => {
    nav.ariaLabel = `${nav.querySelector("button").title} ${number + 1}`;
  });
};
prepare();
new MutationObserver(prepare).observe(document.querySelector("article"), {
  childList: true,
  subtree: true,
});
