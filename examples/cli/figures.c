/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures.h"

#include "input.h"
#include "numbers.h"
#include "options.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

int figures_decimals(int32_t unit)
{
  switch (unit) {
  case PLACEMENT_UNIT_COUNT:
  case PLACEMENT_UNIT_CHILDREN:
  case PLACEMENT_UNIT_SHARE:
    return 1;
  default:
    return 0;
  }
}

double figures_factor(int32_t unit)
{
  return unit == PLACEMENT_UNIT_SHARE ? 100 : 1;
}

money_scale figures_money_scale(const char *currency, double largest)
{
  static const char *const words[] = {"", "thousand ", "million "};
  size_t step = largest < 1e9 ? 0 : largest < 1e12 ? 1 : 2;
  money_scale scale = {step == 0 ? 1 : step == 1 ? 1e-3 : 1e-6, ""};
  snprintf(scale.unit, sizeof scale.unit, "%s%s", words[step], strcmp(currency, "GBP") == 0 ? "pounds" : currency);
  return scale;
}

void figures_print_rounding(const money_scale *scale)
{
  printf("Figures are rounded to %s %s; sums are formed before rounding.\n",
         scale->factor < 1 ? "the nearest" : "whole", scale->unit);
}

static bool is_expected(const placement_reconciliation_row *row)
{
  return (row->agrees != 0) == (row->expected_to_agree != 0);
}

/* One figure as a paragraph; rows in sequence from the same source share the line that names it. */
static bool print_row(const placement_reconciliation *reconciliation, size_t i)
{
  const placement_reconciliation_row *row = placement_reconciliation_at(reconciliation, i);
  const placement_reconciliation_row *next = placement_reconciliation_at(reconciliation, i + 1);
  const char *sentence = placement_reconciliation_sentence(reconciliation, i);
  size_t size = strlen(row->label) + strlen(sentence) + sizeof ": ";
  char *text = malloc(size);
  if (text == NULL)
    return false;
  snprintf(text, size, "%s: %s", row->label, sentence);
  text_print_wrapped(stdout, is_expected(row) ? "- " : "! ", text);
  if (row->source[0] != '\0' && (next == NULL || strcmp(next->source, row->source) != 0))
    text_print_wrapped(stdout, "  Source: ", row->source);
  free(text);
  return true;
}

int figures_print_published(const placement_plan *plan, const placement_basis *basis, const placement_summary *summary,
                            bool *as_expected)
{
  placement_reconciliation *reconciliation = NULL;
  placement_error err = PLACEMENT_ERROR_INIT;
  int exit_status = EXIT_FINE;
  *as_expected = true;
  if (placement_reconciliation_new(plan, basis, summary, &reconciliation, &err) != PLACEMENT_OK)
    return input_complain("published figures", &err);
  size_t count = placement_reconciliation_count(reconciliation), expected = 0;
  for (size_t i = 0; i < count; i++)
    expected += is_expected(placement_reconciliation_at(reconciliation, i));
  *as_expected = expected == count;
  if (count > 0) {
    char heading[128], some[NUMBER_SIZE], all[NUMBER_SIZE];
    snprintf(heading, sizeof heading, "Published figures: %s of %s as the scenario expects",
             number_count(some, expected), number_count(all, count));
    fputc('\n', stdout);
    text_print_heading(stdout, heading);
  }
  for (size_t i = 0; i < count && exit_status == EXIT_FINE; i++) {
    if (!print_row(reconciliation, i)) {
      complain("out of memory");
      exit_status = EXIT_NOT_DONE;
    }
  }
  placement_reconciliation_free(reconciliation);
  return exit_status;
}
