/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How exactly a switching value is known: the amounts around it at which the difference is not significant.
 */
#include "analysis/switching.h"

#include <math.h>

#define LINEAR_ENOUGH 0.5 /* of the distance from the root: over the rest the curve is taken to be straight */
#define NARROW 0.15       /* the same, where it is not */
#define BEYOND 0.1        /* how far to look beyond where the end is expected */
#define STEPS_MOST 60

/* A jump must be larger than what noise, the slope and rounding to pence explain. */
#define STEEPER 100
#define OF_FIGURE 1e-6

/* A search from a point outwards for the first that differs significantly from 0. */
typedef struct outward {
  plm_switching_curve *curve;
  double direction;  /* 1 or -1 */
  double limit;      /* the end of the range */
  bool step_between; /* whole numbers, between which it switches */
  placement_switching_point start, inside, outside;
} outward;

/* By how much the difference is beyond what is not significant; NAN where it is undefined. */
static double excess(const outward *o, const placement_switching_point *p)
{
  double se = p->difference.se;
  return fabs(p->difference.value) - (se > 0 ? o->curve->critical * se : 0);
}

static bool differs(const outward *o, const placement_switching_point *p)
{
  return p->difference.value != 0 && excess(o, p) > 0;
}

static double distance(const placement_switching_point *a, const placement_switching_point *b)
{
  return fabs(a->amount - b->amount);
}

/* Sets `outside`, and `inside` to the last point before it. Returns false where the range ends before. */
static placement_status leave(outward *o, double step, bool *left, placement_error *err)
{
  *left = true;
  o->inside = o->outside = o->start;
  while (!differs(o, &o->outside)) {
    o->inside = o->outside;
    *left = o->inside.amount != o->limit && !isnan(o->inside.difference.value);
    if (!*left)
      return PLACEMENT_OK;
    double next = o->inside.amount + o->direction * step;
    if (o->curve->s->whole)
      next = o->direction * fmax(floor(o->direction * next), o->direction * o->inside.amount + 1);
    if (o->direction * (next - o->limit) > 0)
      next = o->limit;
    placement_status status = plm_switching_point_at(o->curve, next, &o->outside, err);
    if (status != PLACEMENT_OK)
      return status;
    step *= 2;
  }
  return PLACEMENT_OK;
}

/* Where to look next between the last inside and the first outside; the middle where nothing else is known. */
static double between(const outward *o, bool straight)
{
  double in = excess(o, &o->inside), out = excess(o, &o->outside), width = distance(&o->inside, &o->outside);
  if (o->curve->s->whole)
    return floor((o->inside.amount + o->outside.amount) / 2);
  if (in >= 0)
    return (o->inside.amount + o->outside.amount) / 2;
  double crossing = o->inside.amount + o->direction * width * -in / (out - in);
  if (straight)
    return crossing;
  double further = crossing + o->direction * BEYOND * fabs(crossing - o->start.amount);
  double most = (o->inside.amount + 9 * o->outside.amount) / 10;
  return o->direction * (further - most) < 0 ? further : most;
}

static bool is_close(const outward *o, double tolerance)
{
  double width = distance(&o->inside, &o->outside);
  if (o->curve->s->whole)
    return width <= 1;
  if (width <= tolerance || excess(o, &o->inside) >= 0)
    return width <= tolerance;
  return excess(o, &o->outside) <= LINEAR_ENOUGH * -excess(o, &o->inside) ||
         width <= NARROW * distance(&o->start, &o->outside);
}

/* The end of the interval in one direction. */
static placement_status find_end(outward *o, double step, double tolerance, double *end, placement_error *err)
{
  bool left;
  placement_status status = leave(o, step, &left, err);
  if (status != PLACEMENT_OK || !left) {
    *end = o->direction * INFINITY;
    return status;
  }
  *end = o->outside.amount;
  if (o->outside.amount == o->start.amount)
    return PLACEMENT_OK;
  for (int i = 0; i < STEPS_MOST && !is_close(o, tolerance); i++) {
    placement_switching_point point;
    status = plm_switching_point_at(o->curve, between(o, false), &point, err);
    if (status != PLACEMENT_OK)
      return status;
    if (differs(o, &point))
      o->outside = point;
    else
      o->inside = point;
  }
  if (o->curve->s->whole)
    *end = o->step_between ? o->outside.amount : o->inside.amount;
  else
    *end = excess(o, &o->inside) < 0 ? between(o, true) : o->inside.amount;
  return PLACEMENT_OK;
}

/* The differences at the amounts of the scan next to a root, 0 beyond the range; and the slope between them. */
static double slope_around(const placement_switching *s, double from, double to, double *before, double *after)
{
  const placement_switching_point *left = NULL, *right = NULL;
  for (size_t i = 0; i < s->scan_count; i++) {
    const placement_switching_point *p = &s->scan[i].point;
    if (p->amount < from)
      left = p;
    if (p->amount > to && right == NULL)
      right = p;
  }
  *before = left != NULL ? left->difference.value : 0;
  *after = right != NULL ? right->difference.value : 0;
  double low = left != NULL ? left->amount : from, high = right != NULL ? right->amount : to;
  return (*after - *before) / (high - low);
}

static bool is_jump(const placement_switch *found, double slope)
{
  const placement_estimate *from = &found->from.difference, *to = &found->to.difference;
  double jump = fabs(to->value - from->value), width = found->to.amount - found->from.amount;
  double size = fmax(fabs(found->from.figure.value), fabs(found->from.other.value));
  return jump > fmax(from->se, to->se) && jump > STEEPER * fabs(slope) * width && jump > OF_FIGURE * size;
}

/* How the range is left on both sides. */
static placement_status find_interval(plm_switching_curve *c, placement_switch *found, double slope, double tolerance,
                                      placement_error *err)
{
  const placement_switching *s = c->s;
  bool between = found->kind == PLACEMENT_SWITCH_BETWEEN;
  outward down = {c, -1, s->low, between, .start = found->from};
  outward up = {c, 1, s->high, between, .start = found->to};
  placement_estimate *amount = &found->amount;
  double most = (s->high - s->low) / 4;
  double se = fmax(found->from.difference.se, found->to.difference.se);
  double step = slope == 0 || isnan(slope) ? most : fmin(most, (1 + BEYOND) * c->critical * se / fabs(slope));
  step = step > tolerance ? step : tolerance; /* without an error, or if it is NAN */
  placement_status status = find_end(&down, step, tolerance, &amount->low, err);
  if (status == PLACEMENT_OK)
    status = find_end(&up, step, tolerance, &amount->high, err);
  if (status != PLACEMENT_OK)
    return status;
  if (found->kind == PLACEMENT_SWITCH_THROUGH) { /* the scan knows its ends only roughly */
    found->from = down.inside;
    found->to = up.inside;
  }
  double width = up.outside.amount - down.outside.amount;
  if (width > 0)
    slope = (up.outside.difference.value - down.outside.difference.value) / width;
  amount->se = found->kind != PLACEMENT_SWITCH_AT
                   ? NAN
                   : plm_root_estimate(amount->value, slope, found->from.difference.se, PLM_SWITCHING_LEVEL).se;
  return PLACEMENT_OK;
}

placement_status plm_switching_describe(plm_switching_curve *c, const plm_root_search *search, const plm_root *root,
                                        placement_switch *found, placement_error *err)
{
  bool whole = c->s->whole, exact = root->y_low == 0 && root->y_high == 0;
  double before, after, low = whole ? floor(root->low + 0.5) : root->low,
                        high = whole ? floor(root->high + 0.5) : root->high;
  double slope = slope_around(c->s, low, high, &before, &after);
  *found = (placement_switch){.kind = PLACEMENT_SWITCH_AT};
  placement_status status = plm_switching_point_at(c, low, &found->from, err);
  if (status == PLACEMENT_OK)
    status = plm_switching_point_at(c, high, &found->to, err);
  if (status != PLACEMENT_OK)
    return status;
  bool first = fabs(found->from.difference.value) <= fabs(found->to.difference.value);
  if (exact && low < high)
    found->kind = PLACEMENT_SWITCH_THROUGH;
  else if (!exact && (whole || is_jump(found, slope)))
    found->kind = PLACEMENT_SWITCH_BETWEEN;
  else if (first)
    found->to = found->from;
  else
    found->from = found->to;
  found->rising = before <= 0 && after >= 0 && before != after   ? 1
                  : before >= 0 && after <= 0 && before != after ? -1
                                                                 : 0;
  found->amount.value = first ? found->from.amount : found->to.amount;
  return find_interval(c, found, slope, search->tolerance, err);
}
