// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the tests of pages share: the command, a browser, and a page opened in it with everything that it says noted.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

export const top = process.env.PLACEMENT_SOURCE;
export const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'page-'));
const programs = process.env.PLACEMENT_BUILD;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
let browser;

export const scenario = (name) => path.join(top, 'examples/scenarios', name);

// Runs a command that writes NAME.html, and NAME.json unless it has none; returns the path of the page and the results.
export const report = (name, args, {program = 'placement', json = true} = {}) => {
  const file = (ending) => path.join(folder, `${name}.${ending}`);
  execFileSync(path.join(programs, program),
    [...args, '--output', file('html'), ...(json ? ['--output', file('json')] : [])], {stdio: ['ignore', 'ignore', 'pipe']});
  return {page: file('html'), results: json ? JSON.parse(fs.readFileSync(file('json'), 'utf8')) : null};
};

export const close = async () => {
  await browser?.close();
  fs.rmSync(folder, {recursive: true});
};

// Opens a page; `said` collects its errors, warnings, dialogs and requests, of which there is to be none.
export const open = async (file, {width = 1280, height = 800, ...options} = {}) => {
  browser ??= await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: flags});
  const page = await browser.newPage({viewport: {width, height}, ...options});
  const said = [];
  const url = pathToFileURL(file).href;
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    said.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('request', (request) => request.url() === url || said.push(`request: ${request.url()}`));
  await page.goto(url);
  if (options.javaScriptEnabled !== false)
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0 &&
      (document.querySelectorAll('figure').length === 0 || document.documentElement.dataset.charts === 'drawn'), null,
    {timeout: 60000});
  return {page, said};
};

// The shapes of a kind that a figure shows, such as "bar" or "rule" by their roles in Vega's scene.
export const marks = (page, figure, kind) => page.locator(`#${figure} .mark-${kind}.role-mark path`).count();
