// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every page: it says nothing, asks for nothing, agrees with the results file, and can be read by everybody.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {close, marks, open, report, scenario, top} from './harness.mjs';

const option1 = scenario('southampton/option1-in-house.json');
const option3 = scenario('southampton/option3-do-nothing.json');
const few = ['--replications', '200'];
const studies = {
  run: ['run', option1, ...few],
  sensitivity: ['sensitivity', option1, '--indices', ...few],
  budget: ['budget', option1, ...few],
  delay: ['delay', option1, '--months', '3', ...few],
  value: ['value', option1, ...few],
  switching: ['switching', option1, '--input', '/compatibility/default', '--target', 'occupancy=80%', ...few],
  compare: ['compare', option3, option1, '--waterfall', ...few],
  several: ['compare', option3, option1, scenario('southampton/option2-tendered.json'), ...few],
  county: ['run', scenario('county.json'), '--replications', '20'],
  optimise: ['optimise', option1, '--search', path.join(top, 'examples/searches/southampton.json'), '--replications',
    '500'],
};
const reports = {};

before(() => {
  for (const [name, args] of Object.entries(studies))
    reports[name] = report(name, args);
});
after(close);

// Figures as JSON has them beside what the page shows, cell by cell.
const compareTable = async (page, section, rows) => {
  const shown = await page.$$eval(`#${section} table[id] tbody tr:has(td)`, (all) => all.map((row) =>
    [...row.querySelectorAll('data')].map((cell) => ({value: Number(cell.value), text: cell.textContent}))));
  assert.equal(shown.length, rows.length, section);
  shown.forEach((row, i) => {
    const values = Object.values(rows[i]).filter((value) => typeof value === 'number');
    for (const {value, text} of row) {
      assert.ok(values.some((each) => Math.abs(each - value) < 0.005), `${value} is not in ${JSON.stringify(rows[i])}`);
      const read = Number(text.replace(/−/, '-').replace(/[,%]/g, ''));
      const digits = (text.split('.')[1] || '').replace('%', '').length;
      const near = [value, 100 * value].some((each) => Math.abs(each - read) <= 0.5000001 * 10 ** -digits);
      assert.ok(near || Math.abs(value) >= 1e9, `${text} is not ${value}`);
    }
  });
};

for (const name of Object.keys(studies)) {
  describe(name, () => {
    let page, said;

    before(async () => {
      ({page, said} = await open(reports[name].page));
    });
    after(() => page.close());

    test('draws every chart, says nothing and asks for nothing', async () => {
      const figures = await page.locator('figure').count();
      assert.ok(figures > 0);
      for (let i = 1; i <= figures; i++)
        assert.ok(await page.locator(`#figure-${i} svg .role-mark path, #figure-${i} svg .role-mark line`).count() > 0,
          `figure ${i} is empty`);
      assert.deepEqual(said, []);
    });

    test('holds the results, and shows them to the penny', async () => {
      const parts = await page.$$eval('[id^=findings-]', (all) => all.map((each) => JSON.parse(each.textContent)));
      if (parts[0].format === reports[name].results.format)
        assert.deepEqual(parts[0], reports[name].results);
      const shown = await page.$$eval('section[data-table]', (all) =>
        all.map((each) => ({id: each.id, part: each.dataset.part, table: each.dataset.table})));
      assert.ok(shown.length > 0);
      for (const {id, part, table} of shown)
        await compareTable(page, id, parts[part].tables[table]);
    });

    test('fits a phone', async () => {
      await page.setViewportSize({width: 390, height: 844});
      await page.waitForFunction(() => document.documentElement.dataset.charts === 'drawn' &&
        [...document.querySelectorAll('.plot svg')].every((svg) => Number(svg.getAttribute('width')) <= 390));
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
      const widths = await page.$$eval('.plot svg', (all) => all.map((svg) => svg.getBoundingClientRect().right));
      widths.forEach((right) => assert.ok(right <= 390));
      const cut = await page.$$eval('.plot svg', (all) => all.flatMap((svg) => {
        const room = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].filter((text) => text.textContent !== '').filter((text) => {
          const {left, right, top, bottom} = text.getBoundingClientRect();
          return left < room.left - 1 || right > room.right + 1 || top < room.top - 1 || bottom > room.bottom + 1;
        }).map((text) => `${svg.closest('figure').id}: ${text.textContent}`);
      }));
      assert.deepEqual(cut, []);
      await page.setViewportSize({width: 1280, height: 800});
      assert.deepEqual(said, []);
    });

    test('prints on A4', async () => {
      const pdf = await page.pdf({preferCSSPageSize: true});
      assert.match(pdf.toString('latin1'), /\/MediaBox ?\[0 0 59[45][.\d]* 84[12][.\d]*\]/);
      await page.emulateMedia({media: 'print'});
      assert.equal(await page.locator('.save').first().isVisible(), false);
      await page.emulateMedia({media: 'screen'});
      assert.deepEqual(said, []);
    });

    test('has what assistive technology needs', async () => {
      const found = await page.evaluate(() => {
        const all = (selector) => [...document.querySelectorAll(selector)];
        const levels = all('h1, h2, h3').map((each) => Number(each.tagName[1]));
        return {
          language: document.documentElement.lang,
          steps: levels.every((level, i) => i === 0 ? level === 1 : level <= levels[i - 1] + 1),
          ids: all('[id]').length === new Set(all('[id]').map((each) => each.id)).size,
          landmarks: all('header, main, nav').length,
          captions: all('main table').every((table) => table.caption !== null),
          scopes: all('main th').every((cell) => cell.hasAttribute('scope')),
          figures: all('figure').every((figure) => figure.querySelector('figcaption') !== null &&
            figure.querySelector('[role=img]').getAttribute('aria-label').length > 20),
          links: all('a[href^="#"]').every((link) => document.querySelector(link.getAttribute('href')) !== null),
        };
      });
      assert.deepEqual(found, {language: 'en-GB', steps: true, ids: true, landmarks: 3, captions: true, scopes: true,
        figures: true, links: true});
    });

    test('has text that stands out', async () => {
      const faint = await page.evaluate(() => {
        const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
        const luminance = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
          .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
          .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
        const background = (element) => {
          for (let e = element; e; e = e.parentElement) {
            const rgb = channels(getComputedStyle(e).backgroundColor);
            if (rgb[3] !== 0)
              return rgb;
          }
          return [255, 255, 255];
        };
        const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        return [...document.querySelectorAll('main *, header *')].filter((e) => [...e.childNodes].some((n) =>
          n.nodeType === Node.TEXT_NODE && n.textContent.trim() !== '')).map((e) => {
          const style = getComputedStyle(e);
          const ink = e instanceof SVGElement ? style.fill : style.color;
          return {text: e.textContent.slice(0, 40),
            contrast: contrast(luminance(channels(ink)), luminance(background(e)))};
        }).filter((each) => each.contrast < 4.5);
      });
      assert.deepEqual(faint, []);
    });
  });
}

test('can be read without programs', async () => {
  const {page} = await open(reports.compare.page, {javaScriptEnabled: false});
  assert.ok((await page.locator('noscript').boundingBox()).height > 0);
  assert.ok(await page.locator('table').count() > 0);
  await page.close();
});

describe('texts that a page would obey', () => {
  const texts = (results) => results.tables.payback.map((row) => row.year);
  let made, page, said;

  before(async () => {
    made = report('markup', ['markup', option1], {program: 'made_findings'});
    ({page, said} = await open(made.page));
  });
  after(() => page.close());

  test('are text everywhere', async () => {
    const found = await page.evaluate(() => ({
      elements: [...new Set([...document.querySelectorAll('body *')].map((each) => each.localName))].sort(),
      handlers: [...document.querySelectorAll('*')].filter((each) =>
        [...each.attributes].some(({name}) => name.startsWith('on') || name === 'autofocus')).length,
      scripts: document.querySelectorAll('script').length,
      obeyed: window.obeyed,
      title: document.title,
      cells: [...document.querySelectorAll('tbody th')].map((each) => each.textContent),
    }));
    for (const element of ['img', 'style', 'iframe'])
      assert.ok(!found.elements.includes(element), element);
    assert.deepEqual({handlers: found.handlers, scripts: found.scripts, obeyed: found.obeyed},
      {handlers: 0, scripts: 7, obeyed: undefined});
    assert.ok(found.title.startsWith('</script><script>'));
    const shown = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
    found.cells.forEach((cell, i) => {
      if (!texts(made.results)[i].startsWith('not a character'))
        assert.equal(cell, shown(texts(made.results)[i]));
    });
    assert.deepEqual(said, []);
  });

  test('are data in the page as they are in the results', async () => {
    assert.deepEqual(JSON.parse(await page.locator('#findings-0').textContent()), made.results);
  });

  test('are text in charts and where the pointer is', async () => {
    const bars = page.locator('#figure-1 .mark-rect.role-mark path');
    assert.equal(await bars.count(), made.results.tables.payback.length);
    await bars.first().hover();
    await page.locator('#vg-tooltip-element').filter({hasText: '<img src=x onerror='}).waitFor({state: 'attached'});
    assert.equal(await page.locator('#vg-tooltip-element img').count(), 0);
    assert.equal(await page.evaluate(() => window.obeyed), undefined);
    assert.deepEqual(said, []);
  });

  test('keep a phone from nothing', async () => {
    await page.setViewportSize({width: 390, height: 844});
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    assert.deepEqual(said, []);
  });
});

// By category of a table: the metric of the results.
const metrics = {capital: 'cost.capital', revenue: 'cost.revenue', 'external placements': 'cost.external',
  total: 'cost.total'};
const near = (a, b) => assert.ok(Math.abs(a - b) < 0.005, `${a} is not ${b}`);

test('the budget of a run agrees with placement-results/1 to the penny, and its chart shows it', async () => {
  const {page} = await open(reports.run.page);
  const {results} = reports.run;
  const {tables} = JSON.parse(await page.locator('#findings-0').textContent());
  let compared = 0;
  for (const row of tables.budget.filter(({category}) => metrics[category])) {
    const metric = results.metrics[metrics[row.category]][row.year];
    near(row.plan, results.plan[metrics[row.category]][row.year]);
    for (const [column, statistic] of [['mean', 'mean'], ['mean_se', 'se'], ['p10', 'p10'], ['p50', 'p50'],
      ['p80', 'p80'], ['p90', 'p90'], ['p95', 'p95']]) {
      near(row[column], metric[statistic]);
      compared++;
    }
  }
  assert.ok(compared >= 7 * 4 * (results.years.length + 1));
  assert.equal(await marks(page, 'figure-1', 'rect'), 4 * results.years.length); // two bars, and two ends of a rule
  const labels = await page.locator('#figure-1 .mark-text.role-mark text').allTextContents();
  for (const year of results.years)
    assert.ok(labels.includes(`£${(results.plan['cost.total'][year] / 1e6).toPrecision(3)}m`), labels.join());
  tables.monthly_external.forEach((row, i) => near(row.mean, results.monthly['children.external'].mean[i]));
  await page.close();
});

test('every analysis says what it rests on', async () => {
  for (const name of ['sensitivity', 'budget', 'delay', 'value', 'switching', 'optimise']) {
    const {page} = await open(reports[name].page);
    const {assumptions, published} = reports[name].results.tables;
    const rows = (table) => page.locator(`section[data-table=${table}] tbody tr:has(td)`);
    assert.equal(published.length, 7, name);
    assert.equal(await rows('published').count(), published.length, name);
    assert.ok(assumptions.length > 200, name);
    assert.equal(await rows('assumptions').count(), assumptions.length, name);
    assert.match(await rows('assumptions').first().textContent(), /The published plan \(plan\.json\) with what can/);
    const given = await page.getByText('This is the scenario as given, before').count();
    assert.equal(given, name === 'budget' ? 0 : 2, name);
    await page.close();
  }
});

test('the differences agree with placement-comparison/1 to the penny', async () => {
  const {page} = await open(reports.compare.page);
  const {tables} = JSON.parse(await page.locator('#findings-0').textContent());
  const [alternative] = reports.compare.results.alternatives;
  const rows = tables.difference.filter(({category, year}) => metrics[category] && year !== '');
  assert.ok(rows.length >= 16);
  for (const row of rows) {
    const {base, alternative: other, difference} = alternative.metrics[metrics[row.category]][row.year];
    near(row.base, base);
    near(row.alternative, other);
    near(row.difference, difference.mean);
    near(row.p90, difference.p90);
  }
  const steps = tables.waterfall;
  const sum = steps.slice(0, -1).reduce((all, step) => all + step.in_order, 0);
  assert.ok(Math.abs(sum - steps.at(-1).in_order) < 0.01 * steps.length);
  assert.equal(await marks(page, 'figure-1', 'rect'), steps.length);
  await page.close();
});

test('the tornado has two bars an input', async () => {
  const {page} = await open(reports.sensitivity.page);
  assert.equal(await marks(page, 'figure-1', 'rect'), 2 * reports.sensitivity.results.tables.tornado.length);
  await page.close();
});

test('can be used with the keyboard alone', async () => {
  const {page} = await open(reports.sensitivity.page);
  const skips = () => document.activeElement.className === 'skip' &&
    document.activeElement.getBoundingClientRect().left >= 0;
  assert.equal(await page.evaluate(() => document.querySelector('a, button, [tabindex]').className), 'skip');
  for (let i = 0; i < 5 && !await page.evaluate(skips); i++) // a browser that is busy may not take the first keys
    await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(skips));
  await page.keyboard.press('Enter');
  await page.waitForURL(/#answer$/);
  const wanted = new Set();
  for (const selector of ['.save button', 'summary', '.scroll[tabindex]:not(details:not([open]) *)', 'nav a',
    'figcaption a'])
    for (const each of await page.$$eval(selector, (all) => all.map((element) => element.outerHTML)))
      wanted.add(each);
  assert.ok(wanted.size > 10);
  for (let i = 0; i < 200 && wanted.size > 0; i++) {
    await page.keyboard.press('Tab');
    wanted.delete(await page.evaluate(() => document.activeElement.outerHTML));
  }
  assert.deepEqual([...wanted], []);
  await page.close();
});

test('saves charts as PNG and SVG', async () => {
  const {page, said} = await open(reports.sensitivity.page);
  for (const [format, begins] of [['PNG', '\x89PNG'], ['SVG', '<svg']]) {
    await page.getByRole('button', {name: `Save figure 1 as ${format}`}).focus();
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    assert.equal(download.suggestedFilename(), `tornado.${format.toLowerCase()}`);
    assert.ok(fs.readFileSync(await download.path(), 'latin1').startsWith(begins));
  }
  await page.close();
  assert.deepEqual(said.filter((each) => !/^request: (data|blob):/.test(each)), []);
});

test('shows values where the pointer is', async () => {
  const {page} = await open(reports.sensitivity.page);
  await page.locator('#figure-1 .mark-rect.role-mark path').first().hover();
  await page.locator('#vg-tooltip-element').filter({hasText: /mean£[\d,]+/}).waitFor({state: 'attached'});
  await page.close();
});

test('is not allowed to ask any host, nor to run what is not its own', async () => {
  const {page} = await open(reports.sensitivity.page);
  const blocked = await page.evaluate(async () => {
    const found = [];
    document.addEventListener('securitypolicyviolation', (event) => found.push(event.effectiveDirective));
    await fetch('https://example.org/').catch(() => {});
    const image = new Image();
    image.src = 'https://example.org/x.png';
    document.body.append(image);
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    for (let i = 0; i < 1000 && found.length < 3; i++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    return {found: found.sort(), ran: window.ran};
  });
  assert.deepEqual(blocked, {found: ['connect-src', 'img-src', 'script-src-elem'], ran: undefined});
  await page.close();
});
