// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whoever sees colours in another way tells the series of a chart apart, as Machado, Oliveira and Fernandes 2009 (IEEE
// Transactions on Visualization and Computer Graphics 15, 1291) simulate it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {top} from './harness.mjs';

const apart = 18; // at least, between any two of a chart in CIE Lab, where 2.3 can just be noticed side by side
const charts = path.join(top, 'examples/cli/charts');

const eyes = {
  usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
};
const toXyz = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]];
const white = [0.95047, 1, 1.08883];
const times = (matrix, vector) => matrix.map((row) => row.reduce((sum, each, i) => sum + each * vector[i], 0));

const linear = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
  .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

const lab = (rgb) => {
  const [x, y, z] = times(toXyz, rgb).map((each, i) => each / white[i])
    .map((t) => t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

const seen = (hex, eye) => lab(times(eye, linear(hex)).map((c) => Math.min(1, Math.max(0, c))));
const distance = (a, b, eye) => Math.hypot(...seen(a, eye).map((each, i) => each - seen(b, eye)[i]));

// The colours of each series of a specification, which are the ranges of its scales.
const palettes = (value, found = []) => {
  if (value !== null && typeof value === 'object') {
    if (Array.isArray(value.range) && value.range.every((each) => /^#[0-9a-f]{6}$/i.test(each)))
      found.push(value.range);
    Object.values(value).forEach((each) => palettes(each, found));
  }
  return found;
};

const specifications = fs.readdirSync(charts).filter((name) => name.endsWith('.vl.json'));

test('colours of the simulation are those that were published', () => {
  for (const [name, eye] of Object.entries(eyes))
    for (const row of eye)
      assert.ok(Math.abs(row.reduce((sum, each) => sum + each, 0) - 1) < 2e-6, `${name} changes white`);
  assert.ok(distance('#d70000', '#6b6b00', eyes.deuteranopia) < distance('#d70000', '#6b6b00', eyes.usual) / 2);
});

let coloured = 0;
for (const name of specifications) {
  for (const palette of palettes(JSON.parse(fs.readFileSync(path.join(charts, name), 'utf8')))) {
    coloured++;
    test(`${name} has series that everybody can tell apart: ${palette.join(' ')}`, () => {
      for (const [kind, eye] of Object.entries(eyes)) {
        palette.forEach((a, i) => palette.slice(i + 1).filter((b) => b !== a).forEach((b) => {
          const between = distance(a, b, eye);
          assert.ok(between >= apart, `${a} and ${b} are ${between.toFixed(1)} apart with ${kind}`);
        }));
      }
    });
  }
}

test('charts have palettes', () => assert.ok(coloured > 10));
