// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scenarios of Southampton that are as long, as many and as wide as a format allows, for what must still fit.
import fs from 'node:fs';
import path from 'node:path';
import {folder, scenario} from './harness.mjs';

const longest = {id: 64, text: 990};

// Each id, and each mention of it, as long as an id may be.
const withLongIds = (whole) => {
  const ids = new Set();
  const find = (value) => {
    if (typeof value?.id === 'string')
      ids.add(value.id);
    if (value !== null && typeof value === 'object')
      Object.values(value).forEach(find);
  };
  const rename = (value) => Array.isArray(value) ? value.map(rename)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rename(each)]))
      : ids.has(value) ? `${value}-${'w'.repeat(longest.id)}`.slice(0, longest.id) : value;
  find(whole);
  const title = `${whole.title}, ${'the longest title that there may be, '.repeat(30)}`.slice(0, longest.text);
  return {...rename(whole), title};
};

// Writes the scenario with so many years and homes and returns its path. `change` may do anything else to it.
export const stretched = (name, {years, homes = 0, long = false, change = (whole) => whole}) => {
  const {published, $schema, ...whole} = JSON.parse(fs.readFileSync(scenario(`southampton/${name}.json`), 'utf8'));
  whole.horizon.years = years;
  const first = whole.homes?.length;
  while (first > 0 && whole.homes.length < homes)
    whole.homes.push({...structuredClone(whole.homes[whole.homes.length % first]), id: `added-${whole.homes.length}`});
  const file = path.join(folder, `${name}-${years}-${homes}-${long}-${fs.readdirSync(folder).length}.json`);
  fs.writeFileSync(file, JSON.stringify(change(long ? withLongIds(whole) : whole)));
  return file;
};
