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
// each landmark needs a name of its own. It adds many at a time, and they are prepared together.
const prepare = () => {
  waiting = false;
  for (const box of document.querySelectorAll("div.formula, .md-typeset__scrollwrap")) sizes.observe(box);
  document.querySelectorAll("nav.md-code__nav:not([aria-label])").forEach((nav) => {
    named += 1;
    nav.ariaLabel = `${nav.querySelector("button").title} ${named}`;
  });
};
let waiting = false;
let named = 0;
prepare();
new MutationObserver(() => {
  if (!waiting) setTimeout(prepare, 100);
  waiting = true;
}).observe(document.querySelector("article"), { childList: true, subtree: true });

// The gallery's overview is sorted by the column whose head is pressed, and the other way round next time.
const overview = document.querySelector("#overview")?.parentElement.querySelector("table");
if (overview) {
  const rows = [...overview.tBodies[0].rows];
  overview.querySelectorAll("th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.ariaSort === "ascending";
      for (const other of overview.querySelectorAll("th")) other.ariaSort = null;
      head.ariaSort = down ? "descending" : "ascending";
      const text = (row) => row.cells[column].textContent;
      rows.sort((a, b) => text(a).localeCompare(text(b), undefined, { numeric: true }) * (down ? -1 : 1));
      overview.tBodies[0].append(...rows);
    });
  });
}
