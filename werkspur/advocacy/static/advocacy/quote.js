// What is marked in the text of a page goes along to the quotation.
(() => {
  "use strict";
  const MOST = 2000;
  document.addEventListener("selectionchange", () => {
    const text = document.querySelector("[data-page-text]");
    const link = document.querySelector("[data-quote]");
    if (!link) return;
    const chosen = document.getSelection();
    const inside = text && chosen.rangeCount && text.contains(chosen.getRangeAt(0).commonAncestorContainer);
    const words = inside ? chosen.toString().replace(/\s+/g, " ").trim().slice(0, MOST) : "";
    const address = new URL(link.href);
    if (words) address.searchParams.set("zitat", words);
    else if (text && !chosen.isCollapsed) return;
    link.href = address.href;
  });
})();
