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

money_scale figures_money_scale(const placement_plan *plan, double largest)
{
  static const char *const words[] = {"", "thousand ", "million "};
  const char *currency = placement_plan_currency(plan);
  size_t step = largest < 1e9 ? 0 : largest < 1e12 ? 1 : 2;
  money_scale scale = {step == 0 ? 1 : step == 1 ? 1e-3 : 1e-6, ""};
  snprintf(scale.unit, sizeof scale.unit, "%s%s", words[step], strcmp(currency, "GBP") == 0 ? "pounds" : currency);
  return scale;
}

/* One figure as a paragraph: what was published, how it compares, where it stands, and whether that is a surprise. */
static bool print_row(const placement_reconciliation_row *row, const char *sentence)
{
  static const char *const surprises[] = {"",
                                          "NOT AS EXPECTED, it should agree: ", "NOT AS EXPECTED, it should differ: "};
  bool expected = (row->agrees != 0) == (row->expected_to_agree != 0);
  const char *surprise = surprises[expected ? 0 : row->expected_to_agree ? 1 : 2];
  bool has_source = row->source != NULL && row->source[0] != '\0';
  size_t size = strlen(surprise) + strlen(row->label) + strlen(sentence) + (has_source ? strlen(row->source) : 0) + 16;
  char *text = malloc(size);
  if (text == NULL)
    return false;
  snprintf(text, size, "%s%s: %s%s%s%s", surprise, row->label, sentence, has_source ? " (" : "",
           has_source ? row->source : "", has_source ? ")" : "");
  text_print_wrapped(stdout, "- ", text);
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
  for (size_t i = 0; i < count; i++) {
    const placement_reconciliation_row *row = placement_reconciliation_at(reconciliation, i);
    expected += (row->agrees != 0) == (row->expected_to_agree != 0);
  }
  *as_expected = expected == count;
  if (count > 0) {
    char heading[128], some[NUMBER_SIZE], all[NUMBER_SIZE];
    snprintf(heading, sizeof heading, "Published figures: %s of %s as the scenario expects",
             number_count(some, expected), number_count(all, count));
    fputc('\n', stdout);
    text_print_heading(stdout, heading);
  }
  for (size_t i = 0; i < count && exit_status == EXIT_FINE; i++) {
    if (!print_row(placement_reconciliation_at(reconciliation, i),
                   placement_reconciliation_sentence(reconciliation, i))) {
      complain("out of memory");
      exit_status = EXIT_NOT_DONE;
    }
  }
  placement_reconciliation_free(reconciliation);
  return exit_status;
}
