// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pages on paper: at full size, because nothing is wider than A4 less its margins, with all that a screen shows.
import assert from 'node:assert/strict';
import path from 'node:path';
import {after, describe, test} from 'node:test';
import {close, open, report, top} from './harness.mjs';
import {stretched} from './stretched.mjs';

const paper = {width: 680, height: 952}; // A4 less the margins of page/print.css, in CSS pixels
const search = path.join(top, 'examples/searches/southampton.json');
const few = ['--replications', '20'];

after(close);

const studies = (years) => {
  const wide = {years, homes: 12, long: true};
  const base = stretched('option3-do-nothing', wide), option1 = stretched('option1-in-house', wide);
  const plain = stretched('option1-in-house', {years}), nothing = stretched('option3-do-nothing', {years});
  return {
    run: ['run', option1, ...few],
    plan: ['plan', option1],
    budget: ['budget', option1, ...few],
    sensitivity: ['sensitivity', option1, '--indices', ...few],
    delay: ['delay', option1, '--months', '3', ...few],
    value: ['value', plain, ...few],
    switching: ['switching', option1, '--input', '/compatibility/default', '--target', 'occupancy=50%', ...few],
    optimise: ['optimise', plain, '--search', search, '--replications', '100'],
    compare: ['compare', base, option1, '--waterfall', ...few],
    several: ['compare', nothing, plain, stretched('option2-tendered', {years}), ...few],
  };
};

const openOnPaper = async (file) => {
  const {page, said} = await open(file, paper);
  await page.emulateMedia({media: 'print'});
  await page.$$eval('details', (all) => all.forEach((each) => { each.open = true; }));
  return {page, said};
};

const tooWide = (page) => page.evaluate(() => [...document.querySelectorAll('body *:not(script, svg *, .unseen, .skip)')]
  .filter((each) => each.getClientRects().length > 0 && getComputedStyle(each).position !== 'absolute')
  .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((each) => `${each.closest('section')?.id} ${each.outerHTML.slice(0, 80)}`));

// Of each table that a screen shows: headings and rows, there and on paper, where parts are put together again.
const shownAndPrinted = (page) => page.$$eval('section[data-table]', (all) => all.map((section) => {
  const read = (table) => [...table.querySelectorAll('tr:not(:has(> th[colspan]))')]
    .map((row) => [...row.children].map((cell) => cell.textContent));
  const tables = [...section.querySelectorAll('table')];
  const printed = tables.filter((table) => table.getClientRects().length > 0).map(read);
  return {id: section.id, shown: read(tables[0]), printed};
}));

const putTogether = (parts, repeated) =>
  parts[0].map((row, i) => [...row, ...parts.slice(1).flatMap((part) => part[i].slice(repeated))]);

for (const years of [3, 10, 25]) {
  describe(`${years} years`, () => {
    const all = studies(years);
    let inParts = 0;

    for (const [name, args] of Object.entries(all)) {
      test(`${name} prints at full size`, async () => {
        const {page, said} = await openOnPaper(report(`${name}-${years}`, args, {json: false}).page);
        assert.deepEqual(await tooWide(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        for (const {id, shown, printed} of await shownAndPrinted(page)) {
          assert.ok(printed.length > 0, id);
          inParts += printed.length > 1 ? 1 : 0;
          const repeated = [1, 2, 3].find((count) => putTogether(printed, count)[0].length === shown[0].length);
          assert.deepEqual(putTogether(printed, repeated), shown, id);
        }
        assert.deepEqual(said, []);
        await page.close();
      });
    }

    if (years > 3)
      test('has tables by year in parts', () => assert.ok(inParts > 0));
  });
}
