/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines of explanations (placement_explain_write): "# title", "## section", "- sentence".
 */
#include "report/assumptions.h"
#include "base/error.h"
#include "base/memory.h"
#include "report/explain.h"
#include "report/run_tables.h"

#include <placement/explain.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define SIDES 2

typedef struct line {
  const char *section;
  const char *text;
  bool listed_default; /* was one of a list that begins with "By default:" */
  bool note;           /* free text of the scenario */
  bool shared;         /* the other scenario has it as well */
} line;

typedef struct explanation {
  char *text; /* what `lines` point into */
  size_t length, space;
  line *lines;
  size_t line_count, line_space;
  bool failed;
} explanation;

static int gather(const char *text, size_t length, void *data)
{
  explanation *e = data;
  void *grown = e->text;
  if (plm_grow_array(&grown, &e->space, e->length + length + 1, 1) != 0) {
    e->failed = true;
    return -1;
  }
  e->text = grown;
  memcpy(e->text + e->length, text, length);
  e->length += length;
  e->text[e->length] = '\0';
  return 0;
}

static void add_line(explanation *e, line added)
{
  void *grown = e->lines;
  if (plm_grow_array(&grown, &e->line_space, e->line_count + 1, sizeof *e->lines) != 0) {
    e->failed = true;
    return;
  }
  e->lines = grown;
  e->lines[e->line_count++] = added;
}

/* Each of "a; b; c." */
static void add_defaults(explanation *e, const char *section, char *text)
{
  size_t length = strlen(text);
  if (length > 0 && text[length - 1] == '.')
    text[length - 1] = '\0';
  for (char *next; text != NULL; text = next) {
    next = strstr(text, "; ");
    if (next != NULL) {
      *next = '\0';
      next += 2;
    }
    text[0] = (char)toupper((unsigned char)text[0]);
    add_line(e, (line){.section = section, .text = text, .listed_default = true});
  }
}

/* Cuts the text into its lines. Of published figures, which have a table of their own, only the notes are kept. */
static void split(explanation *e)
{
  static const char by_default[] = "By default: ", mark[] = PLM_NOTE_MARK;
  const char *section = "";
  for (char *at = e->text, *end; at != NULL && *at != '\0'; at = end) {
    end = strchr(at, '\n');
    if (end != NULL)
      *end++ = '\0';
    at += strspn(at, " ");
    if (strncmp(at, "##", 2) == 0)
      section = at + strspn(at, "# ");
    if (strncmp(at, "- ", 2) != 0)
      continue;
    at += 2;
    bool note = strcmp(section, PLM_NOTES_SECTION) == 0 || strncmp(at, mark, sizeof mark - 1) == 0;
    if (!note && strcmp(section, "Published figures") == 0)
      continue;
    if (!note && strncmp(at, by_default, sizeof by_default - 1) == 0)
      add_defaults(e, section, at + sizeof by_default - 1);
    else
      add_line(e, (line){.section = section, .text = at, .note = note});
  }
}

static placement_status explain(explanation *e, const placement_scenario *scenario, placement_error *err)
{
  size_t length;
  const char *text = placement_scenario_text(scenario, &length);
  if (text == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "a changed scenario has no text that says what it assumes");
  placement_status status = placement_explain_write(scenario, text, length, gather, e, err);
  if (status == PLACEMENT_OK && e->text != NULL)
    split(e);
  return e->failed ? plm_fail_memory(err) : status;
}

static int compare_lines(const void *a, const void *b)
{
  const line *first = *(line *const *)a, *second = *(line *const *)b;
  int order = strcmp(first->section, second->section);
  return order != 0 ? order : strcmp(first->text, second->text);
}

/* Marks the lines that are in both. */
static placement_status match(explanation *base, explanation *alternative, placement_error *err)
{
  size_t count = base->line_count;
  line **sorted = plm_new_array(count > 0 ? count : 1, sizeof(line *));
  if (sorted == NULL)
    return plm_fail_memory(err);
  for (size_t i = 0; i < count; i++)
    sorted[i] = &base->lines[i];
  qsort(sorted, count, sizeof(line *), compare_lines);
  for (size_t i = 0; i < alternative->line_count; i++) {
    line *key = &alternative->lines[i], **found = bsearch(&key, sorted, count, sizeof(line *), compare_lines);
    if (found != NULL)
      key->shared = (*found)->shared = true;
  }
  free((void *)sorted);
  return PLACEMENT_OK;
}

static const char *default_of(const line *l)
{
  static const char mark[] = "(default).";
  size_t length = strlen(l->text);
  if (l->note)
    return "";
  if (l->listed_default || (length >= sizeof mark - 1 && strcmp(l->text + length - (sizeof mark - 1), mark) == 0))
    return "yes";
  return strstr(l->text, "(default") != NULL || strstr(l->text, "by default") != NULL ? "in part" : "";
}

/* `in` is NULL where there is one scenario. */
static void add_row(placement_findings *f, const line *l, const char *in)
{
  plm_findings_row(f, PLACEMENT_UNIT_NUMBER);
  plm_findings_text(f, l->section);
  plm_findings_text(f, l->text);
  plm_findings_text(f, default_of(l));
  if (in != NULL)
    plm_findings_text(f, in);
}

/* The lines of a section that only the alternative has, unless `section` is one of the base: NULL for all of those. */
static void add_alternative(placement_findings *f, const explanation *sides, const char *section, const char *title)
{
  const explanation *base = &sides[0], *alternative = &sides[1];
  for (size_t i = 0; i < alternative->line_count; i++) {
    const line *l = &alternative->lines[i];
    bool elsewhere = l->shared || (section != NULL && strcmp(l->section, section) != 0);
    for (size_t k = 0; section == NULL && !elsewhere && k < base->line_count; k++)
      elsewhere = strcmp(base->lines[k].section, l->section) == 0;
    if (!elsewhere)
      add_row(f, l, title);
  }
}

static void add_rows(placement_findings *f, const explanation *sides, const char *const *titles, size_t count)
{
  const explanation *base = &sides[0];
  for (size_t i = 0; i < base->line_count; i++) {
    const char *section = base->lines[i].section;
    add_row(f, &base->lines[i], count == 1 ? NULL : base->lines[i].shared ? "both" : titles[0]);
    if (count > 1 && (i + 1 == base->line_count || strcmp(section, base->lines[i + 1].section) != 0))
      add_alternative(f, sides, section, titles[1]);
  }
  if (count > 1)
    add_alternative(f, sides, NULL, titles[1]);
}

placement_status plm_assumptions_add(placement_findings *f, const placement_scenario *const *scenarios,
                                     const char *const *titles, size_t count, const char *before, placement_error *err)
{
  plm_told note = {{0}, 0};
  explanation sides[SIDES] = {{0}};
  placement_status status = PLACEMENT_OK;
  for (size_t i = 0; i < count && status == PLACEMENT_OK; i++)
    status = explain(&sides[i], scenarios[i], err);
  if (status == PLACEMENT_OK && count > 1)
    status = match(&sides[0], &sides[1], err);
  if (status == PLACEMENT_OK) {
    plm_told_add(&note, "What the scenario says, and what follows from it. A default is what holds because the "
                        "scenario does not say otherwise.");
    if (before != NULL)
      plm_told_add(&note, " This is %s as given, before %s.", count > 1 ? "each scenario" : "the scenario", before);
    plm_findings_table(f, "assumptions", "Assumptions", note.text);
    plm_findings_groups(f, 1);
    plm_findings_detail(f);
    plm_findings_column(f, "section", "section", PLACEMENT_UNIT_TEXT);
    plm_findings_column(f, "assumption", "assumption", PLACEMENT_UNIT_TEXT);
    plm_findings_column(f, "default", "default", PLACEMENT_UNIT_TEXT);
    if (count > 1)
      plm_findings_column(f, "in", "in", PLACEMENT_UNIT_TEXT);
    add_rows(f, sides, titles, count);
  }
  for (size_t i = 0; i < SIDES; i++) {
    free(sides[i].text);
    free(sides[i].lines);
  }
  return status;
}

placement_status placement_explain_findings(const placement_scenario *scenario, placement_findings **findings,
                                            placement_error *err)
{
  if (scenario == NULL || findings == NULL)
    return plm_fail(err, PLACEMENT_ERROR_ARGUMENT, "scenario and findings must not be NULL");
  placement_findings *f = plm_findings_new("placement-explanation/1", "GBP");
  plm_findings_provenance(f, "version", placement_version());
  plm_findings_provenance(f, "scenario_sha256", placement_scenario_sha256(scenario));
  placement_status status = plm_assumptions_add(f, &scenario, NULL, 1, NULL, err);
  if (status == PLACEMENT_OK)
    return plm_findings_finish(f, findings, err);
  placement_findings_free(f);
  return status;
}
