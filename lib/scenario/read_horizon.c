/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Horizon and prices.
 */
#include "base/date.h"
#include "scenario/sections.h"

#include <string.h>

static const plm_number_rule years_rule = {1, PLACEMENT_LIMIT_YEARS, false, true,
                                           "a whole number from 1 to " PLM_TEXT(PLACEMENT_LIMIT_YEARS)};

static const plm_number_rule index_rule = {-1, 10, true, false,
                                           "a rate above -1 and up to 10 (0.02 is 2% a year), or a list of rates"};

static int32_t two_digits(const char *text)
{
  if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
    return 0;
  return 10 * (text[0] - '0') + (text[1] - '0');
}

/* MM-DD; 29 February is no day of every year. */
static bool read_year_start(plm_reader *r, const plm_json_value *horizon)
{
  placement_scenario *s = r->scenario;
  const plm_json_value *value = plm_get(r, horizon, "financial_year_start");
  const char *text = value != NULL ? plm_json_string(value) : NULL;
  if (value == NULL)
    return true;
  if (text != NULL && strlen(text) == 5 && text[2] == '-') {
    int32_t month = two_digits(text), day = two_digits(text + 3);
    if (month >= 1 && month <= 12 && day >= 1 && day <= plm_days_in_month(2001, month)) {
      s->year_start_month = month;
      s->year_start_day = day;
      return true;
    }
  }
  plm_report_found(r, value, "financial_year_start", "a month and day that every year has, such as \"04-01\"");
  return false;
}

void plm_read_horizon(plm_reader *r, const plm_json_value *root)
{
  static const plm_member keys[] = {{"start", PLM_KEY_REQUIRED},
                                    {"years", PLM_KEY_REQUIRED},
                                    {"financial_year_start", PLM_KEY_OPTIONAL},
                                    PLM_KEYS_END};
  placement_scenario *s = r->scenario;
  const plm_json_value *horizon = plm_get(r, root, "horizon");
  plm_civil end;
  bool started, sound;
  if (horizon == NULL || !plm_check_object(r, horizon, "horizon", keys))
    return;
  started = plm_read_date(r, horizon, "start", &s->start);
  s->years = plm_read_whole(r, horizon, "years", &years_rule, 0);
  sound = read_year_start(r, horizon);
  if (!started || s->years == 0 || !sound)
    return;
  /* From a 29 February the horizon runs to 1 March of a year without one. */
  end = plm_civil_from_date(s->start);
  end.year += s->years;
  s->days = plm_date_from_civil(end) - s->start;
  s->column_years =
      (size_t)(plm_scenario_financial_year(s, s->start + s->days - 1) - plm_scenario_financial_year(s, s->start) + 1);
  r->horizon_known = true;
}

static void read_rates(plm_reader *r, const plm_json_value *value, plm_index *index)
{
  double rate = 0;
  if (plm_json_is_list(value)) {
    index->rates = plm_numbers_value(r, value, "an index", &plm_rate, &index->rate_count);
  } else if (plm_number_value(r, value, "an index", &index_rule, &rate)) {
    index->rates = plm_reader_array(r, 1, sizeof *index->rates);
    if (index->rates == NULL)
      return;
    index->rates[0] = rate;
    index->rate_count = 1;
  }
}

/* Reads one index; false if its name is not allowed. */
static bool read_index(plm_reader *r, const plm_json_value *member)
{
  plm_prices *prices = &r->scenario->prices;
  plm_index *index = &prices->indices[prices->index_count];
  const char *name = plm_json_key(member);
  if (!plm_is_id(name)) {
    plm_report_key(
        r, member, PLACEMENT_ERROR_SCENARIO,
        "the name of an index must be 1 to " PLM_TEXT(PLACEMENT_LIMIT_ID) " letters, digits, '-', '_' or '.'");
    return false;
  }
  if (plm_find_id(&r->indices, name) >= 0) {
    plm_report_key(r, member, PLACEMENT_ERROR_SCENARIO, "an index of this name is given before");
    return false;
  }
  index->name = plm_reader_copy(r, name);
  if (index->name == NULL)
    return false;
  r->indices.count = ++prices->index_count;
  read_rates(r, member, index);
  return true;
}

static void read_indices(plm_reader *r, const plm_json_value *indices)
{
  plm_prices *prices = &r->scenario->prices;
  size_t given = 0;
  if (!plm_json_is_object(indices)) {
    plm_report_found(r, indices, "indices", "an object that gives each index's name and rates");
    r->indices.known = false;
    return;
  }
  prices->indices = plm_reader_array(r, PLACEMENT_LIMIT_INDICES, sizeof *prices->indices);
  if (prices->indices == NULL)
    return;
  r->indices.items = prices->indices;
  for (const plm_json_value *member = plm_json_first(indices); member != NULL;
       member = plm_json_next(&r->tree, member)) {
    if (strncmp(plm_json_key(member), "x-", 2) == 0)
      continue;
    if (++given > PLACEMENT_LIMIT_INDICES) {
      plm_report_key(r, member, PLACEMENT_ERROR_LIMIT,
                     "there are too many indices: at most " PLM_TEXT(PLACEMENT_LIMIT_INDICES));
      r->indices.known = false;
      return;
    }
    if (!read_index(r, member))
      r->indices.known = false;
  }
}

static void read_currency(plm_reader *r, const plm_json_value *prices)
{
  const plm_json_value *value = plm_get(r, prices, "currency");
  const char *text = value != NULL ? plm_json_string(value) : "GBP";
  if (text == NULL || strlen(text) != 3 || strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3) {
    plm_report_found(r, value, "currency", "a code of three capital letters, such as \"GBP\"");
    return;
  }
  r->scenario->prices.currency = plm_reader_copy(r, text);
}

void plm_read_prices(plm_reader *r, const plm_json_value *root)
{
  static const plm_member keys[] = {{"base_date", PLM_KEY_OPTIONAL}, {"discount_rate", PLM_KEY_OPTIONAL},
                                    {"currency", PLM_KEY_OPTIONAL},  {"deflator", PLM_KEY_OPTIONAL},
                                    {"indices", PLM_KEY_OPTIONAL},   PLM_KEYS_END};
  plm_prices *p = &r->scenario->prices;
  const plm_json_value *prices = plm_get(r, root, "prices");
  const plm_json_value *indices = plm_get(r, prices, "indices");
  int32_t base_date = r->scenario->start;
  r->indices = (plm_ids){"the name of an index in prices.indices", true, NULL, sizeof(plm_index), 0};
  if (prices != NULL && !plm_check_object(r, prices, "prices", keys))
    r->indices.known = false;
  (void)plm_read_date(r, prices, "base_date", &base_date);
  p->base_date = base_date - r->scenario->start;
  p->discount_rate = plm_read_number(r, prices, "discount_rate", &plm_rate, 0.035);
  read_currency(r, prices);
  if (indices != NULL)
    read_indices(r, indices);
  p->deflator = plm_read_reference(r, prices, "deflator", &r->indices);
}
