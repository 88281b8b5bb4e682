// Light, dark or automatic without a reload; the form's POST still remembers the choice on this device.
export function startTheme() {
  const form = document.querySelector("[data-theme]");
  if (!form) return;

  form.addEventListener("submit", (event) => {
    const chosen = event.submitter;
    if (!chosen?.dataset.media) return;
    event.preventDefault();
    const data = new FormData(form);
    data.set("tema", chosen.value);
    fetch(form.action, { method: "POST", body: data, redirect: "manual" }).then(
      () => show(form, chosen),
      () => form.submit(),
    );
  });
}

function show(form, chosen) {
  for (const sheet of document.querySelectorAll("link[data-dark]")) sheet.media = chosen.dataset.media;
  const schemes = { terang: "light", gelap: "dark" };
  document.querySelector('meta[name="color-scheme"]').content = schemes[chosen.value] ?? "light dark";
  for (const button of form.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === chosen));
  }
}
