// Upload fields: says what was chosen, refuses what is too large before it travels, takes dropped files,
// and shows how far the sending has come. The form itself is the ordinary one; when sending fails, the
// files stay chosen and can be sent again.
// With data-pieces="address" the files travel in pieces first, so that a broken line costs one piece, not the file.
import { holdFiles } from "./held_files.js";
import { sendInPieces } from "./pieces.js";
import { readableSize } from "./size.js";

export function startUploads(root) {
  for (const box of root.querySelectorAll("[data-upload]")) startBox(box);
  for (const form of root.querySelectorAll("form[data-upload-form]")) startForm(form);
}

function startBox(box) {
  const input = box.querySelector('input[type="file"]');
  const status = box.querySelector("[data-upload-status]");
  const limit = Number(input.dataset.maxBytes || 0);

  input.addEventListener("change", () => {
    const files = [...input.files];
    const heavy = files.find((file) => limit && file.size > limit);
    const most = Number(input.dataset.maxFiles || 0);
    const many = most && files.length > most ? `Paling banyak ${most} berkas sekaligus; Anda memilih ${files.length}. Pilih sebagian dahulu.` : "";
    status.textContent = many || (heavy
      ? `${heavy.name} berukuran ${readableSize(heavy.size)}, lebih dari batas ${readableSize(limit)}. Kecilkan atau pilih berkas lain.`
      : files.map((file) => `${file.name} (${readableSize(file.size)})`).join(", "));
    input.setCustomValidity(heavy || many ? status.textContent : "");
  });

  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("is-over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("is-over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("is-over");
    const files = [...event.dataTransfer.files];
    const carrier = new DataTransfer();
    for (const file of input.multiple ? files : files.slice(0, 1)) carrier.items.add(file);
    input.files = carrier.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function startForm(form) {
  if (form.dataset.pieces) holdFiles(form);
  form.addEventListener("submit", (event) => {
    const inputs = [...form.querySelectorAll('input[type="file"]')].filter((input) => input.files.length);
    if (!inputs.length) return;
    event.preventDefault();
    if (inputs.some((input) => !input.reportValidity())) return;
    const box = inputs[0].closest("[data-upload]");
    if (form.dataset.pieces) sendInPieces(form, event.submitter, inputs, box);
    else send(form, event.submitter, box);
  });
}

function send(form, submitter, box) {
  const status = box.querySelector("[data-upload-status]");
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.setAttribute("aria-label", "Kemajuan unggahan");
  status.before(bar);
  if (submitter) submitter.disabled = true;

  const failed = (words) => {
    bar.remove();
    if (submitter) submitter.disabled = false;
    status.textContent = words;
  };
  const data = new FormData(form, submitter);
  const request = new XMLHttpRequest();
  const target = new URL(form.getAttribute("action") || location.href, location.href).href;
  request.open("POST", target);
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    bar.value = Math.round((event.loaded / event.total) * 100);
    status.textContent = `Mengunggah ${bar.value}% dari ${readableSize(event.total)}`;
  });
  request.addEventListener("load", () => {
    if (request.status >= 500) {
      failed("Server belum dapat menyimpan berkas ini. Berkas tetap terpilih; coba kirim lagi sebentar lagi.");
    } else if (request.responseURL && request.responseURL !== target && request.status < 400) {
      location.assign(request.responseURL);
    } else {
      document.open();
      document.write(request.responseText);
      document.close();
    }
  });
  request.addEventListener("error", () => {
    failed("Sambungan terputus. Berkas tetap terpilih; kirim lagi setelah sambungan kembali.");
  });
  request.send(data);
}
