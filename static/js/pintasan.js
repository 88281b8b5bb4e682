// Keys of the filling pages: digits choose an option or begin a number, n and p go on and back, b to the next blank question,
// Ctrl+Enter saves and goes on. Single keys act outside text fields only and can be switched off.
const SWITCH = "lke:pintasan";

export function startKeys(forms, leave) {
  const box = startSwitch();
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = current(forms);
      if (!form) return;
      event.preventDefault();
      if (forms.length > 1) move(forms, 1);
      leave(form, form.dataset.onward ?? "sesudah");
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || box?.checked === false) return;
    if (/^[1-9]$/.test(event.key)) choose(current(forms), event.key);
    else if (event.key === "n" || event.key === "p" || event.key === "b") go(event.key, forms, leave);
  });
}

function startSwitch() {
  const line = document.querySelector("[data-keys-switch]");
  if (!line) return null;
  const box = line.querySelector("input");
  line.hidden = false;
  box.checked = localStorage.getItem(SWITCH) !== "tidak";
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "ya" : "tidak"));
  return box;
}

export function isTyping(place) {
  return place.matches?.('textarea, select, input:not([type="radio"], [type="checkbox"])') ?? false;
}

// The question in which one is, else the first that is on the screen.
function current(forms) {
  const inside = document.activeElement?.closest("form[data-answer]");
  return inside ?? forms.find((form) => form.getBoundingClientRect().bottom > 120) ?? forms[0];
}

// Where a number is asked the digit itself is typed: it falls into the field, over what stands there.
function choose(form, number) {
  const field = form?.querySelector("[data-number]") ? null : form?.querySelector(".answer .input");
  field?.focus();
  field?.select();
  const option = form?.querySelector(`[data-number="${number}"]`);
  if (!option) return;
  option.checked = true;
  option.focus();
  option.dispatchEvent(new Event("input", { bubbles: true }));
}

function go(key, forms, leave) {
  if (forms.length > 1) move(forms, key === "p" ? -1 : 1);
  else if (forms.length) leave(forms[0], { n: "sesudah", p: "sebelum", b: "kosong" }[key]);
  else document.querySelector(`[data-key="${key}"]`)?.click();
}

function move(forms, step) {
  const at = forms.indexOf(current(forms)) + step;
  const next = forms[Math.max(0, Math.min(at, forms.length - 1))];
  next.scrollIntoView({ block: "start" });
  (next.querySelector(":checked") ?? next.querySelector("fieldset input, textarea"))?.focus({ preventScroll: true });
}
