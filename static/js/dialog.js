// [data-opens="id"] opens that dialog instead of following its link; [data-closes] closes the one it stands in.
export function startDialogs(root) {
  for (const opener of root.querySelectorAll("[data-opens]")) {
    const dialog = document.getElementById(opener.dataset.opens);
    if (!dialog?.showModal) continue;
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.showModal();
    });
  }
  for (const closer of root.querySelectorAll("dialog [data-closes]")) {
    closer.addEventListener("click", (event) => {
      event.preventDefault();
      closer.closest("dialog").close();
    });
  }
}
