// Arrow keys, Page Up and Page Down follow the links of the meeting; without scripts one presses them.
const LINKS = {
  ArrowRight: "next",
  PageDown: "next",
  ArrowLeft: "prev",
  PageUp: "prev",
};

document.addEventListener("keydown", (event) => {
  const way = LINKS[event.key];
  if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
  const link = document.querySelector(`a[rel="${way}"]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
