// A long checklist: typing narrows it at once, a button per group ticks what is shown, and the count stays visible.
// Without this script the search button does the narrowing.
for (const form of document.querySelectorAll("form[data-checklist]")) start(form);

function start(form) {
  const search = form.querySelector('input[type="search"]');
  const groups = [...form.querySelectorAll("[data-checklist-group]")];
  const count = form.querySelector("[data-checklist-count]");
  const boxes = () => [...form.querySelectorAll('input[name="unit"]')];
  const tell = () => {
    count.textContent = boxes().filter((box) => box.checked).length || "";
  };

  form.querySelector('button[name="cari_unit"]').hidden = true;
  for (const group of groups) addButton(group, tell);
  search.addEventListener("input", () => narrow(groups, search.value));
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  form.addEventListener("change", tell);
  narrow(groups, search.value);
  tell();
}

function narrow(groups, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const group of groups) {
    const labels = [...group.querySelectorAll("label[data-name]")];
    for (const label of labels) label.hidden = !words.every((word) => label.dataset.name.includes(word));
    group.hidden = labels.every((label) => label.hidden);
  }
}

function addButton(group, tell) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet button-small";
  button.textContent = "Pilih semua";
  button.addEventListener("click", () => {
    const shown = [...group.querySelectorAll("label[data-name]:not([hidden]) input")];
    const all = shown.every((box) => box.checked);
    for (const box of shown) box.checked = !all;
    button.textContent = all ? "Pilih semua" : "Kosongkan";
    tell();
  });
  group.querySelector("legend").append(button);
}
