// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws each figure of a page from its Vega-Lite specification and the tables of the findings. A specification names a
// table as the data set that it reads, or several as "one+other", and writes amounts as money ("$,.0f"), which becomes the
// unit of the table.
'use strict';
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const currencies = {GBP: '£', EUR: '€', USD: '$'};
  const widest = 760, narrowest = 480;
  const axisRoom = 94; // for the labels and title of the axes of several plots
  const letter = 7; // the width of one in a chart
  const keyRoom = 30; // for the symbol of a key and the room around it
  const columns = 3; // of keys, unless a specification says otherwise
  const lower = 0.6; // as high as a plot alone is each of several

  // Each text of a specification that is a format of money, in another unit.
  const inUnit = (unit, value) => {
    if (typeof value === 'string' && /^[+]?\$/.test(value))
      return unit === 'share' ? '.1%' : value.includes('~') ? '~s' : ',.1f';
    if (Array.isArray(value))
      return value.map((each) => inUnit(unit, each));
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inUnit(unit, each)]));
    return value;
  };

  // A row without characters that control something, such as the direction of writing, as the tables show it.
  const controls = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  const shown = (row) => Object.fromEntries(Object.entries(row).map(([key, value]) =>
    [key, typeof value === 'string' ? value.replace(controls, '\ufffd') : value]));

  // The data sets that a specification names.
  const namesIn = (value, found = new Set()) => {
    if (value !== null && typeof value === 'object') {
      if (value.data && typeof value.data.name === 'string')
        found.add(value.data.name);
      Object.values(value).forEach((each) => namesIn(each, found));
    }
    return found;
  };

  const makeSpec = (figure) => {
    const findings = read(`findings-${figure.dataset.part}`);
    let spec = read(figure.dataset.spec);
    if (figure.dataset.unit !== 'money')
      spec = inUnit(figure.dataset.unit, spec);
    const rows = findings.tables[figure.dataset.table].map(shown);
    const scenarios = [...new Set(rows.map((row) => row.scenario))];
    if (spec.facet && scenarios.length < 2) {
      const {facet, spec: inner, ...rest} = spec;
      spec = {...rest, ...inner};
    } else if (spec.facet) {
      spec.facet.row.sort = scenarios;
      spec.spec.height = Math.round(spec.spec.height * lower) || spec.spec.height;
    }
    const rowsOf = (names) => names.split('+').flatMap((name) => findings.tables[name] || []).map(shown);
    // A layer of another table says nothing where that has no value.
    if (spec.layer)
      spec.layer = spec.layer.filter(({data, encoding}) => !data || !data.name ||
        rowsOf(data.name).some((row) => row[encoding.x.field] !== null));
    spec.datasets = Object.fromEntries([...namesIn(spec)].map((name) => [name, rowsOf(name)]));
    return {spec, rows, currency: findings.provenance.currency};
  };

  // The plot with its axes is as wide as the page lets it be, and as high as its bars, if they have a height;
  // "usermeta" says how many it shows at most, and "room" is the width for those that leave out what has none.
  const fit = (spec, rows, width) => {
    (spec.params || []).filter(({name}) => name === 'room').forEach((param) => { param.value = width; });
    const inner = spec.spec || spec;
    if (inner.height && inner.height.step) {
      const bars = new Set(rows.map((row) => row[inner.encoding.y.field])).size;
      const {rows: most, note} = spec.usermeta || {rows: bars};
      inner.height = inner.height.step * Math.min(bars, most);
      if (bars > most)
        spec.title = [spec.title, note].filter(Boolean).join(' ');
    }
    if (spec.spec) {
      inner.width = width - axisRoom - (spec.padding ? spec.padding.right : 0);
      delete spec.padding; // several plots count their labels in
    } else {
      Object.assign(spec, {width, autosize: {type: 'fit-x', contains: 'padding'}});
    }
  };

  // A text in lines of at most so many characters, but for words that are longer.
  const inLines = (text, most) => typeof text !== 'string' ? text : text.split(' ').reduce((lines, word) => {
    const line = `${lines.at(-1)} ${word}`.trim();
    return line.length <= most ? [...lines.slice(0, -1), line] : [...lines, word];
  }, ['']).filter(Boolean);

  // A drawn chart, of Vega, whose titles and keys are no wider than it, nor higher than a plot of it.
  const wrapped = (part, width, height) => {
    const across = Math.floor(0.6 * width / letter), narrow = width < narrowest;
    if (narrow && part.title && part.title.text)
      Object.assign(part.title, {text: inLines(part.title.text, Math.min(30, across)), limit: 280});
    (part.axes || []).forEach((axis) => {
      if (axis.orient === 'left' && height > 0)
        axis.title = inLines(axis.title, Math.floor(height / letter));
      else if (axis.orient === 'bottom' && narrow)
        axis.title = inLines(axis.title, Math.min(30, across));
    });
    (part.legends || []).forEach((legend) => {
      const {domain} = part.scales.find(({name}) => name === (legend.fill || legend.stroke || legend.shape));
      const known = Array.isArray(domain), room = width - axisRoom;
      const needed = known ? domain.reduce((sum, key) => sum + key.length * letter + keyRoom, 0) : 0;
      legend.columns = narrow ? 1 : needed > room ? 2 : legend.columns || columns;
      legend.labelLimit = known ? room : Math.round(room / legend.columns) - keyRoom;
    });
    (part.marks || []).forEach((mark) => wrapped(mark, width, height));
    return part;
  };

  const save = async (view, format, name) => {
    const link = document.createElement('a');
    link.href = await view.toImageURL(format, format === 'png' ? 2 : 1);
    link.download = `${name}.${format}`;
    link.click();
  };

  const addButtons = (figure, state) => {
    const bar = document.createElement('div');
    bar.className = 'save';
    for (const format of ['png', 'svg']) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = `Save as ${format.toUpperCase()}`;
      button.setAttribute('aria-label', `Save ${figure.id.replace('-', ' ')} as ${format.toUpperCase()}`);
      button.addEventListener('click', () => save(state.view, format, figure.dataset.table));
      bar.append(button);
    }
    figure.append(bar);
  };

  // Whether there is anything to draw; "usermeta" may name a column that must have an amount.
  const hasFigures = ({usermeta: {needs} = {}}, rows) => rows.some((row) =>
    needs ? row[needs] > 0 : Object.values(row).some((value) => typeof value === 'number'));

  const draw = async (figure, config, state) => {
    const plot = figure.querySelector('.plot');
    const width = Math.min(widest, figure.clientWidth);
    if (width === 0 || width === state.width)
      return;
    state.width = width;
    const {spec, rows, currency} = makeSpec(figure);
    if (!hasFigures(spec, rows)) {
      plot.textContent = 'There is nothing to draw: the table has no figures.';
      return;
    }
    fit(spec, rows, width);
    const narrow = {axisY: {labelLimit: Math.round(width * 0.35)}};
    const result = await vegaEmbed(plot, spec, {
      mode: 'vega-lite',
      renderer: 'svg',
      actions: false,
      ast: true,
      defaultStyle: false,
      config: vega.mergeConfig({}, config, narrow),
      patch: (drawn) => wrapped(drawn, width, (spec.spec || {}).height || 0),
      tooltip: {disableDefaultStyle: true},
      formatLocale: {
        decimal: '.', thousands: ',', grouping: [3], currency: [currencies[currency] || `${currency} `, '']
      },
    });
    plot.querySelectorAll('svg').forEach((svg) => svg.setAttribute('aria-hidden', 'true'));
    if (!state.view)
      addButtons(figure, state);
    state.view = result.view;
    figure.dataset.drawn = 'yes';
  };

  const figures = [...document.querySelectorAll('figure[data-spec]')].map((figure) => ({figure, state: {}}));
  if (figures.length > 0) {
    const config = read('charts/config.json');
    const drawAll = async () => {
      for (const {figure, state} of figures)
        await draw(figure, config, state);
      document.documentElement.dataset.charts = 'drawn';
    };
    let waiting;
    drawAll();
    window.addEventListener('resize', () => {
      delete document.documentElement.dataset.charts;
      clearTimeout(waiting);
      waiting = setTimeout(drawAll, 200);
    });
  }

  // What scrolls can be reached with the keyboard, and is named as a region; a table that fits is neither.
  const scrolls = ({target}) => {
    const wide = target.scrollWidth > target.clientWidth;
    const named = {tabindex: '0', role: 'region', 'aria-labelledby': target.querySelector('caption').id};
    for (const [name, value] of Object.entries(named))
      if (wide)
        target.setAttribute(name, value);
      else
        target.removeAttribute(name);
  };
  const watch = new ResizeObserver((all) => all.forEach(scrolls));
  document.querySelectorAll('.scroll').forEach((each) => watch.observe(each));

  // Details that no chart stands for are printed.
  const closed = () => [...document.querySelectorAll('details.printed:not([open])')];
  let opened = [];
  window.addEventListener('beforeprint', () => {
    opened = closed();
    opened.forEach((details) => { details.open = true; });
  });
  window.addEventListener('afterprint', () => opened.forEach((details) => { details.open = false; }));
})();
