// @ts-check
/** An example that is an image, painted pixel by pixel: grey where it has one channel, in colour where it has three. */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {readonly number[]} pixels     as they are learned from: centred or scaled; shown from the darkest to the lightest
 * @param {readonly number[]} shape      rows and columns, and where the channels stand
 */
export function paintImage(canvas, pixels, shape) {
  const { rows, columns, channels, isFirst } = layoutOf(shape);
  Object.assign(canvas, { width: columns, height: rows });
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const image = brush.createImageData(columns, rows);
  const low = Math.min(...pixels);
  const span = Math.max(...pixels) - low || 1;
  for (let place = 0; place < rows * columns; place += 1) {
    for (let part = 0; part < 3; part += 1) {
      const channel = Math.min(part, channels - 1);
      const at = isFirst ? channel * rows * columns + place : place * channels + channel;
      image.data[4 * place + part] = (255 * (pixels[at] - low)) / span;
    }
    image.data[4 * place + 3] = 255;
  }
  brush.putImageData(image, 0, 0);
}

/** @param {readonly number[]} shape */
function layoutOf(shape) {
  if (shape.length < 3) return { rows: shape[0], columns: shape[1], channels: 1, isFirst: false };
  const isFirst = shape[0] <= 4;
  const [rows, columns] = isFirst ? shape.slice(1) : shape;
  return { rows, columns, channels: isFirst ? shape[0] : shape[2], isFirst };
}
