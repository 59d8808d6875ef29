// @ts-check
/** A sheet: a canvas that fills its element, sharp on every screen, drawn again when its size or the theme changes. */

import { onThemeChange } from "../palette.js";

/** @typedef {{brush: CanvasRenderingContext2D, width: number, height: number}} Paper   in CSS pixels, clean */

/**
 * @param {HTMLElement} root                     positioned
 * @param {string} name                          class of the canvas
 * @param {(paper: Paper) => void} paint
 */
export function createSheet(root, name, paint) {
  const canvas = document.createElement("canvas");
  canvas.className = `plot-layer ${name}`;
  canvas.setAttribute("aria-hidden", "true");
  root.append(canvas);
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  let size = { width: 0, height: 0 };

  const draw = () => {
    if (size.width === 0 || size.height === 0) return;
    const ratio = window.devicePixelRatio || 1;
    brush.setTransform(1, 0, 0, 1, 0, 0);
    brush.clearRect(0, 0, canvas.width, canvas.height);
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    paint({ brush, ...size });
  };
  const observer = new ResizeObserver(() => {
    const { clientWidth: width, clientHeight: height } = root;
    if (width === size.width && height === size.height) return;
    size = { width, height };
    const ratio = window.devicePixelRatio || 1;
    Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    draw();
  });
  observer.observe(root);
  const stopTheme = onThemeChange(draw);
  return {
    draw,
    canvas,
    remove() {
      observer.disconnect();
      stopTheme();
      canvas.remove();
    },
  };
}
