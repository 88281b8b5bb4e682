// Answers that save themselves. Each question is a form; what is typed is kept on this device with the version it
// was typed on, sent after a short pause, and forgotten only when the server has it. Lost connection: sent again.
// Expired session or closed phone: restored on the next visit. Without this script every form has its button.
import { fill, setState, values } from "./autosave.js";
import { startKeys } from "./pintasan.js";

const PAUSE = { radio: 150, text: 900 };
const PATIENCE = 30000;
const RETRY = [3000, 10000, 30000, 60000];
const forms = [...document.querySelectorAll("form[data-answer]")];
const jobs = new Map(forms.map((form) => [form, { timer: 0, sending: null, posting: false, failures: 0, dirty: false }]));
let line = Promise.resolve(); // one answer travels at a time, so the scores shown are those of the last one saved
const keyOf = (form) => `isian:${form.dataset.answer}`;

forms.forEach(start);
startKeys(forms, leave);
window.addEventListener("online", () => forms.filter((form) => jobs.get(form).dirty).forEach(send));
window.addEventListener("pagehide", () => {
  for (const form of forms.filter((one) => jobs.get(one).dirty && !jobs.get(one).posting)) post(form, true).catch(() => {});
});

function start(form) {
  form.addEventListener("input", (event) => {
    keep(form);
    later(form, event.target.type === "radio" ? PAUSE.radio : PAUSE.text);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    jobs.get(form).dirty = true;
    leave(form, event.submitter?.name === "lanjut" ? event.submitter.value : "");
  });
  if (!restore(form) && touched(form)) form.dispatchEvent(new Event("input"));
}

// Whether something was typed before this script was there: on a slow line people are quicker.
function touched(form) {
  return [...form.elements].some((field) =>
    field.type === "radio" ? field.checked !== field.defaultChecked : field.matches(".input, textarea") && field.value !== field.defaultValue,
  );
}

function keep(form) {
  jobs.get(form).dirty = true;
  const draft = { version: form.elements.version.value, values: values(form) };
  localStorage.setItem(keyOf(form), JSON.stringify(draft));
}

function restore(form) {
  const text = localStorage.getItem(keyOf(form));
  if (!text) return false;
  const draft = JSON.parse(text);
  if (JSON.stringify(draft.values) === JSON.stringify(values(form))) {
    localStorage.removeItem(keyOf(form));
    return false;
  }
  form.elements.version.value = draft.version;
  fill(form, draft.values);
  const told = document.createElement("p");
  told.className = "restored";
  told.setAttribute("role", "status");
  told.append("Isian yang belum terkirim dari perangkat ini dipulihkan. ");
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "button button-quiet button-small";
  drop.textContent = "Buang isian itu";
  drop.addEventListener("click", () => forget(form));
  told.append(drop);
  form.prepend(told);
  return true;
}

function forget(form) {
  clearTimeout(jobs.get(form).timer);
  jobs.get(form).dirty = false;
  localStorage.removeItem(keyOf(form));
  location.reload();
}

// What cannot be kept as it stands is not sent by itself: `data-hold` says what is missing.
function later(form, pause) {
  const job = jobs.get(form);
  clearTimeout(job.timer);
  if (form.dataset.hold) say(form, form.dataset.hold, "", "waiting");
  else job.timer = setTimeout(() => send(form), pause);
}

// Saves if needed, then goes where the person wanted; stays when the answer could not be kept.
async function leave(form, where) {
  const saved = !jobs.get(form).dirty || (await send(form));
  const link = document.querySelector(`[data-key="${{ kosong: "b", sesudah: "n", sebelum: "p" }[where]}"]`);
  if (saved && link) link.click();
}

async function send(form) {
  const job = jobs.get(form);
  clearTimeout(job.timer);
  if (job.sending) await job.sending;
  if (!job.dirty) return true;
  line = job.sending = line.then(() => attempt(form, job)).catch(() => failed(form, job));
  const saved = await job.sending;
  job.sending = null;
  return saved;
}

async function attempt(form, job, renewed = false) {
  const sent = JSON.stringify(values(form));
  setState(form, "saving");
  let reply, text;
  job.posting = true;
  try {
    reply = await post(form, false);
    text = await reply.text();
  } catch {
    return failed(form, job);
  } finally {
    job.posting = false;
  }
  if (reply.type === "opaqueredirect") return say(form, "Sesi berakhir. Isian Anda aman di perangkat ini. ", "Masuk lagi");
  if (reply.status >= 500 || reply.status === 429) return failed(form, job);
  const part = new DOMParser().parseFromString(text, "text/html").body;
  if (part.querySelector("[data-saved]")) return saved(form, job, part, sent);
  if (part.querySelector("[data-clashed]")) return clashed(form, part);
  if (part.querySelector("[data-refused]")) return refused(form, part);
  if (reply.status === 403 && !renewed && (await renewToken(form).catch(() => false))) return attempt(form, job, true);
  return failed(form, job);
}

function post(form, keepalive) {
  const headers = { "X-Bagian": "ya" };
  const signal = keepalive ? undefined : AbortSignal.timeout?.(PATIENCE);
  return fetch(form.action, { method: "POST", body: new FormData(form), headers, redirect: "manual", keepalive, signal });
}

// Signing in again draws a new token; the page still carries the old one.
async function renewToken(form) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const token = page.querySelector('[name="csrfmiddlewaretoken"]')?.value;
  const own = form.elements.csrfmiddlewaretoken;
  if (!token || token === own.value) return false;
  for (const other of forms) other.elements.csrfmiddlewaretoken.value = token;
  return true;
}

function saved(form, job, part, sent) {
  const mark = part.querySelector("[data-saved]");
  form.elements.version.value = mark.dataset.version;
  clearProblems(form);
  form.querySelector(".restored")?.remove();
  form.querySelector("[data-confirm]")?.remove();
  form.querySelector("[data-worth]").textContent = mark.dataset.worth;
  const badge = part.querySelector("[data-new-badge]");
  form.querySelector("[data-badge]")?.replaceChildren(...badge.childNodes);
  document.querySelector("[data-scores]")?.replaceChildren(part.querySelector(".scores"));
  document.querySelector("[data-filled]")?.replaceChildren(mark.dataset.filledNow);
  job.failures = 0;
  job.dirty = JSON.stringify(values(form)) !== sent;
  if (job.dirty) {
    keep(form);
    later(form, PAUSE.text);
  } else {
    localStorage.removeItem(keyOf(form));
    setState(form, "saved");
  }
  return true;
}

function failed(form, job) {
  setState(form, "failed");
  later(form, RETRY[Math.min(job.failures, RETRY.length - 1)]);
  job.failures += 1;
  return false;
}

function say(form, words, link = "", state = "failed") {
  const place = form.querySelector("[data-save-state]");
  place.dataset.state = state;
  place.textContent = words;
  if (link) {
    const way = document.createElement("a");
    way.href = location.href;
    way.textContent = link;
    place.append(way);
  }
  return false;
}

function clearProblems(form) {
  for (const line of form.querySelectorAll(".field-error")) line.remove();
  form.querySelector("[data-clash]").replaceChildren();
}

function refused(form, part) {
  clearProblems(form);
  for (const line of part.querySelectorAll("[data-for]")) {
    const field = form.querySelector(`[data-field="${line.dataset.for}"]`);
    if (field) field.querySelector("label").after(line);
    else form.querySelector("[data-problems]").append(line);
  }
  return say(form, "Belum tersimpan. Perbaiki isian yang ditandai.");
}

function clashed(form, part) {
  clearProblems(form);
  const box = part.querySelector("[data-clashed]");
  form.querySelector("[data-clash]").replaceChildren(box);
  box.querySelector("[data-use-mine]").addEventListener("click", (event) => {
    event.preventDefault();
    form.elements.version.value = box.dataset.version;
    keep(form);
    send(form);
  });
  box.querySelector("[data-use-theirs]").addEventListener("click", (event) => {
    event.preventDefault();
    forget(form);
  });
  return say(form, "Belum tersimpan. Pilih salah satu isian di atas.");
}
