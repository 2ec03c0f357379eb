/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: made_findings WHAT [OPTION...]: delivers findings that are made here, with the options of `placement budget`.
 *   groups   headings over rows, headings that wrap, details, figures of every unit
 *   hostile  texts that spreadsheets, browsers and terminals would obey
 *   markup   texts that a page would obey, in whatever it has, charts as well
 *   parts    two findings in one document
 *   large    many rows, which take a while to write
 *   sums     a waterfall that crosses zero, sums that hold and one that does not, a text of 40,000 bytes
 */
#include "document.h"
#include "report/findings.h"
#include "terminal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static placement_findings *begin(const char *sentence)
{
  placement_run_options run = PLACEMENT_RUN_OPTIONS_INIT;
  placement_findings *f = plm_findings_new("placement-made/1", "GBP");
  plm_findings_provenance_of_run(f, &run, 1000);
  plm_findings_provenance(f, "scenario_sha256", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  plm_findings_sentence(f, "%s", sentence);
  plm_findings_source(f, "Somebody 1999");
  return f;
}

static void add_row(placement_findings *f, const char *group, const char *label, double amount)
{
  plm_findings_row(f, PLACEMENT_UNIT_SHARE);
  plm_findings_text(f, group);
  plm_findings_text(f, label);
  plm_findings_text(f, amount > 1000 ? "many" : "few");
  for (int i = 0; i < 3; i++)
    plm_findings_number(f, amount * pow(10, i));
  plm_findings_number(f, 0.125);
  plm_findings_number(f, label[0] == '\0' ? NAN : INFINITY);
}

static void add_table(placement_findings *f, const char *name, const char *heading, const char *note)
{
  plm_findings_table(f, name, heading, note);
  plm_findings_groups(f, 1);
  plm_findings_summary(f, "A sentence that stands for a chart.");
  plm_findings_column(f, "what", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "year", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "size", "how many of them", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "plan", "on the plan basis", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "mean", "mean of all replications", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "mean_se", "std error", PLACEMENT_UNIT_MONEY);
  plm_findings_column(f, "share", "change", PLACEMENT_UNIT_OF_ROW);
  plm_findings_column(f, "limit", "highest", PLACEMENT_UNIT_NUMBER);
  add_row(f, "in-house", "", 1234.5);
  add_row(f, "in-house", "homes and beds", 1000);
  add_row(f, "in-house", "occupied beds", 234.5);
  add_row(f, "external", "2020-21", -5);
  add_row(f, "external", "2021-22", 1e6);
  add_row(f, "total", "", 1234567.891);
}

static placement_findings *make_groups(void)
{
  placement_findings *f = begin("It costs much.");
  add_table(f, "groups", "Where the money goes", "How to read it.");
  add_table(f, "details", "Month by month", "");
  plm_findings_detail(f);
  add_table(f, "programs", NULL, "");
  plm_findings_table(f, "bins", "Numbers that stand without a label", "");
  plm_findings_column(f, "from", "from", PLACEMENT_UNIT_NUMBER);
  plm_findings_column(f, "share", "share, %", PLACEMENT_UNIT_PROBABILITY);
  for (int i = 0; i < 2; i++) {
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_number(f, i + 0.5);
    plm_findings_number(f, 0.5);
  }
  return f;
}

static placement_findings *make_large(void)
{
  char name[32];
  placement_findings *f = begin("It takes long.");
  for (int t = 0; t < 12; t++) {
    (void)snprintf(name, sizeof name, "table_%d", t);
    add_table(f, name, t < 4 ? "Many rows" : NULL, "");
    plm_findings_detail(f);
    for (int row = 0; row < 4000; row++)
      add_row(f, "more", "2022-23", row);
  }
  return f;
}

static placement_findings *make_hostile(void)
{
  static const char *const texts[] = {
      "=HYPERLINK(\"http://example.org\",\"x\")",
      "+1",
      "-1+1",
      "@SUM(A1)",
      "\ttab",
      "\rreturn",
      "two\r\nlines",
      "quote\"s, commas; and 'more'",
      "<script>alert(1)</script>",
      "a|b *c* _d_ `e` \\f [g](h) &amp;",
      "# no heading",
      "\x1b[31mred",
      "1. no list",
      "| --- |",
      " blanks ",
      "\xE2\x80\x8F backwards", /* after the mark that turns the direction of writing */
  };
  placement_findings *f = begin("<b>bold</b> | *stars* _lines_ `code` \\");
  plm_findings_source(f, "=1+1, <i>2000</i>");
  plm_findings_provenance(f, "title", "=cmd|' /C calc'!A0");
  plm_findings_table(f, "hostile", "A <heading> | with *stars*", "A note: =1 <br> _this_");
  plm_findings_column(f, "text", "text | <th>", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "other", "other", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "number", "=number", PLACEMENT_UNIT_NUMBER);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, texts[i]);
    plm_findings_text(f, texts[i]);
    plm_findings_number(f, (double)i - 1);
  }
  return f;
}

#define MARKUP "</script><script>window.obeyed = 1</script><img src=x onerror='window.obeyed = 1'>"

static placement_findings *make_markup(void)
{
  static char text[100001];
  static const char *const texts[] = {
      MARKUP,
      "\" onmouseover=\"window.obeyed = 1\" x=\"",
      "' autofocus onfocus='window.obeyed = 1",
      "<!-- <script> <style>*{display:none}</style>",
      "&lt;b&gt; &#60;b&#62; ]]> {{1+1}} ${1+1}",
      "javascript:window.obeyed=1",
      "__proto__",
      "2020\xE2\x80\xAE-21", /* turned round */
      "\x01\x1b[31m\x7f\xC2\x85",
      "not a character: \xFF\xC0\xAF",
      "two\xE2\x80\xA8lines",
      text,
  };
  placement_findings *f = begin(MARKUP);
  memset(text, 'x', sizeof text - 1);
  plm_findings_source(f, MARKUP);
  plm_findings_provenance(f, "title\" " MARKUP, MARKUP);
  plm_findings_table(f, "payback", "Payback " MARKUP, MARKUP);
  plm_findings_summary(f, "%s\" '", MARKUP);
  plm_findings_column(f, "year", MARKUP, PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "month", "month \" '", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "share", "share, %", PLACEMENT_UNIT_PROBABILITY);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, texts[i]);
    plm_findings_text(f, texts[i]);
    plm_findings_number(f, 0.5);
  }
  return f;
}

/* Steps from 0 to a whole below it. */
static placement_findings *make_sums(void)
{
  static const char *const steps[] = {"fees", "homes", "delay", "cost lines"};
  static const double amounts[] = {1500.25, -4000.5, 300, -10.01};
  static char text[40001];
  placement_findings *f = begin("It falls.");
  memset(text, 'x', sizeof text - 1);
  plm_findings_table(f, "waterfall", "What the difference comes from", "");
  plm_findings_column(f, "step", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "in_order", "in order", PLACEMENT_UNIT_MONEY);
  plm_findings_adds_up(f);
  for (size_t i = 0; i < 4; i++) {
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, steps[i]);
    plm_findings_number(f, amounts[i]);
  }
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, "difference");
  plm_findings_number(f, -2210.26);
  for (size_t i = 0; i < 4; i++)
    plm_findings_addend(f, i, 1);
  plm_findings_table(f, "sums", "Sums", "");
  plm_findings_column(f, "what", "", PLACEMENT_UNIT_TEXT);
  plm_findings_column(f, "2020-21", "2020-21", PLACEMENT_UNIT_MONEY);
  plm_findings_adds_up(f);
  plm_findings_column(f, "2021-22", "2021-22", PLACEMENT_UNIT_MONEY);
  plm_findings_adds_up(f);
  plm_findings_column(f, "total", "total", PLACEMENT_UNIT_MONEY);
  plm_findings_adds_up(f);
  plm_findings_total(f);
  for (size_t i = 0; i < 5; i++) {
    static const double figures[5][2] = {{100, 200}, {30.5, 40.5}, {8, NAN}, {122.5, 240.5}, {500, 241}};
    plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
    plm_findings_text(f, i == 0 ? text : i < 3 ? "part" : i == 3 ? "whole" : "does not hold in 2020-21");
    plm_findings_number(f, figures[i][0]);
    plm_findings_number(f, figures[i][1]);
    plm_findings_number(f, figures[i][0] + (i == 2 ? 0 : figures[i][1]));
    if (i >= 3) {
      plm_findings_addend(f, 0, 1);
      plm_findings_addend(f, 1, 1);
      plm_findings_addend(f, 2, -1);
    }
  }
  return f;
}

typedef struct kind {
  const char *name;
  placement_findings *(*make)(void);
  const char *title;
} kind;

static const kind kinds[] = {
    {"groups", make_groups, "A title"}, {"hostile", make_hostile, "=1+1 <title> | *x*\x1b[31m"},
    {"parts", make_groups, "A title"},  {"large", make_large, "A title"},
    {"sums", make_sums, "A title"},     {"markup", make_markup, MARKUP},
};

static const kind *find_kind(const char *name)
{
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

int main(int argc, char **argv)
{
  placement_findings *parts[2] = {NULL, NULL};
  size_t count = 1;
  char command[] = "run";
  const kind *what = argc > 1 ? find_kind(argv[1]) : NULL;
  options asked;
  terminal_start();
  if (what == NULL)
    return EXIT_BAD_INPUT;
  parts[0] = what->make();
  if (strcmp(what->name, "parts") == 0) {
    parts[count] = begin("The other part.");
    plm_findings_provenance(parts[count], "other_sha256", "fedcba9876543210");
    plm_findings_source(parts[count++], "Somebody else 2001");
  }
  argv[1] = command;
  int exit_status = options_read(argc, argv, &asked);
  for (size_t i = 0; i < count && exit_status == EXIT_FINE; i++)
    if (plm_findings_finish(parts[i], &parts[i], NULL) != PLACEMENT_OK)
      return EXIT_NOT_DONE;
  if (exit_status == EXIT_FINE)
    exit_status = document_deliver(
        NULL, &asked,
        &(document){.title = what->title, .parts = (const placement_findings *const *)parts, .count = count});
  for (size_t i = 0; i < count; i++)
    placement_findings_free(parts[i]);
  return exit_status;
}
