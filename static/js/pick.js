// A long list of boxes: search hides lines, one button ticks all that are shown, a sentence counts. Without a script
// the plain list is there.
export function startPicks(root) {
  for (const list of root.querySelectorAll("[data-pick]")) start(list);
}

function start(list) {
  const tools = list.querySelector("[data-pick-tools]");
  const search = tools.querySelector("input");
  const count = tools.querySelector("[data-pick-count]");
  const lines = [...list.querySelectorAll("[data-pick-line]")];
  const boxOf = (line) => line.querySelector('input[type="checkbox"]');
  const shown = () => lines.filter((line) => !line.hidden);
  const tell = () => {
    const chosen = lines.filter((line) => boxOf(line).checked).length;
    count.textContent = `${chosen} dari ${lines.length} dipilih`;
  };
  const tick = (value) => {
    for (const line of shown()) boxOf(line).checked = value;
    tell();
  };

  tools.hidden = false;
  search.addEventListener("input", () => {
    const words = search.value.trim().toLowerCase();
    for (const line of lines) line.hidden = !line.textContent.toLowerCase().includes(words);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  tools.querySelector("[data-pick-all]").addEventListener("click", () => tick(true));
  tools.querySelector("[data-pick-none]").addEventListener("click", () => tick(false));
  list.addEventListener("change", tell);
  tell();
}
