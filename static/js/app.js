// Entry of the page's scripts. Everything works without them; each module finds its own elements.
import { startMenus } from "./menu.js";
import { startTheme } from "./theme.js";
import { startDialogs } from "./dialog.js";
import { startUploads } from "./upload.js";
import { startAutosave } from "./autosave.js";
import { startFilters } from "./filters.js";
import { startLines } from "./lines.js";

// What stands in `root` is made lively; htmx fragments come through here again.
function enliven(root) {
  startDialogs(root);
  startUploads(root);
  startAutosave(root);
  startFilters(root);
  startLines(root);
  if (root.querySelector("[data-signature]")) {
    import("./signature.js").then((module) => module.startSignatures(root));
  }
  if (root.querySelector("[data-pick]")) {
    import("./pick.js").then((module) => module.startPicks(root));
  }
  if (root.querySelector("[data-copy]")) {
    import("./copy.js").then((module) => module.startCopies(root));
  }
  root.querySelector("[data-focus]")?.focus();
}

document.documentElement.dataset.js = "";
startMenus();
startTheme();
enliven(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) enliven(event.target);
});
document.addEventListener("page:swapped", (event) => enliven(event.detail));
