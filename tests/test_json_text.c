/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario/json_text.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static placement_status check(const char *text)
{
  plm_json_value *values = NULL;
  size_t count = 0;
  placement_error err = PLACEMENT_ERROR_INIT;
  placement_status status = plm_json_check(text, strlen(text), &values, &count, &err);
  if (status == PLACEMENT_OK)
    cr_assert_gt(count, 0);
  else
    cr_assert(values == NULL && err.code == status && err.line > 0 && err.column > 0 && err.message[0] != '\0');
  free(values);
  return status;
}

Test(json_text, accepts)
{
  static const char *const texts[] = {"null",
                                      "true",
                                      "false",
                                      "0",
                                      "-0",
                                      "7",
                                      "-1.5e+10",
                                      "1E5",
                                      "0.0",
                                      "\"\"",
                                      "[]",
                                      "{}",
                                      " \t\r\n[ ] ",
                                      "[[],{}]",
                                      "{\"a\":1,\"a\":2}",
                                      "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
                                      "\"\xC3\xA9\xF0\x9F\x98\x80\x7F\"",
                                      "[1,2 , 3]",
                                      "{ \"a\" : { \"b\" : [ ] } }"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    cr_expect_eq(check(texts[i]), PLACEMENT_OK, "%s", texts[i]);
}

Test(json_text, refuses)
{
  static const char *const texts[] = {"",
                                      " ",
                                      "nul",
                                      "truex",
                                      "01",
                                      "-",
                                      "1.",
                                      ".5",
                                      "1e",
                                      "1e+",
                                      "--1",
                                      "+1",
                                      "1 2",
                                      "[1 2]",
                                      "[1,]",
                                      "[,1]",
                                      "[",
                                      "]",
                                      "{",
                                      "}",
                                      "{1:2}",
                                      "{\"a\"}",
                                      "{\"a\":}",
                                      "{\"a\":1,}",
                                      "{,}",
                                      "{\"a\" 1}",
                                      "[1}",
                                      "{\"a\":1]",
                                      "\"",
                                      "\"a",
                                      "\"\n\"",
                                      "\"\t\"",
                                      "\"\\x\"",
                                      "\"\\u12\"",
                                      "\"\\u12g4\"",
                                      "\"\\",
                                      "\"\\ud800\"",
                                      "\"\\ud800\\u0041\"",
                                      "\"\\udc00\"",
                                      "\"\\u0000\"",
                                      "\"\x80\"",
                                      "\"\xC3\"",
                                      "\"\xED\xA0\x80\"",
                                      "'a'",
                                      "NaN",
                                      "//",
                                      "/**/1",
                                      "[1]//",
                                      "\f1",
                                      "\xC2\xA0[]"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    cr_expect_eq(check(texts[i]), PLACEMENT_ERROR_SYNTAX, "%s", texts[i]);
}

/* The same text cut short anywhere is refused, and nothing behind its end is read. */
Test(json_text, every_beginning_is_refused)
{
  const char *text = "{\"a\":[1.5e-3,\"\\ud83d\\ude00\xE2\x82\xAC\\n\",true,null,{\"b\":{}}]}";
  size_t length = strlen(text);
  for (size_t cut = 0; cut < length; cut++) {
    plm_json_value *values = NULL;
    size_t count = 0;
    char *copy = malloc(cut > 0 ? cut : 1);
    cr_assert_not_null(copy);
    memcpy(copy, text, cut);
    cr_expect_eq(plm_json_check(copy, cut, &values, &count, NULL), PLACEMENT_ERROR_SYNTAX, "%zu bytes", cut);
    free(copy);
  }
  cr_assert_eq(check(text), PLACEMENT_OK);
}

static void expect_place(plm_place place, int32_t line, int32_t column)
{
  cr_expect(place.line == line && place.column == column, "%d:%d, not %d:%d", (int)place.line, (int)place.column,
            (int)line, (int)column);
}

Test(json_text, remembers_places)
{
  const char *text =
      "{\"\xC3\xA9\": [10,\n  {\"b\": \"\xE2\x82\xAC\xE2\x82\xAC\", \"c\": null}, []],\r\n\"d\" : false}";
  plm_json_value *v = NULL;
  size_t count = 0;
  cr_assert_eq(plm_json_check(text, strlen(text), &v, &count, NULL), PLACEMENT_OK);
  cr_assert_eq(count, 8);
  expect_place(v[0].place, 1, 1);
  expect_place(v[0].key, 0, 0);
  expect_place(v[1].key, 1, 2);
  expect_place(v[1].place, 1, 7);
  expect_place(v[2].place, 1, 8);
  expect_place(v[3].place, 2, 3);
  expect_place(v[4].place, 2, 9);
  expect_place(v[5].key, 2, 15);
  expect_place(v[5].place, 2, 20);
  expect_place(v[6].place, 2, 27);
  expect_place(v[7].key, 3, 1);
  expect_place(v[7].place, 3, 7);
  free(v);
}

Test(json_text, remembers_what_contains_what)
{
  const char *text = "[[1,2],{\"a\":3},4]";
  plm_json_value *v = NULL;
  size_t count = 0;
  cr_assert_eq(plm_json_check(text, strlen(text), &v, &count, NULL), PLACEMENT_OK);
  cr_assert_eq(count, 7);
  cr_assert_eq(v[0].entries, 3);
  cr_assert_eq(v[0].next, 7);
  cr_assert_eq(v[1].entries, 2);
  cr_assert_eq(v[1].next, 4);
  cr_assert_eq(v[3].parent, 1);
  cr_assert_eq(v[3].position, 1);
  cr_assert_eq(v[4].position, 1);
  cr_assert_eq(v[4].next, 6);
  cr_assert_eq(v[5].parent, 4);
  cr_assert_eq(v[6].parent, 0);
  cr_assert_eq(v[6].position, 2);
  cr_assert_eq(text[v[6].offset], '4');
  cr_assert_eq(v[6].end - v[6].offset, 1);
  free(v);
}

static void nest(char *text, size_t levels)
{
  memset(text, '[', levels);
  memset(text + levels, ']', levels);
  text[2 * levels] = '\0';
}

Test(json_text, nesting)
{
  static char text[2000001];
  nest(text, PLACEMENT_LIMIT_NESTING);
  cr_assert_eq(check(text), PLACEMENT_OK);
  nest(text, PLACEMENT_LIMIT_NESTING + 1);
  cr_assert_eq(check(text), PLACEMENT_ERROR_LIMIT);
  nest(text, 1000000);
  cr_assert_eq(check(text), PLACEMENT_ERROR_LIMIT);
}

Test(json_text, too_many_values)
{
  size_t entries = PLACEMENT_LIMIT_VALUES; /* and the list itself */
  char *text = malloc(2 * entries + 2);
  cr_assert_not_null(text);
  for (size_t i = 0; i < entries; i++)
    memcpy(text + 1 + 2 * i, "1,", 2);
  text[0] = '[';
  memcpy(text + 2 * entries, "]", 2);
  cr_assert_eq(check(text), PLACEMENT_ERROR_LIMIT);
  memcpy(text + 2 * (entries - 1), "]", 2);
  cr_assert_eq(check(text), PLACEMENT_OK);
  free(text);
}

Test(json_text, numbers_that_cjson_would_cut)
{
  char text[80] = "0.";
  memset(text + 2, '1', 61);
  cr_assert_eq(check(text), PLACEMENT_OK);
  text[63] = '1';
  cr_assert_eq(check(text), PLACEMENT_ERROR_SYNTAX);
}
