// 1234567 -> "1,2 MB", as dasar/format.py writes it.
export function readableSize(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  let size = bytes;
  let step = 0;
  while (size >= 1000 && step < units.length - 1) {
    size /= 1000;
    step += 1;
  }
  const places = step === 0 || (size >= 10 && step < 3) ? 0 : 1;
  return `${size.toFixed(places).replace(".", ",")} ${units[step]}`;
}
