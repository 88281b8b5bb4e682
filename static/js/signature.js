// The drawing part of a signature field: shown only where a script runs; typing one's name is always there.
// The drawing goes into the hidden input as a PNG data URL when the form is sent.
import SignaturePad from "../vendor/signature_pad.min.js";

export function startSignatures(root) {
  for (const field of root.querySelectorAll("[data-signature]")) start(field);
}

function start(field) {
  const canvas = field.querySelector("canvas");
  const output = field.querySelector('input[type="hidden"]');
  field.querySelector("[data-signature-draw]").hidden = false;

  const pad = new SignaturePad(canvas, { penColor: "#141c38", backgroundColor: "rgba(255, 254, 251, 0)", minWidth: 0.8, maxWidth: 2.6 });
  // A drawing that came back with the page (something else had to be mended) is shown again, not lost.
  let kept = output.value;
  const fit = () => {
    const strokes = pad.toData();
    const ratio = Math.max(window.devicePixelRatio || 1, 1);
    canvas.width = canvas.offsetWidth * ratio;
    canvas.height = canvas.offsetHeight * ratio;
    canvas.getContext("2d").scale(ratio, ratio);
    pad.clear();
    if (kept && strokes.length === 0) {
      pad.fromDataURL(kept, { ratio: 1, width: canvas.offsetWidth, height: canvas.offsetHeight });
    } else {
      pad.fromData(strokes);
    }
  };
  const forget = () => {
    if (!kept) return;
    kept = "";
    pad.clear();
  };
  const write = () => {
    output.value = pad.isEmpty() ? "" : pad.toDataURL("image/png");
  };

  new ResizeObserver(fit).observe(canvas);
  pad.addEventListener("beginStroke", forget);
  pad.addEventListener("endStroke", write);
  field.querySelector("[data-signature-clear]").addEventListener("click", () => {
    kept = "";
    pad.clear();
    write();
  });
  field.querySelector("[data-signature-undo]").addEventListener("click", () => {
    forget();
    pad.fromData(pad.toData().slice(0, -1));
    write();
  });
}
