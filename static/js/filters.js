// On a phone a list's filters fold into one line, so that the list itself is on the first screen; they stay
// open while a filter is set. Without script they are simply there.
const NARROW = "(max-width: 599px)";
const FEW = 2;

export function startFilters(root) {
  if (!window.matchMedia(NARROW).matches) return;
  for (const form of root.querySelectorAll("form.filters")) {
    if (form.querySelectorAll(".field").length < FEW) continue;
    const fold = document.createElement("details");
    fold.className = "filters-fold";
    fold.open = form.dataset.active === "ya";
    const head = document.createElement("summary");
    head.textContent = "Saring dan cari";
    form.before(fold);
    fold.append(head, form);
  }
}
