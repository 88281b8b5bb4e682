// <details> menus close on Escape, on a click elsewhere, and when another one opens.
export function startMenus() {
  const menus = [...document.querySelectorAll("details.menu")];
  const close = (menu) => {
    menu.open = false;
  };

  for (const menu of menus) {
    menu.addEventListener("toggle", () => {
      if (menu.open) menus.filter((other) => other !== menu).forEach(close);
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      close(menu);
      menu.querySelector("summary").focus();
    });
  }
  document.addEventListener("click", (event) => {
    menus.filter((menu) => menu.open && !menu.contains(event.target)).forEach(close);
  });
}
