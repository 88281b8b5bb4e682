// The visible state of saving. A form with data-autosave keeps a copy of what is typed on this device until the
// server has it, so a lost connection, an expired session or a closed phone loses nothing.
// Server replies (htmx) report themselves: htmx:afterRequest with success means saved.
const WORDS = {
  saving: "Menyimpan…",
  saved: "Tersimpan",
  failed: "Belum tersimpan. Isian Anda aman di perangkat ini dan akan dikirim lagi.",
};

export function startAutosave(root) {
  for (const mark of root.querySelectorAll("[data-autosave-clear]")) {
    localStorage.removeItem(`isian:${mark.dataset.autosaveClear}`);
  }
  for (const form of root.querySelectorAll("form[data-autosave]")) keep(form);
}

export function setState(form, state) {
  const place = form.querySelector("[data-save-state]");
  if (!place) return;
  place.dataset.state = state;
  const hour = new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
  place.textContent = state === "saved" ? `${WORDS.saved} pukul ${hour}` : WORDS[state];
}

function keep(form) {
  const key = `isian:${form.dataset.autosave}`;
  restore(form, key);
  form.addEventListener("input", () => {
    localStorage.setItem(key, JSON.stringify(values(form)));
  });
  form.addEventListener("htmx:beforeRequest", () => setState(form, "saving"));
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) {
      localStorage.removeItem(key);
      setState(form, "saved");
    } else {
      setState(form, "failed");
    }
  });
  window.addEventListener("online", () => {
    if (form.querySelector('[data-save-state][data-state="failed"]')) form.requestSubmit();
  });
}

export function values(form) {
  const kept = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !isMachinery(name)) kept.push([name, value]);
  }
  return kept;
}

// What the page carries for the server and nobody types.
function isMachinery(name) {
  return name === "csrfmiddlewaretoken" || name === "version" || name === "detik" || name.startsWith("initial-");
}

function restore(form, key) {
  const text = localStorage.getItem(key);
  if (!text) return;
  const kept = JSON.parse(text);
  if (JSON.stringify(kept) === JSON.stringify(values(form))) {
    localStorage.removeItem(key);
    return;
  }
  const offer = document.createElement("p");
  offer.className = "save-state";
  offer.textContent = "Ada isian yang belum terkirim dari perangkat ini. ";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-secondary button-small";
  button.textContent = "Pakai isian itu";
  button.addEventListener("click", () => {
    fill(form, kept);
    offer.remove();
  });
  offer.append(button);
  form.prepend(offer);
}

export function fill(form, kept) {
  form.dispatchEvent(new CustomEvent("autosave:restore", { detail: kept }));
  for (const box of form.querySelectorAll('input[type="checkbox"], input[type="radio"]')) {
    box.checked = kept.some(([name, value]) => name === box.name && value === box.value);
  }
  for (const [name, value] of kept) {
    const field = form.elements.namedItem(name);
    if (field && "value" in field && !["checkbox", "radio", "hidden", "file"].includes(field.type)) field.value = value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}
