// Buttons that copy the text of another element; shown only where the browser can.
export function startCopies(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    const word = button.querySelector("[data-copy-word]");
    const before = word.textContent;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      word.textContent = "Tersalin";
      setTimeout(() => {
        word.textContent = before;
      }, 2000);
    });
  }
}
