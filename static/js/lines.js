// One more line in a list that is edited as one form, without a round trip; the button itself does it without script.
export function startLines(root) {
  for (const form of root.querySelectorAll("form")) {
    const button = form.querySelector('button[name="tambah"]');
    if (!button) continue;
    button.addEventListener("click", (event) => {
      if (!addLine(form)) return;
      event.preventDefault();
      form.querySelector(".line:last-of-type input:not([type=hidden])")?.focus();
    });
    // A kept copy may hold more lines than the page shows.
    form.addEventListener("autosave:restore", (event) => {
      const total = new Map(event.detail).get("form-TOTAL_FORMS");
      while (Number(total) > form.querySelectorAll(".line").length && addLine(form));
    });
  }
}

function addLine(form) {
  const lines = form.querySelectorAll(".line");
  const total = form.elements.namedItem("form-TOTAL_FORMS");
  if (!lines.length || !total) return false;
  const last = lines[lines.length - 1];
  const line = last.cloneNode(true);
  const position = lines.length;
  const renumber = (text) => text.replace(/form-\d+-/, `form-${position}-`);
  for (const element of line.querySelectorAll("*")) {
    for (const name of ["id", "name", "for", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, renumber(value));
    }
    element.removeAttribute("aria-invalid");
    if (element.matches("input[type=checkbox]")) element.checked = false;
    else if (element.matches("input, textarea")) element.value = "";
  }
  for (const error of line.querySelectorAll(".field-error, .errorlist")) error.remove();
  const legend = line.querySelector("legend");
  legend.textContent = legend.textContent.replace(/\d+\s*$/, String(position + 1));
  last.after(line);
  total.value = String(position + 1);
  return true;
}
