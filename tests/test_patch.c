/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON Patches: the examples of RFC 6902 and more, to the byte; what fails, and where.
 */
#include <placement/placement.h>

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define FIRST "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2025-04-01\", \"years\": 2}, \"notes\": "

/* A scenario with these notes, which may hold anything. */
static placement_scenario *load_notes(const char *notes)
{
  char text[4096];
  placement_scenario *s = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  int length = snprintf(text, sizeof text, FIRST "%s}", notes);
  cr_assert_eq(placement_scenario_load_text(text, (size_t)length, "base.json", &s, NULL, &err), PLACEMENT_OK, "%s",
               err.message);
  return s;
}

static placement_status patch(const placement_scenario *s, const char *text, placement_scenario **changed,
                              placement_problems *problems, placement_error *err)
{
  return placement_scenario_patch(s, text, strlen(text), changed, problems, err);
}

/* {notes, patch, notes afterwards}. What is said of the RFC is the section of its appendix. */
static const char *const changes[][3] = {
    {"{\"foo\": \"bar\"}", "[{\"op\": \"add\", \"path\": \"/notes/baz\", \"value\": \"qux\"}]",
     "{\"foo\": \"bar\", \"baz\": \"qux\"}"}, /* A.1 */
    {"{\"foo\":[\"bar\",\"baz\"]}", "[{\"op\": \"add\", \"path\": \"/notes/foo/1\", \"value\": \"qux\"}]",
     "{\"foo\":[\"bar\",\"qux\", \"baz\"]}"}, /* A.2 */
    {"{ \"baz\": \"qux\" , \"foo\": \"bar\" }", "[{\"op\": \"remove\", \"path\": \"/notes/baz\"}]",
     "{ \"foo\": \"bar\" }"}, /* A.3 */
    {"{\"foo\": [\"bar\", \"qux\", \"baz\"]}", "[{\"op\": \"remove\", \"path\": \"/notes/foo/1\"}]",
     "{\"foo\": [\"bar\", \"baz\"]}"}, /* A.4 */
    {"{\"baz\": \"qux\", \"foo\": \"bar\"}", "[{\"op\": \"replace\", \"path\": \"/notes/baz\", \"value\": \"boo\"}]",
     "{\"baz\": \"boo\", \"foo\": \"bar\"}"}, /* A.5 */
    {"{\"foo\": {\"bar\": \"baz\", \"waldo\": \"fred\"}, \"qux\": {\"corge\": \"grault\"}}",
     "[{\"op\": \"move\", \"from\": \"/notes/foo/waldo\", \"path\": \"/notes/qux/thud\"}]",
     "{\"foo\": {\"bar\": \"baz\"}, \"qux\": {\"corge\": \"grault\", \"thud\": \"fred\"}}"}, /* A.6 */
    {"{\"foo\": [\"all\", \"grass\", \"cows\", \"eat\"]}",
     "[{\"op\": \"move\", \"from\": \"/notes/foo/1\", \"path\": \"/notes/foo/3\"}]",
     "{\"foo\": [\"all\", \"cows\", \"eat\", \"grass\"]}"}, /* A.7 */
    {"{\"baz\": \"qux\", \"foo\": [\"a\", 2, \"c\"]}",
     "[{\"op\": \"test\", \"path\": \"/notes/baz\", \"value\": \"qux\"},"
     " {\"op\": \"test\", \"path\": \"/notes/foo/1\", \"value\": 2.0}]",
     "{\"baz\": \"qux\", \"foo\": [\"a\", 2, \"c\"]}"}, /* A.8 */
    {"{\"foo\": \"bar\"}",
     "[{\"op\": \"add\", \"path\": \"/notes/child\", \"value\": {\"grandchild\": { }}, \"xyz\": 123}]",
     "{\"foo\": \"bar\", \"child\": {\"grandchild\": { }}}"}, /* A.10, A.11 */
    {"{\"/\": 9, \"~1\": 10}", "[{\"op\": \"test\", \"path\": \"/notes/~01\", \"value\": 10}]",
     "{\"/\": 9, \"~1\": 10}"}, /* A.14 */
    {"{\"foo\": [\"bar\"]}", "[{\"op\": \"add\", \"path\": \"/notes/foo/-\", \"value\": [\"abc\", \"def\"]}]",
     "{\"foo\": [\"bar\", [\"abc\", \"def\"]]}"}, /* A.16 */
    {"[ ]",
     "[{\"op\": \"add\", \"path\": \"/notes/0\", \"value\": 1}, {\"op\": \"add\", \"path\": \"/notes/1\", "
     "\"value\": 2}, {\"op\": \"add\", \"path\": \"/notes/0\", \"value\": 0}]",
     "[0, 1, 2]"},
    {"{ }", "[{\"op\": \"add\", \"path\": \"/notes/a~1b~0\\\"\\\\\\n\\u00e9\", \"value\": null}]",
     "{\"a/b~\\\"\\\\\\u000a\xC3\xA9\": null}"},
    {"[ 1 ]", "[{\"op\": \"remove\", \"path\": \"/notes/0\"}]", "[]"},
    {"[ 1 , 2\n , 3 ]", "[{\"op\": \"remove\", \"path\": \"/notes/0\"}, {\"op\": \"remove\", \"path\": \"/notes/1\"}]",
     "[ 2 ]"},
    {"{\"a\": [1], \"b\": 2}", "[{\"op\": \"copy\", \"from\": \"/notes\", \"path\": \"/notes/a/0\"}]",
     "{\"a\": [{\"a\": [1], \"b\": 2}, 1], \"b\": 2}"},
    {"{\"a\": 1}", "[{\"op\": \"add\", \"path\": \"/notes/a\", \"value\": 2}]", "{\"a\": 2}"},
    {"{\"a\": 1, \"b\": 2}", "[{\"op\": \"move\", \"from\": \"/notes/a\", \"path\": \"/notes/a\"}]",
     "{\"a\": 1, \"b\": 2}"},
    {"{\"ab\": 1, \"a\": {}}", "[{\"op\": \"move\", \"from\": \"/notes/a\", \"path\": \"/notes/ab\"}]", "{\"ab\": {}}"},
    {"{\"a\": {\"x\": 1, \"y\": [true, null]}}",
     "[{\"op\": \"test\", \"path\": \"/notes\", \"value\": {\"a\": {\"y\": [true, null], \"x\": 1e0}}}]",
     "{\"a\": {\"x\": 1, \"y\": [true, null]}}"},
    {"\"before\"", "[]", "\"before\""},
    /* no digit is lost */
    {"[18446744073709551615, 0.10000000000000000555, 1.50, 1E+2]",
     "[{\"op\": \"add\", \"path\": \"/notes/-\", \"value\": 9007199254740993},"
     " {\"op\": \"move\", \"from\": \"/notes/1\", \"path\": \"/notes/-\"}]",
     "[18446744073709551615, 1.50, 1E+2, 9007199254740993, 0.10000000000000000555]"},
};

Test(patch, changes)
{
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    placement_scenario *s = load_notes(changes[i][0]), *changed = NULL;
    placement_error err = PLACEMENT_ERROR_INIT;
    char expected[4096];
    size_t length = 0;
    cr_assert_eq(patch(s, changes[i][1], &changed, NULL, &err), PLACEMENT_OK, "%s: %s", changes[i][1], err.message);
    (void)snprintf(expected, sizeof expected, FIRST "%s}", changes[i][2]);
    cr_expect_str_eq(placement_scenario_text(changed, &length), expected);
    cr_expect_eq(length, strlen(expected));
    placement_scenario_free(changed);
    placement_scenario_free(s);
  }
}

typedef struct refusal {
  const char *notes, *patch, *pointer, *message;
} refusal;

static const refusal refusals[] = {
    {"{\"baz\": \"qux\"}", "[{\"op\": \"test\", \"path\": \"/notes/baz\", \"value\": \"bar\"}]", "/0/path",
     "operation 0: \"/notes/baz\" leads to \"qux\", which is not the value given"}, /* A.9 */
    {"{\"foo\": \"bar\"}", "[{\"op\": \"add\", \"path\": \"/notes/baz/bat\", \"value\": \"qux\"}]", "/0/path",
     "operation 0: \"/notes/baz/bat\" leads into what is not there"}, /* A.12 */
    {"{}", "[{\"op\": \"add\", \"path\": \"/notes/baz\", \"value\": \"qux\", \"op\": \"remove\"}]", "/0/op",
     "operation 0: the key \"op\" is given before"}, /* A.13 */
    {"{\"/\": 9, \"~1\": 10}", "[{\"op\": \"test\", \"path\": \"/notes/~01\", \"value\": \"10\"}]", "/0/path",
     "operation 0: \"/notes/~01\" leads to 10, which is not the value given"}, /* A.15 */
    {"[1]", "[{\"op\": \"remove\", \"path\": \"/notes/0\"}, {\"op\": \"remove\", \"path\": \"/notes/0\"}]", "/1/path",
     "operation 1: \"/notes/0\" leads to nothing"},
    {"[1]", "[{\"op\": \"add\", \"path\": \"/notes/2\", \"value\": 1}]", "/0/path",
     "operation 0: \"/notes/2\" leads to no entry, nor to the end, of the list"},
    {"[1]", "[{\"op\": \"add\", \"path\": \"/notes/00\", \"value\": 1}]", "/0/path",
     "operation 0: \"/notes/00\" leads to no entry, nor to the end, of the list"},
    {"[1]", "[{\"op\": \"add\", \"path\": \"/notes/99999999999999999999999\", \"value\": 1}]", "/0/path",
     "operation 0: \"/notes/99999999999999999999999\" leads to no entry, nor to the end, of the list"},
    {"[1]", "[{\"op\": \"add\", \"path\": \"/notes/\", \"value\": 1}]", "/0/path",
     "operation 0: \"/notes/\" leads to no entry, nor to the end, of the list"},
    {"[1]", "[{\"op\": \"replace\", \"path\": \"/notes/-\", \"value\": 1}]", "/0/path",
     "operation 0: \"/notes/-\" leads to nothing"},
    {"[1]", "[{\"op\": \"add\", \"path\": \"/notes/0/x\", \"value\": 1}]", "/0/path",
     "operation 0: \"/notes/0/x\" leads into what is neither a list nor an object"},
    {"[1]", "[{\"op\": \"test\", \"path\": \"/notes\", \"value\": [1, 2]}]", "/0/path",
     "operation 0: \"/notes\" leads to a list that is not the one given as value"},
    {"[1]", "[{\"op\": \"test\", \"path\": \"/notes/1\", \"value\": 1}]", "/0/path",
     "operation 0: \"/notes/1\" leads to nothing"},
    {"[1]", "[{\"op\": \"remove\", \"path\": \"\"}]", "/0/path",
     "operation 0: \"\" is the whole document, which cannot be removed"},
    {"[1]", "[{\"op\": \"move\", \"from\": \"/notes\", \"path\": \"/notes/0\"}]", "/0/from",
     "operation 0: \"/notes\" cannot be moved into itself"},
    {"[1]", "[{\"op\": \"move\", \"from\": \"\", \"path\": \"/notes\"}]", "/0/from",
     "operation 0: \"\" cannot be moved into itself"},
    {"[1]", "[{\"op\": \"move\", \"from\": \"/notes/1\", \"path\": \"/notes/0\"}]", "/0/from",
     "operation 0: \"/notes/1\" leads to nothing"},
    {"[1]", "[{\"op\": \"copy\", \"from\": \"/x\", \"path\": \"/notes/0\"}]", "/0/from",
     "operation 0: \"/x\" leads to nothing"},
    {"[1]", "[{\"op\": \"test\", \"path\": \"/notes/0\", \"value\": 1}, {\"op\": \"replce\", \"path\": \"/notes/0\"}]",
     "/1/op",
     "operation 1: \"replce\" is no operation: there are add, remove, replace, move, copy and test; did you mean "
     "\"replace\"?"},
    {"[1]", "[{\"op\": 7, \"path\": \"/notes/0\"}]", "/0/op",
     "operation 0: 7 is no operation: there are add, remove, replace, move, copy and test"},
    {"[1]", "[{\"path\": \"/notes/0\"}]", "/0", "operation 0: the key \"op\" is missing"},
    {"[1]", "[{\"op\": \"remove\"}]", "/0", "operation 0: the key \"path\" is missing"},
    {"[1]", "[{\"op\": \"add\", \"path\": \"/notes/0\"}]", "/0", "operation 0: the key \"value\" is missing"},
    {"[1]", "[{\"op\": \"copy\", \"path\": \"/notes/0\"}]", "/0", "operation 0: the key \"from\" is missing"},
    {"[1]", "[{\"op\": \"remove\", \"path\": \"notes\"}]", "/0/path",
     "operation 0: \"notes\" is no JSON Pointer, such as \"/homes/0/beds\""},
    {"[1]", "[{\"op\": \"remove\", \"path\": \"/~2\"}]", "/0/path",
     "operation 0: \"/~2\" is no JSON Pointer, such as \"/homes/0/beds\""},
    {"[1]", "[{\"op\": \"remove\", \"path\": 3}]", "/0/path",
     "operation 0: 3 is no JSON Pointer, such as \"/homes/0/beds\""},
    {"[1]", "[\"remove\"]", "/0",
     "operation 0: \"remove\" is no object such as {\"op\": \"remove\", \"path\": \"/homes/0\"}"},
    {"[1]", "{\"op\": \"remove\", \"path\": \"/notes\"}", "", "a JSON Patch must be a list of operations"},
};

Test(patch, refusals)
{
  for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
    const refusal *r = &refusals[i];
    placement_scenario *s = load_notes(r->notes), *changed = NULL;
    placement_problems *problems = NULL;
    placement_error err = PLACEMENT_ERROR_INIT;
    cr_assert_eq(placement_problems_new(&problems, NULL), PLACEMENT_OK);
    cr_expect_eq(patch(s, r->patch, &changed, problems, &err), PLACEMENT_ERROR_SCENARIO, "%s", r->patch);
    cr_expect_eq(err.code, PLACEMENT_ERROR_SCENARIO);
    cr_expect_str_eq(err.message, r->message);
    cr_expect_str_eq(err.pointer, r->pointer, "%s: %s", r->message, err.pointer);
    cr_expect_str_eq(err.file, "");
    cr_expect_eq(changed, NULL);
    cr_expect_eq(placement_problems_count(problems), 1);
    cr_expect_str_eq(placement_problems_at(problems, 0)->message, r->message);
    placement_problems_free(problems);
    placement_scenario_free(s);
  }
}

/* The place in the patch; the patch that is not JSON. */
Test(patch, places)
{
  placement_scenario *s = load_notes("1"), *changed = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_expect_eq(patch(s, "[\n {\"op\": \"remove\",\n  \"path\": \"/x\"}]", &changed, NULL, &err),
               PLACEMENT_ERROR_SCENARIO);
  cr_expect(err.line == 3 && err.column == 11, "%d:%d", (int)err.line, (int)err.column);
  cr_expect_eq(patch(s, "[{]", &changed, NULL, &err), PLACEMENT_ERROR_SYNTAX);
  cr_expect(err.line == 1 && err.column == 3, "%d:%d", (int)err.line, (int)err.column);
  cr_expect_eq(patch(s, "[", &changed, NULL, NULL), PLACEMENT_ERROR_SYNTAX);
  cr_expect_eq(changed, NULL);
  placement_scenario_free(s);
}

/* The result is loaded: its problems are those of the changed text. */
Test(patch, result_is_loaded)
{
  placement_scenario *s = load_notes("1"), *changed = NULL, *again = NULL;
  placement_problems *problems = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  const char *text;
  size_t length;
  cr_assert_eq(placement_problems_new(&problems, NULL), PLACEMENT_OK);
  cr_expect_eq(patch(s,
                     "[{\"op\": \"replace\", \"path\": \"/horizon/years\", \"value\": 31},"
                     " {\"op\": \"add\", \"path\": \"/homs\", \"value\": []}]",
                     &changed, problems, &err),
               PLACEMENT_ERROR_LIMIT);
  cr_expect_str_eq(err.pointer, "/horizon/years");
  cr_expect_str_eq(err.file, "base.json");
  cr_assert_eq(placement_problems_count(problems), 2);
  cr_expect_str_eq(placement_problems_at(problems, 1)->pointer, "/homs");
  placement_problems_free(problems);
  cr_assert_eq(patch(s, "[{\"op\": \"replace\", \"path\": \"/horizon/years\", \"value\": 3}]", &changed, NULL, &err),
               PLACEMENT_OK);
  text = placement_scenario_text(changed, &length);
  cr_assert_eq(placement_scenario_load_text(text, length, NULL, &again, NULL, &err), PLACEMENT_OK);
  cr_expect_str_eq(placement_scenario_sha256(changed), placement_scenario_sha256(again));
  cr_expect_str_neq(placement_scenario_sha256(changed), placement_scenario_sha256(s));
  placement_scenario_free(again);
  again = NULL;
  cr_assert_eq(
      patch(changed, "[{\"op\": \"replace\", \"path\": \"/horizon/years\", \"value\": 2}]", &again, NULL, &err),
      PLACEMENT_OK);
  cr_expect_str_eq(placement_scenario_sha256(again), placement_scenario_sha256(s));
  placement_scenario_free(again);
  placement_scenario_free(changed);
  placement_scenario_free(s);
}

/* The whole document, by another. */
Test(patch, whole_document)
{
  placement_scenario *s = load_notes("1"), *changed = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  const char *const text = "{\"placement_scenario\": 1, \"horizon\": {\"start\": \"2030-04-01\", \"years\": 1}}";
  char json[512];
  (void)snprintf(json, sizeof json, "[{\"op\": \"add\", \"path\": \"\", \"value\": %s}]", text);
  cr_assert_eq(patch(s, json, &changed, NULL, &err), PLACEMENT_OK, "%s", err.message);
  cr_expect_str_eq(placement_scenario_text(changed, NULL), text);
  placement_scenario_free(changed);
  placement_scenario_free(s);
}

static void expect_limit(const placement_scenario *s, const char *json, const char *words)
{
  placement_scenario *changed = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  cr_expect_eq(patch(s, json, &changed, NULL, &err), PLACEMENT_ERROR_LIMIT);
  cr_expect(strstr(err.message, words) != NULL, "%s", err.message);
  cr_expect_eq(changed, NULL);
}

/* Operations that make the text too large or nest too deeply; too many of them. */
Test(patch, limits)
{
  static const char twice[] = "{\"op\": \"copy\", \"from\": \"/notes\", \"path\": \"/notes/-\"},";
  static const char nothing[] = "{\"op\":\"test\",\"path\":\"/notes\",\"value\":1},";
  static char json[sizeof nothing * (PLACEMENT_LIMIT_LIST + 2)];
  char notes[2048];
  placement_scenario *s;
  strcpy(json, "[");
  memset(notes, 'x', sizeof notes);
  notes[0] = '[';
  notes[1] = notes[sizeof notes - 3] = '"';
  notes[sizeof notes - 2] = ']';
  notes[sizeof notes - 1] = '\0';
  for (int i = 0; i < 29; i++)
    strcat(json, twice);
  json[strlen(json) - 1] = ']';
  s = load_notes(notes);
  expect_limit(s, json, "operation 12: the text becomes longer than 16 MiB");
  placement_scenario_free(s);
  s = load_notes("[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]");
  expect_limit(s, "[{\"op\": \"copy\", \"from\": \"/notes\", \"path\": \"/notes/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0\"}]",
               "operation 0: ");
  placement_scenario_free(s);
  s = load_notes("1");
  strcpy(json, "[");
  for (int i = 0; i <= PLACEMENT_LIMIT_LIST; i++)
    memcpy(json + 1 + i * (int)(sizeof nothing - 1), nothing, sizeof nothing);
  json[strlen(json) - 1] = ']';
  expect_limit(s, json, "a patch can have at most 4096 operations");
  placement_scenario_free(s);
}

Test(patch, arguments)
{
  placement_scenario *s = load_notes("1"), *changed = NULL;
  cr_expect_eq(placement_scenario_patch(NULL, "[]", 2, &changed, NULL, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_scenario_patch(s, NULL, 0, &changed, NULL, NULL), PLACEMENT_ERROR_ARGUMENT);
  cr_expect_eq(placement_scenario_patch(s, "[]", 2, NULL, NULL, NULL), PLACEMENT_ERROR_ARGUMENT);
  placement_scenario_free(s);
}
