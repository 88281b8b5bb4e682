// Files travel in pieces (tus 1.0). After a broken line, a reload or a new sign-in the sending goes on where it stopped;
// a file that is refused does not hold up the others.
import { releaseFiles } from "./held_files.js";
import { readableSize } from "./size.js";

const PIECE = 1024 * 1024;
const PATIENCE = [1, 2, 4, 8, 15, 15, 15, 30, 30, 30];

export async function sendInPieces(form, submitter, inputs, box) {
  const screen = show(form, submitter, box);
  const files = inputs.flatMap((input) => [...input.files]);
  const refusals = [];
  const ids = [];
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let before = 0;
  try {
    for (const file of files) {
      try {
        ids.push(await sendFile(form, file, (offset) => screen.progress(before + offset, total), screen.say));
      } catch (error) {
        if (!error.refused) throw error;
        refusals.push(`${file.name}: ${error.message}`);
      }
      before += file.size;
    }
    await sendForm(form, inputs, ids, refusals);
  } catch (error) {
    screen.failed(error.message);
  }
}

async function sendFile(form, file, progress, say) {
  // Kept until the form is accepted: a form sent again, even after a reload, finds what has already arrived.
  const key = keyOf(form, file);
  let place = localStorage.getItem(key);
  let offset = 0;
  if (place) {
    const known = await ask(form, place, { method: "HEAD" }, say);
    if (known.ok) offset = Number(known.headers.get("Upload-Offset"));
    else place = null;
  }
  if (!place) {
    place = await begin(form, file, say);
    localStorage.setItem(key, place);
  }
  let answer = null;
  while (offset < file.size) {
    progress(offset);
    const headers = { "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
    answer = await ask(form, place, { method: "PATCH", headers, body: file.slice(offset, offset + PIECE) }, say);
    if (answer.status === 409) offset = Number(answer.headers.get("Upload-Offset"));
    else if (answer.ok) offset = Number(answer.headers.get("Upload-Offset"));
    else {
      localStorage.removeItem(key);
      throw refusal((await answer.json()).message);
    }
  }
  progress(file.size);
  return place.split("/").filter(Boolean).pop();
}

function keyOf(form, file) {
  return `unggahan:${form.dataset.autosave ?? form.action}:${file.name}:${file.size}:${file.lastModified}`;
}

async function begin(form, file, say) {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
  const headers = { "Upload-Length": String(file.size), "Upload-Metadata": `filename ${name}` };
  const answer = await ask(form, form.dataset.pieces, { method: "POST", headers }, say);
  if (!answer.ok) throw refusal((await answer.json()).message);
  return answer.headers.get("Location");
}

// One request, tried again while the line is down or the server is busy.
async function ask(form, address, options, say) {
  const headers = { ...options.headers, "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value };
  for (const seconds of [...PATIENCE, 0]) {
    try {
      const answer = await fetch(address, { ...options, headers, redirect: "manual" });
      if (answer.type === "opaqueredirect") {
        throw refusedForGood("Sesi Anda berakhir. Masuk lagi di tab lain, lalu tekan unggah lagi; yang sudah terkirim tidak diulang.");
      }
      if (answer.status < 500) return answer;
    } catch (error) {
      if (error.isFinal) throw error;
    }
    if (seconds) {
      say("Sambungan terputus. Menyambung lagi; yang sudah terkirim tidak diulang.");
      await new Promise((done) => setTimeout(done, seconds * 1000));
    }
  }
  throw new Error("Sambungan belum kembali. Berkas tetap terpilih; tekan unggah lagi nanti, sisanya saja yang dikirim.");
}

function refusal(message) {
  return Object.assign(new Error(message), { refused: true });
}

function refusedForGood(message) {
  return Object.assign(new Error(message), { isFinal: true });
}

// The form itself, with the uploads by name; the page it answers takes the place of this one.
async function sendForm(form, inputs, ids, refusals) {
  if (!ids.length) throw new Error(refusals.join(" "));
  const data = new FormData(form);
  for (const input of inputs) data.delete(input.name);
  for (const id of ids) data.append("unggahan", id);
  const answer = await fetch(form.action, { method: "POST", body: data });
  if (answer.status >= 500) throw new Error("Server belum dapat melampirkan berkas ini. Tekan unggah lagi sebentar lagi.");
  if (answer.ok) {
    for (const file of inputs.flatMap((input) => [...input.files])) localStorage.removeItem(keyOf(form, file));
    await releaseFiles(form, inputs);
  }
  if (answer.redirected) history.pushState(null, "", answer.url);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.title = page.title;
  const main = document.adoptNode(page.querySelector("main"));
  document.querySelector("main").replaceWith(main);
  if (refusals.length) tell(main, refusals);
  document.dispatchEvent(new CustomEvent("page:swapped", { detail: main }));
}

function tell(main, refusals) {
  const notice = document.createElement("div");
  notice.className = "notice notice-failed";
  notice.setAttribute("role", "alert");
  const list = document.createElement("ul");
  for (const words of refusals) list.append(Object.assign(document.createElement("li"), { textContent: words }));
  const title = Object.assign(document.createElement("p"), { className: "notice-title", textContent: "Berkas ini belum terlampir" });
  const body = Object.assign(document.createElement("div"), { className: "notice-body" });
  body.append(title, list);
  notice.append(body);
  const head = main.querySelector(".page-head");
  if (head) head.after(notice);
  else main.prepend(notice);
  notice.scrollIntoView({ block: "center" });
}

function show(form, submitter, box) {
  const status = box.querySelector("[data-upload-status]");
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.setAttribute("aria-label", "Kemajuan unggahan");
  status.before(bar);
  if (submitter) submitter.disabled = true;
  const say = (words) => {
    status.textContent = words;
  };
  return {
    say,
    progress(bytes, total) {
      bar.value = Math.round((bytes / total) * 100);
      say(`Mengunggah ${bar.value}% dari ${readableSize(total)}`);
    },
    failed(words) {
      bar.remove();
      if (submitter) submitter.disabled = false;
      say(words);
    },
  };
}
