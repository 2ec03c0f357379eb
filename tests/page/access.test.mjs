// SPDX-License-Identifier: GPL-3.0-or-later
//
// Wide tables for everybody: with the keyboard, at 400% (a width of 320 pixels), by ear, and in colours of one's own.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {close, open, report} from './harness.mjs';
import {stretched} from './stretched.mjs';

let file;

before(() => {
  const [base, option1] = ['option3-do-nothing', 'option1-in-house'].map((name) => stretched(name, {years: 10}));
  file = report('access', ['compare', base, option1, '--waterfall', '--replications', '20'], {json: false}).page;
});
after(close);

// The page at 400%, in which all that is closed is open.
const magnified = async () => {
  const {page} = await open(file, {width: 320, height: 800});
  await page.$$eval('details', (all) => all.forEach((each) => { each.open = true; }));
  return page;
};

test('only what scrolls is a stop of the keyboard, and scrolls with it', async () => {
  const {page} = await open(file);
  await page.waitForFunction(() => [...document.querySelectorAll('.scroll')].filter((each) =>
    each.closest('details:not([open])') === null).every((each) => each.hasAttribute('tabindex') === each.scrollWidth > each.clientWidth));
  const wide = page.locator('[data-table="waterfall_by_year"] .scroll');
  assert.equal(await wide.getAttribute('role'), 'region');
  assert.ok(await page.locator('.scroll:not([tabindex]):not([role])').count() > 0);
  await wide.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.activeElement.scrollLeft > 0);
  assert.notEqual(await wide.evaluate((each) => getComputedStyle(each).outlineStyle), 'none');
  await page.close();
});

test('labels of rows stay in sight and leave room for figures', async () => {
  const page = await magnified();
  const found = await page.$$eval('.scroll:has(> table td data)', (all) => all.map((each) => {
    each.scrollLeft = each.scrollWidth;
    const room = each.getBoundingClientRect();
    return [...each.querySelectorAll('tbody th')].map((label) => {
      const {left, right} = (label.querySelector('span:not(.unseen)') ?? label).getBoundingClientRect();
      return {label: label.textContent, seen: left >= room.left - 1 && left < room.right,
        share: label.colSpan > 1 ? 0 : (right - left) / room.width};
    });
  }));
  assert.ok(found.length > 5);
  for (const {label, seen, share} of found.flat()) {
    assert.ok(seen, label);
    assert.ok(share < 0.6, `${label} takes ${share}`);
  }
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await page.close();
});

test('a figure is read out with all of its headings', async () => {
  const {page} = await open(file);
  const found = await page.$$eval('main', ([main]) => {
    const text = (cells) => [...cells].map((each) => each.textContent);
    return {
      errors: text(main.querySelectorAll('[data-table="waterfall_by_year"] table[id] thead th')).filter((each) =>
        each.endsWith('std error')),
      groups: [...main.querySelectorAll('[data-table="unit_costs"] tbody')].map((body) =>
        text(body.querySelectorAll('th[scope="rowgroup"]')).join(' / ')),
    };
  });
  assert.equal(new Set(found.errors).size, 11); // ten years and the total
  assert.ok(found.errors.includes('2020-21, std error'));
  assert.equal(new Set(found.groups).size, found.groups.length);
  found.groups.forEach((each) => assert.match(each, /do nothing|in-house homes/));
  await page.close();
});

test('charts keep their colours where others are forced', async () => {
  const {page} = await open(file, {forcedColors: 'active', colorScheme: 'dark'});
  const {paper, page: around} = await page.evaluate(() => ({
    paper: getComputedStyle(document.querySelector('.plot')).backgroundColor,
    page: getComputedStyle(document.querySelector('tbody th')).backgroundColor,
  }));
  assert.equal(paper, 'rgb(255, 255, 255)');
  assert.notEqual(around, paper);
  await page.close();
});

test('nothing moves by itself', async () => {
  const {page} = await open(file, {reducedMotion: 'reduce'});
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
  await page.close();
});
