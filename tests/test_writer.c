/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/writer.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

typedef struct received {
  char text[65536];
  size_t length;
  int refuse_from; /* call from which on the sink refuses; 0: never */
  int calls;
} received;

static int receive(const char *text, size_t length, void *data)
{
  received *r = data;
  if (++r->calls == r->refuse_from)
    return 1;
  cr_assert_lt(r->length + length, sizeof r->text);
  memcpy(r->text + r->length, text, length);
  r->length += length;
  r->text[r->length] = '\0';
  return 0;
}

static void assert_json(const char *text, const char *expected)
{
  static received r;
  plm_writer w = {.sink = receive, .data = &r};
  r = (received){.length = 0};
  plm_put_json_string(&w, text);
  cr_assert_eq(plm_writer_finish(&w, NULL), PLACEMENT_OK);
  cr_assert_str_eq(r.text, expected);
}

static void assert_csv(const char *text, const char *expected)
{
  static received r;
  plm_writer w = {.sink = receive, .data = &r};
  r = (received){.length = 0};
  plm_put_csv_text(&w, text);
  cr_assert_eq(plm_writer_finish(&w, NULL), PLACEMENT_OK);
  cr_assert_str_eq(r.text, expected);
}

Test(writer, json_strings)
{
  assert_json("", "\"\"");
  assert_json("plain, \xC2\xA3 and /", "\"plain, \xC2\xA3 and /\"");
  assert_json("\"\\\n\t\x01\x1f\x7f", "\"\\\"\\\\\\u000a\\u0009\\u0001\\u001f\x7f\"");
}

Test(writer, csv_fields)
{
  assert_csv("home-1", "home-1");
  assert_csv("one, two", "\"one, two\"");
  assert_csv("a \"b\"", "\"a \"\"b\"\"\"");
  assert_csv("two\r\nlines", "\"two\r\nlines\"");
  assert_csv("=1+1", "'=1+1");
  assert_csv("+1", "'+1");
  assert_csv("-1", "'-1");
  assert_csv("@SUM(A1,A2)", "\"'@SUM(A1,A2)\"");
  assert_csv("\tx", "'\tx");
}

/* Any length arrives whole and in order, in pieces. */
Test(writer, long_text)
{
  static received r;
  plm_writer w = {.sink = receive, .data = &r};
  for (uint64_t i = 10000; i < 20000; i++)
    plm_put_whole(&w, i);
  cr_assert_eq(plm_writer_finish(&w, NULL), PLACEMENT_OK);
  cr_assert_eq(r.length, 50000);
  cr_assert_gt(r.calls, 1);
  for (size_t i = 0; i < 10000; i++) {
    char number[16];
    snprintf(number, sizeof number, "%zu", 10000 + i);
    cr_assert_eq(memcmp(r.text + 5 * i, number, 5), 0);
  }
}

Test(writer, nothing_follows_a_refusal)
{
  static received r = {.refuse_from = 2};
  plm_writer w = {.sink = receive, .data = &r};
  placement_error err = PLACEMENT_ERROR_INIT;
  for (uint64_t i = 0; i < 50000; i++)
    plm_put(&w, "x");
  cr_assert_eq(plm_writer_finish(&w, &err), PLACEMENT_ERROR_IO);
  cr_assert_eq(err.code, PLACEMENT_ERROR_IO);
  cr_assert_eq(r.calls, 2);
}
