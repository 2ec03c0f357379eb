// SPDX-License-Identifier: GPL-3.0-or-later
//
// usage: tests/page/run BUILD_FOLDER --gallery: makes the pictures in examples/gallery from pages of Southampton.
import path from 'node:path';
import {close, open, report, scenario, top} from './harness.mjs';

const folder = path.join(top, 'examples/gallery');
const southampton = (name) => scenario(`southampton/${name}.json`);
const run = report('run', ['run', southampton('option1-in-house')]).page;
const compare = report('compare', ['compare', southampton('option3-do-nothing'), southampton('option1-in-house'),
  '--waterfall']).page;

const picture = (name) => path.join(folder, `${name}.png`);

// The top of a page down to its contents.
const answer = async (file, name) => {
  const {page} = await open(file, {width: 1000, height: 800, deviceScaleFactor: 1});
  await page.$$eval('.save', (all) => all.forEach((each) => { each.hidden = true; }));
  const {y} = await page.locator('nav').boundingBox();
  await page.screenshot({path: picture(name), fullPage: true,
    clip: {x: 0, y: 0, width: 1000, height: Math.round(y)}});
  await page.close();
};

const figure = async (file, table, name) => {
  const {page} = await open(file, {width: 800, height: 800, deviceScaleFactor: 1});
  await page.$$eval('.save', (all) => all.forEach((each) => { each.hidden = true; }));
  await page.locator(`figure[data-table="${table}"]`).screenshot({path: picture(name)});
  await page.close();
};

await answer(compare, 'compare');
await figure(run, 'total_distribution', 'total');
await close();
