// Chosen files wait in this browser (IndexedDB) until the server has taken them, so that a reload, a closed phone or
// a refused form does not lose a photo that was just taken. Where that is not allowed (private windows) only this
// comfort is missing.
const STORE = "berkas";

export function holdFiles(form) {
  const inputs = [...form.querySelectorAll('input[type="file"]')];
  for (const input of inputs) {
    input.addEventListener("change", () => ask("readwrite", (store) => store.put([...input.files], key(form, input))));
    giveBack(form, input);
  }
}

export function releaseFiles(form, inputs) {
  return Promise.all(inputs.map((input) => ask("readwrite", (store) => store.delete(key(form, input)))));
}

// Person, form and field: a shared computer shows nobody the files of somebody else.
function key(form, input) {
  return [form.dataset.person, form.dataset.autosave ?? form.action, input.name].join(" ");
}

async function giveBack(form, input) {
  const files = await ask("readonly", (store) => store.get(key(form, input)));
  if (!files?.length || input.files.length) return;
  const carrier = new DataTransfer();
  for (const file of files) carrier.items.add(file);
  input.files = carrier.files;
  const status = input.closest("[data-upload]").querySelector("[data-upload-status]");
  const names = files.map((file) => file.name).join(", ");
  status.textContent = `${names} masih menunggu dari kunjungan tadi. Kirim formulirnya untuk melanjutkan.`;
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("zona-unggahan", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function ask(mode, act) {
  try {
    const database = await open();
    return await new Promise((resolve, reject) => {
      const request = act(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } catch {
    return undefined;
  }
}
