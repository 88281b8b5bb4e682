// The assessors' desk: answers save themselves as everywhere (butir.js); here are its own keys, evidence marked as
// opened, and the time that a question was really worked on. Without this script every step has its button.
import "./butir.js";
import "./diskusi.js";
import { isTyping } from "./pintasan.js";

const IDLE = 60000;
const LOOK = 1200;
const form = document.querySelector(".desk-form");
const evidence = [...document.querySelectorAll("[data-evidence]")];
const HOLD = "Belum tersimpan: tulis sebabnya pada Catatan.";
const FIELDS = { c: "catatan", r: "rekomendasi", m: "permintaan" };

for (const item of evidence) startEvidence(item);
if (form?.dataset.answer) {
  startSame();
  startReasons();
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
  const act = { o: openNext, s: same, k: nextReason, d: () => follow("d"), l: () => follow("l"), "?": help }[event.key];
  if (act) {
    event.preventDefault();
    act();
  } else if (FIELDS[event.key] && form?.dataset.answer) {
    event.preventDefault();
    const field = form.elements[FIELDS[event.key]];
    if (field.closest("details")) field.closest("details").open = true;
    field.focus();
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
  if (!form?.dataset.answer) return;
  const option = [...form.querySelectorAll('[name="pilihan"]')].find((one) => one.value && one.value === form.dataset.unit);
  if (option) {
    option.checked = true;
    option.focus({ preventScroll: true });
  }
  for (const field of form.querySelectorAll("[data-unit-value]")) field.value = field.dataset.unitValue;
  (option ?? form.querySelector("[data-unit-value]"))?.dispatchEvent(new Event("input", { bubbles: true }));
}

// A difference is kept with its reason only: until one is written nothing is sent, and what was written on other
// questions is offered. Capturing, so that it is known before butir.js decides whether to send.
function startReasons() {
  form.addEventListener("input", weigh, { capture: true });
  for (const button of reasons()) button.addEventListener("click", () => give(button.dataset.reason));
  weigh();
}

function weigh() {
  const note = form.elements.catatan.value.trim();
  const other = differs();
  if (other && !note) form.dataset.hold = HOLD;
  else delete form.dataset.hold;
  const box = form.querySelector("[data-reasons]");
  for (const one of reasons()) one.hidden = one.dataset.reason === note;
  if (box) box.hidden = !other || !(note === "" || (reasons().length > 1 && reasons().some((one) => one.hidden)));
}

// Whether the answer is another than the unit's. In doubt it is not: the server decides.
function differs() {
  const said = form.querySelector('[name="pilihan"]:checked')?.value;
  if (said) return form.dataset.unit !== "" && said !== form.dataset.unit;
  const number = (text) => Number(text.trim().replace(",", "."));
  const fields = [...form.querySelectorAll("[data-unit-value]")];
  return fields.every((one) => one.value.trim() && one.dataset.unitValue)
    && fields.some((one) => Math.abs(number(one.value) - number(one.dataset.unitValue)) > 0);
}

function reasons() {
  return [...form.querySelectorAll("[data-reason]")];
}

function nextReason() {
  const all = reasons();
  const at = all.findIndex((one) => one.dataset.reason === form.elements.catatan.value.trim());
  if (all.length && !form.querySelector("[data-reasons]").hidden) give(all[(at + 1) % all.length].dataset.reason);
}

function give(reason) {
  form.elements.catatan.value = reason;
  form.elements.catatan.dispatchEvent(new Event("input", { bubbles: true }));
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
