// @ts-check
/** Decision regions on a canvas: the ground in the colour of its class, paler where the model is in doubt, and a thin line between classes. */

import { cssColor, reliefStops } from "../palette.js";
import { groundColors, rgb } from "./class_colors.js";

/** @typedef {{labels: number[][], margin: number[][] | null}} Decisions   rows from the bottom to the top */

/** The colour of the ground at a decision without doubt, and how much of it is left on the line. */
const LEAST = 0.3;
/** A lead of so many units of score is most of the way to certainty. */
const LEAD = 2.2;

const raster = document.createElement("canvas");

/**
 * @param {CanvasRenderingContext2D} brush      in CSS pixels
 * @param {Decisions} decisions
 * @param {{width: number, height: number, values: number[] | null}} frame    `values`: lowest and highest, where values are learned
 */
export function paintRegions(brush, decisions, { width, height, values }) {
  const { labels } = decisions;
  const [rows, columns] = [labels.length, labels[0].length];
  Object.assign(raster, { width: columns, height: rows });
  const ink = /** @type {CanvasRenderingContext2D} */ (raster.getContext("2d"));
  const image = ink.createImageData(columns, rows);
  if (values) fillValues(image.data, labels, values);
  else fillClasses(image.data, decisions);
  ink.putImageData(image, 0, 0);
  // The colour of a grid point fills the square around it, so half of the outer ones lies beyond the frame.
  const [across, down] = [width / (columns - 1), height / (rows - 1)];
  brush.imageSmoothingQuality = "high";
  brush.drawImage(raster, -across / 2, -down / 2, width + across, height + down);
  if (values) return;
  brush.beginPath();
  for (const [x0, y0, x1, y1] of borderPieces(decisions)) {
    brush.moveTo(x0 * across, height - y0 * down);
    brush.lineTo(x1 * across, height - y1 * down);
  }
  Object.assign(brush, { strokeStyle: cssColor("--border"), lineWidth: 1.1, lineJoin: "round", lineCap: "round" });
  brush.stroke();
}

/** @param {Uint8ClampedArray} pixels @param {Decisions} decisions */
function fillClasses(pixels, { labels, margin }) {
  const { grounds, paper } = groundColors();
  let at = 0;
  for (let row = labels.length - 1; row >= 0; row -= 1) {
    for (let column = 0; column < labels[row].length; column += 1) {
      const ground = grounds[labels[row][column] % grounds.length];
      const share = margin ? LEAST + (1 - LEAST) * Math.tanh(margin[row][column] / LEAD) : 1;
      for (let part = 0; part < 3; part += 1) pixels[at + part] = paper[part] + share * (ground[part] - paper[part]);
      pixels[at + 3] = 255;
      at += 4;
    }
  }
}

/** @param {Uint8ClampedArray} pixels @param {number[][]} heights @param {number[]} range */
function fillValues(pixels, heights, [low, high]) {
  const stops = reliefStops().map(rgb);
  let at = 0;
  for (let row = heights.length - 1; row >= 0; row -= 1) {
    for (const value of heights[row]) {
      const place = Math.min(Math.max((value - low) / (high - low || 1), 0), 1) * (stops.length - 1);
      const below = Math.min(Math.floor(place), stops.length - 2);
      for (let part = 0; part < 3; part += 1) pixels[at + part] = stops[below][part] + (place - below) * (stops[below + 1][part] - stops[below][part]);
      pixels[at + 3] = 255;
      at += 4;
    }
  }
}

/**
 * The lines between classes, each piece `[x, y, x, y]` in columns and rows. On an edge between two classes the line
 * crosses where their leads are equal; where more than two meet, all lines run to one place.
 * @param {Decisions} decisions
 * @returns {number[][]}
 */
export function borderPieces({ labels, margin }) {
  /** @type {number[][]} */
  const pieces = [];
  for (let row = 0; row + 1 < labels.length; row += 1) {
    const [lower, upper] = [labels[row], labels[row + 1]];
    for (let column = 0; column + 1 < lower.length; column += 1) {
      const label = lower[column];
      if (label === lower[column + 1] && label === upper[column] && label === upper[column + 1]) continue;
      const crossings = crossingsOf(labels, margin, column, row);
      if (crossings.length === 2) pieces.push([...crossings[0], ...crossings[1]]);
      else {
        const middle = [0, 1].map((axis) => crossings.reduce((sum, place) => sum + place[axis], 0) / crossings.length);
        for (const place of crossings) pieces.push([...place, ...middle]);
      }
    }
  }
  return pieces;
}

/** @param {number[][]} labels @param {number[][] | null} margin @param {number} column @param {number} row */
function crossingsOf(labels, margin, column, row) {
  const corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]];
  /** @type {number[][]} */
  const crossings = [];
  corners.forEach(([x, y], at) => {
    const [toX, toY] = corners[(at + 1) % 4];
    if (labels[y][x] === labels[toY][toX]) return;
    const [here, there] = margin ? [margin[y][x], margin[toY][toX]] : [1, 1];
    const share = here + there > 0 ? here / (here + there) : 0.5;
    crossings.push([x + share * (toX - x), y + share * (toY - y)]);
  });
  return crossings;
}
