// Keys of the list of questions: n and p walk the rows, x ticks, a ticks all, b opens the next one left.
import { isTyping } from "./pintasan.js";

const rows = [...document.querySelectorAll("[data-row]")];
const boxes = [...document.querySelectorAll('[data-list] input[type="checkbox"]')];
const all = document.querySelector("[data-check-all]");

if (all && boxes.length) {
  all.hidden = false;
  all.addEventListener("click", tickAll);
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const act = { n: () => walk(1), p: () => walk(-1), x: tick, a: tickAll, b: goOn, "?": help }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

function walk(step) {
  const at = rows.indexOf(document.activeElement?.closest("li")?.querySelector("[data-row]"));
  rows[Math.max(0, Math.min(at + step, rows.length - 1))]?.focus();
}

function tick() {
  const box = document.activeElement?.closest("li")?.querySelector('input[type="checkbox"]');
  if (box) box.checked = !box.checked;
}

function tickAll() {
  const on = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = on;
}

function goOn() {
  document.querySelector('[data-key="b"]')?.click();
}

function help() {
  const box = document.getElementById("pintasan");
  box.open = true;
  box.scrollIntoView({ block: "nearest" });
}
