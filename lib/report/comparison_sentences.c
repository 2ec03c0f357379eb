/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The answer of a comparison, as a committee would be told: what the alternative costs more or less; how sure that is;
 * what it means for children, and when it has paid for itself.
 */
#include "report/comparison_findings.h"
#include "report/run_tables.h"
#include "report/told_amounts.h"
#include "report/unserved_groups.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define HALF_A_POUND 0.5
#define LONG 80           /* bytes: what is said of children leaves no room for more in brackets */
#define HALF_A_TENTH 0.05 /* of a child: less is told as nothing */

/* In quotation marks if it is a title. */
static plm_decimal name_side(const plm_compared_pair *pair, bool base, const char *part)
{
  plm_decimal name;
  const char *title = placement_plan_title(base ? pair->base : pair->alternative);
  if (plm_side_title(pair, base) == title && strlen(title) < sizeof name.text - 8)
    (void)snprintf(name.text, sizeof name.text, "\xE2\x80\x9C%.500s\xE2\x80\x9D", title);
  else
    (void)snprintf(name.text, sizeof name.text, "%s", part);
  return name;
}

static plm_decimal futures_of(const plm_compared_pair *pair)
{
  return plm_format_decimal((double)placement_comparison_replications(pair->comparison), 0, true);
}

/* "in every one of the 300 futures simulated". */
static plm_told in_futures(const plm_compared_pair *pair, const char *every)
{
  plm_told told = {{0}, 0};
  if (placement_comparison_replications(pair->comparison) == 1)
    plm_told_add(&told, "in the one future simulated");
  else
    plm_told_add(&told, "in %s of the %s futures simulated", every, futures_of(pair).text);
  return told;
}

/* A committee should know that homes are paid for at once and stand for decades. Nothing if capital is the same. */
static plm_told told_capital(const plm_compared_pair *pair)
{
  plm_told told = {{0}, 0};
  placement_compared c = plm_compared_at(pair, "cost.capital", placement_plan_year_count(pair->base));
  if (fabs(c.difference.mean) >= HALF_A_POUND)
    plm_told_add(&told, "; capital, counted in full although what it buys lasts longer, is %s",
                 plm_about_more(pair->findings, c.difference.mean).text);
  return told;
}

/* " (on the plan basis £1.99 million more)". */
static plm_told told_plan(const plm_compared_pair *pair, double mean)
{
  plm_told told = {{0}, 0};
  double planned = plm_planned_at(pair, "cost.total", placement_plan_year_count(pair->base)).difference;
  plm_decimal more = plm_about_more(pair->findings, planned);
  bool same = strcmp(more.text, plm_about_more(pair->findings, mean).text) == 0;
  if (!isnan(planned))
    plm_told_add(&told, " (on the plan basis %s)", same ? "too" : more.text);
  return told;
}

static bool children_never_differ(const plm_compared_pair *pair)
{
  static const char *const metrics[] = {"children.in_house", "children.external", "children.step_down",
                                        "children.unserved", "moves"};
  bool same = true;
  for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++)
    same = same && plm_never_differs(pair, metrics[i]);
  return same;
}

/* As a scenario and its equal, or one that is told otherwise. */
static bool never_differs_at_all(const plm_compared_pair *pair)
{
  return plm_never_differs(pair, "cost.total") && plm_never_differs(pair, "cost.capital") &&
         children_never_differ(pair);
}

static void say_cost(const plm_compared_pair *pair, const placement_compared *total)
{
  placement_findings *f = pair->findings;
  plm_decimal base = name_side(pair, true, "the base");
  plm_decimal alternative = name_side(pair, false, "The alternative");
  plm_decimal horizon = plm_horizon_words(pair->base), amount = plm_findings_about(f, total->base);
  plm_told capital = told_capital(pair);
  if (never_differs_at_all(pair))
    plm_findings_sentence(f,
                          "%s does not differ from %s, neither in cost nor for children, %s: each costs %s%s over %s.",
                          alternative.text, base.text, in_futures(pair, "any").text, amount.text,
                          placement_comparison_replications(pair->comparison) > 1 ? " on average" : "", horizon.text);
  else if (plm_never_differs(pair, "cost.total"))
    plm_findings_sentence(f, "%s costs the same as %s %s: %s on average over %s.", alternative.text, base.text,
                          in_futures(pair, "every one").text, amount.text, horizon.text);
  else if (fabs(total->difference.mean) < HALF_A_POUND)
    plm_findings_sentence(f, "%s costs just as much as %s on average over %s: %s%s.", alternative.text, base.text,
                          horizon.text, amount.text, capital.text);
  else
    plm_findings_sentence(f, "%s costs %s than %s on average over %s%s: %s%s.", alternative.text,
                          plm_about_more(f, total->difference.mean).text, base.text, horizon.text,
                          told_plan(pair, total->difference.mean).text,
                          plm_amounts_against(f, total->alternative, total->base).text, capital.text);
}

static void say_how_sure(const plm_compared_pair *pair, const placement_compared *total)
{
  placement_findings *f = pair->findings;
  const placement_statistics *d = &total->difference;
  double half = (total->high - total->low) / 2;
  if (plm_never_differs(pair, "cost.total"))
    return;
  if (placement_comparison_replications(pair->comparison) == 1) {
    plm_findings_sentence(f, "That is one future, which does not tell how sure it is.");
    return;
  }
  if (d->min == d->max) {
    plm_findings_sentence(f, "It does so %s.", in_futures(pair, "every one").text);
    return;
  }
  placement_probability lower = plm_lower_at(pair, "cost.total", placement_plan_year_count(pair->base));
  plm_findings_sentence(f,
                        "In eight out of ten of the %s futures simulated it costs %s (P80: %s), and it costs less in "
                        "%s of them; the average difference is known to within %s (95%% confidence)%s.",
                        futures_of(pair).text, plm_about_span(f, d->p10, d->p90).text, plm_about_more(f, d->p80).text,
                        plm_share_of_futures(lower.share).text, plm_findings_about(f, half).text,
                        half >= fabs(d->mean) ? ", so these futures do not tell which costs more on average" : "");
}

typedef struct child_words {
  const char *metric;
  const char *are; /* what so many more or fewer of them do */
} child_words;

/* "3.3 more children live in local homes (planned-breaks included) and 3.0 fewer are placed externally"; nothing if all
 * is as before. What only one scenario offers is named, because it is why the two are not alike. */
static plm_told told_children(const plm_compared_pair *pair)
{
  static const child_words words[] = {
      {"children.in_house", "live in local homes"},
      {"children.external", "are placed externally"},
      {"children.step_down", "live in step-down places (such as foster care)"},
  };
  enum { COUNT = sizeof words / sizeof *words };
  plm_told told = {{0}, 0};
  double changes[COUNT];
  size_t count = 0, said = 0;
  for (size_t i = 0; i < COUNT; i++) {
    placement_compared c = plm_compared_at(pair, words[i].metric, placement_plan_year_count(pair->base));
    changes[i] = fabs(c.difference.mean) >= HALF_A_TENTH ? c.difference.mean : 0;
    count += changes[i] != 0;
  }
  for (size_t i = 0; i < COUNT; i++) {
    if (changes[i] == 0)
      continue;
    plm_told_add(&told, "%s%s %s%s %s",
                 said == 0           ? ""
                 : said + 1 == count ? " and "
                                     : ", ",
                 plm_format_decimal(fabs(changes[i]), 1, true).text, changes[i] < 0 ? "fewer" : "more",
                 said == 0 ? " children" : "", words[i].are);
    if (i == 0 && !plm_same_unserved(pair->base, pair->alternative))
      plm_told_add(&told, " (%s included)",
                   plm_unserved_names(plm_has_unserved(pair->alternative) ? pair->alternative : pair->base).text);
    said++;
  }
  return told;
}

/* "13.7 more moves (returns to a local home: 13.4 more)", `briefly` without what is in brackets. */
static plm_told told_moves(const plm_compared_pair *pair, bool briefly)
{
  size_t horizon = placement_plan_year_count(pair->base);
  double moves = plm_compared_at(pair, "moves", horizon).difference.mean;
  double returns = plm_compared_at(pair, "returns", horizon).difference.mean;
  plm_told told = {{0}, 0};
  if (fabs(moves) < HALF_A_TENTH)
    return told;
  plm_told_add(&told, "%s %s moves", plm_format_decimal(fabs(moves), 1, true).text, moves < 0 ? "fewer" : "more");
  if (fabs(returns) >= HALF_A_TENTH && !briefly)
    plm_told_add(&told, " (returns to a local home: %s %s)", plm_format_decimal(fabs(returns), 1, true).text,
                 returns < 0 ? "fewer" : "more");
  return told;
}

/* On average. */
static bool costs_more_in_every_year(const plm_compared_pair *pair)
{
  bool more = true;
  for (size_t y = 0; y < placement_plan_year_count(pair->base); y++)
    more = more && plm_compared_at(pair, "cost.total", y).difference.mean >= HALF_A_POUND;
  return more;
}

static plm_told told_payback(const plm_compared_pair *pair)
{
  plm_told told = {{0}, 0};
  size_t last = placement_plan_year_count(pair->base) - 1;
  placement_payback_year half = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
  placement_probability then = {0}, in_the_end = {0};
  if (plm_never_differs(pair, "cost.total"))
    return told;
  switch (plm_payback_of(pair)) {
  case PLM_NOTHING_TO_PAY_BACK:
    plm_told_add(&told, "it costs no more from the first year on, so nothing has to be paid back");
    return told;
  case PLM_PAID_BACK_ON_AVERAGE:
    plm_told_add(&told, "on average it has cost no more by the end of any year, so nothing has to be paid back");
    return told;
  case PLM_TO_PAY_BACK:
    break;
  }
  (void)placement_comparison_payback_year(pair->comparison, 0.5, &half, NULL);
  (void)placement_comparison_payback(pair->comparison, last, &in_the_end, NULL);
  const char *end = placement_plan_column_label(pair->base, last);
  if (half.year < last) {
    (void)placement_comparison_payback(pair->comparison, half.year, &then, NULL);
    plm_told_add(&told, "by the end of %s it has paid for itself in %s of the futures, by the end of %s in %s",
                 placement_plan_column_label(pair->base, half.year), plm_share_of_futures(then.share).text, end,
                 plm_share_of_futures(in_the_end.share).text);
  } else {
    plm_told_add(&told, "%shas paid for itself by the end of %s in %s of the futures",
                 costs_more_in_every_year(pair) ? "it costs more in every year and " : "it ", end,
                 plm_share_of_futures(in_the_end.share).text);
  }
  return told;
}

static void say_children(const plm_compared_pair *pair)
{
  plm_told children = told_children(pair), payback = told_payback(pair);
  plm_told moves = told_moves(pair, children.used > LONG);
  const char *joint = payback.used > 0 ? "; " : "";
  if (never_differs_at_all(pair))
    return;
  if (children_never_differ(pair))
    plm_findings_sentence(pair->findings, "For children it makes no difference%s%s.", joint, payback.text);
  else if (children.used == 0 && moves.used == 0)
    plm_findings_sentence(pair->findings, "For children it makes hardly any difference%s%s.", joint, payback.text);
  else if (children.used == 0)
    plm_findings_sentence(pair->findings, "On average as many children live in local homes and elsewhere, with %s%s%s.",
                          moves.text, joint, payback.text);
  else
    plm_findings_sentence(pair->findings, "On average %s%s%s%s%s.", children.text, moves.used > 0 ? ", with " : "",
                          moves.text, joint, payback.text);
}

void plm_say_comparison(const plm_compared_pair *pair)
{
  placement_compared total = plm_compared_at(pair, "cost.total", placement_plan_year_count(pair->base));
  say_cost(pair, &total);
  say_how_sure(pair, &total);
  say_children(pair);
}

void plm_say_stopped(placement_findings *f, uint64_t done, uint64_t requested)
{
  if (done < requested)
    plm_findings_sentence(f, "The comparison was stopped after %s of %s futures; all figures rest on these.",
                          plm_format_decimal((double)done, 0, true).text,
                          plm_format_decimal((double)requested, 0, true).text);
}
