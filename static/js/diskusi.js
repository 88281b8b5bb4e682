// Talk is marked as read once it has been on the screen for a moment.
const LOOK = 1500;

for (const list of document.querySelectorAll("[data-read]")) watch(list);

function watch(list) {
  const way = list.parentElement.querySelector("[data-read-form]");
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    setTimeout(() => read(way), LOOK);
  });
  watcher.observe(list.lastElementChild ?? list);
}

async function read(way) {
  if (!way || document.visibilityState !== "visible") return;
  const headers = { "X-Bagian": "ya" };
  const reply = await fetch(way.action, { method: "POST", body: new FormData(way), headers, redirect: "manual" });
  if (reply.status === 204) way.remove();
}
