// Prints one SVG sprite of the icons named in a list, one <symbol id="name"> each.
// usage: node tools/sprite.js DIRECTORY_OF_TABLER_ICONS LIST_FILE
const fs = require("fs");
const path = require("path");

const [folder, list] = process.argv.slice(2);
const names = fs.readFileSync(list, "utf8").split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));

const symbols = [...new Set(names)].sort().map((name) => {
  const [base, style] = name.endsWith("-filled") ? [name.slice(0, -7), "filled"] : [name, "outline"];
  const svg = fs.readFileSync(path.join(folder, style, `${base}.svg`), "utf8");
  const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace("</svg>", "")
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, "").replace(/\s*\n\s*/g, "");
  const paint = style === "filled" ? 'fill="currentColor"'
    : 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${body}</symbol>`;
});
console.log(`<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>`);
