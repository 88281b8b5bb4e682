// The assessors' desk: answers save themselves as everywhere (butir.js); here are its own keys, evidence marked as
// opened, and the time that a question was really worked on. Without this script every step has its button.
import "./butir.js";
import "./diskusi.js";
import { isTyping } from "./pintasan.js";

const IDLE = 60000;
const LOOK = 1200;
const form = document.querySelector(".desk-form");
const evidence = [...document.querySelectorAll("[data-evidence]")];
const FIELDS = { c: "catatan", r: "rekomendasi", m: "permintaan" };

for (const item of evidence) startEvidence(item);
if (form?.dataset.answer) {
  startSame();
  startClock();
}
document.addEventListener("keydown", press);

function press(event) {
  if (event.key === "Escape" && isTyping(event.target)) {
    event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("[data-keys-switch] input")?.checked === false && event.key !== "?") return;
  const act = { o: openNext, s: same, d: () => follow("d"), l: () => follow("l"), "?": help }[event.key];
  if (act) {
    event.preventDefault();
    act();
  } else if (FIELDS[event.key] && form?.dataset.answer) {
    event.preventDefault();
    form.elements[FIELDS[event.key]].focus();
  }
}

function follow(key) {
  document.querySelector(`[data-key="${key}"]`)?.click();
}

function help() {
  const box = document.getElementById("pintasan");
  box.open = true;
  box.scrollIntoView({ block: "nearest" });
  box.querySelector("summary").focus();
}

// The next evidence not opened yet; once all are open, they are walked through again.
function openNext() {
  const closed = evidence.find((item) => !("opened" in item.dataset));
  const at = evidence.findIndex((item) => item.open);
  const next = closed ?? evidence[(at + 1) % evidence.length];
  if (!next) return;
  for (const item of evidence) item.open = item === next;
  next.scrollIntoView({ block: "nearest" });
  next.querySelector("summary").focus({ preventScroll: true });
}

function startEvidence(item) {
  let timer = 0;
  const watch = () => {
    clearTimeout(timer);
    if (item.open && !item.querySelector("[data-open]")) timer = setTimeout(() => sawIfShown(item, watch), LOOK);
  };
  item.addEventListener("toggle", watch);
  for (const link of item.querySelectorAll("[data-open]")) link.addEventListener("click", () => saw(item));
  watch();
}

// Seen means: unfolded, on the screen, the window in front, its picture there.
function sawIfShown(item, again) {
  if (!item.open) return;
  const box = item.getBoundingClientRect();
  const shown = box.top < window.innerHeight && box.bottom > 0 && document.visibilityState === "visible";
  const pictures = [...item.querySelectorAll("img")];
  if (shown && pictures.every((picture) => picture.complete)) saw(item);
  else again();
}

async function saw(item) {
  const way = item.querySelector("[data-seen-form]");
  if ("opened" in item.dataset || !way) return;
  item.dataset.opened = "";
  const headers = { "X-Bagian": "ya" };
  const reply = await fetch(way.action, { method: "POST", body: new FormData(way), headers, redirect: "manual" });
  if (reply.status !== 204) {
    delete item.dataset.opened;
    return;
  }
  const mark = document.createElement("span");
  mark.className = "seen-mark";
  mark.textContent = "Dibuka";
  item.querySelector("[data-seen]").replaceChildren(mark);
  way.remove();
}

function startSame() {
  const button = form.querySelector("[data-same]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", same);
}

function same() {
  if (!form?.querySelector("[data-same]")) return;
  const option = [...form.querySelectorAll('[name="pilihan"]')].find((one) => one.value && one.value === form.dataset.unit);
  if (option) {
    option.checked = true;
    option.focus({ preventScroll: true });
  }
  for (const field of form.querySelectorAll("[data-unit-value]")) field.value = field.dataset.unitValue;
  (option ?? form.querySelector("[data-unit-value]"))?.dispatchEvent(new Event("input", { bubbles: true }));
}

// Seconds with the window in front and a sign of life in the last minute. What a save took is not sent again.
function startClock() {
  let total = 0;
  let taken = 0;
  let offered = 0;
  let alive = Date.now();
  for (const name of ["keydown", "pointermove", "scroll", "touchstart"]) {
    window.addEventListener(name, () => { alive = Date.now(); }, { passive: true, capture: true });
  }
  setInterval(() => {
    if (document.visibilityState === "visible" && Date.now() - alive < IDLE) total += 1;
  }, 1000);
  form.addEventListener("formdata", (event) => {
    offered = total - taken;
    event.formData.set("detik", String(offered));
  });
  const place = form.querySelector("[data-save-state]");
  new MutationObserver(() => {
    if (place.dataset.state === "saved") taken += offered;
  }).observe(place, { attributeFilter: ["data-state"] });
}
