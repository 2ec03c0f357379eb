// SPDX-License-Identifier: GPL-3.0-or-later
//
// Charts of much, of long names and of nothing: on paper, a laptop and phones no label is cut or stands on another.
import assert from 'node:assert/strict';
import path from 'node:path';
import {after, describe, test} from 'node:test';
import {close, open, report, scenario, top} from './harness.mjs';
import {stretched} from './stretched.mjs';

const few = ['--replications', '10'];
const sizes = {'a laptop': 1280, paper: 680, 'a small phone': 320};
const gap = 3; // pixels between two labels of an axis
const search = path.join(top, 'examples/searches/southampton.json');

after(close);

// Every amount of every home is uncertain.
const manyInputs = (whole) => {
  const {correlations, ...rest} = whole;
  return {...rest, uncertain: whole.homes.flatMap((home, i) => home.costs.map((_, j) => ({
    input: `/homes/${i}/costs/${j}/amount`, as: 'factor', distribution: {pert: {min: 0.8, mode: 1, max: 1.3}},
  }))).slice(0, 200)};
};

// Nobody is in need and nothing costs anything.
const nothing = (whole) => {
  const {uncertain, correlations, ...rest} = whole;
  return {...rest, costs: [], homes: whole.homes.map((home) => ({...home, costs: []})),
    groups: whole.groups.map(({initial, initial_children, ...group}) => ({...group, arrivals_per_year: 0}))};
};

const much = stretched('option1-in-house', {years: 25, homes: 40, long: true});
const long = stretched('option1-in-house', {years: 25}), base = stretched('option3-do-nothing', {years: 25});
const inputs = stretched('option1-in-house', {years: 3, homes: 40, long: true, change: manyInputs});
const empty = stretched('option1-in-house', {years: 3, change: nothing});
const usual = scenario('southampton/option1-in-house.json');

const studies = {
  much: ['run', much, ...few],
  costlier: ['compare', base, long, '--waterfall', ...few],
  cheaper: ['compare', long, base, '--waterfall', ...few],
  several: ['compare', base, long, stretched('option2-tendered', {years: 25}), ...few],
  budget: ['budget', long, ...few],
  inputs: ['sensitivity', inputs, ...few],
  delay: ['delay', much, '--months', '3', ...few],
  value: ['value', much, '--replications', '4'],
  switching: ['switching', usual, '--input', '/compatibility/default', '--target', 'occupancy=80%', ...few],
  optimise: ['optimise', usual, '--search', search, '--replications', '500'],
  nothing: ['run', empty, ...few],
  'nothing more': ['compare', empty, empty, '--waterfall', ...few],
};

// Where each text of the charts stands that can be seen, with what it is, such as "role-axis-label".
const textsOf = (page) => page.$$eval('.plot svg', (all) => all.map((svg) => {
  const box = (element) => {
    const {left, right, top: above, bottom} = element.getBoundingClientRect();
    return {left, right, top: above, bottom};
  };
  const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent !== '' &&
    text.getAttribute('opacity') !== '0').map((text) => ({text: text.textContent, ...box(text),
    role: text.closest('[class*="role-"]').getAttribute('class').match(/role-[\w-]+/)[0]}));
  return {figure: `${svg.closest('figure').id} (${svg.closest('figure').dataset.table})`, room: box(svg), texts};
}));

const isCut = (room, text) =>
  text.left < room.left - 1 || text.right > room.right + 1 || text.top < room.top - 1 || text.bottom > room.bottom + 1;

const overlap = (a, b) => {
  const labels = a.role === 'role-axis-label' && b.role === a.role;
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return across > (labels ? -gap : 1) && down > 3;
};

for (const [name, args] of Object.entries(studies)) {
  describe(`charts of ${name}`, () => {
    const made = {};

    for (const [screen, width] of Object.entries(sizes)) {
      test(`can be read on ${screen}`, async () => {
        made.page ??= report(`charts-${name.replace(' ', '-')}`, args, {json: false}).page;
        const {page, said} = await open(made.page, {width, height: 900});
        const charts = await textsOf(page);
        assert.ok(charts.length > 0);
        for (const {figure, room, texts} of charts) {
          assert.ok(texts.length > 1, figure);
          assert.deepEqual(texts.filter((text) => isCut(room, text)), [], figure);
          assert.deepEqual(texts.filter((text) => /NaN|undefined|null|Infinity/.test(text.text)), [], figure);
          const crowded = texts.flatMap((a, i) => texts.slice(i + 1).filter((b) => overlap(a, b))
            .map((b) => `${a.text} on ${b.text}`));
          assert.deepEqual(crowded, [], figure);
        }
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(said, []);
        await page.close();
      });
    }
  });
}
