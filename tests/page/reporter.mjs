// SPDX-License-Identifier: GPL-3.0-or-later
//
// What node --test says of the tests of pages: those that failed with why, and how many passed.
export default async function* (events) {
  let passed = 0, failed = 0;
  for await (const {type, data} of events) {
    if (type === 'test:stderr' || type === 'test:stdout')
      yield data.message;
    if (type === 'test:pass' && data.details.type !== 'suite')
      passed++;
    if (type !== 'test:fail' || data.details.error.failureType === 'subtestsFailed')
      continue;
    failed++;
    const {cause, message} = data.details.error;
    yield `failed: ${data.name} (${data.file ?? 'page.test.mjs'}:${data.line ?? '?'})\n${cause?.stack ?? cause ?? message}\n`;
  }
  yield `${passed} passed, ${failed} failed\n`;
}
